"""The HTML doors of training."""
