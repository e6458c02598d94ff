"""The HTML doors of screening."""
