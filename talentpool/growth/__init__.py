"""Growth: the append-only log of everything an agent learned, proved and did, and what is read from it.

Capabilities, levels, coaching. Called by: every room above, through ``actions.record``. Writes: actions.py.
"""
