"""The HTML doors of growth."""
