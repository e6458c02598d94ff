"""Attendance: confirm, check in and out, breaks, no-show and replacement, corrections, the fill board.

Writes: actions.py.
"""
