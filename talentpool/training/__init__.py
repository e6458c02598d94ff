"""Training: tracks, courses, the four-part exam, certificates that expire.

Writes: actions.py.
"""
