"""Quality: every conversation inspected by rules on arrival, some by people.

Writes: actions.py.
"""
