"""Wellbeing: voluntary and separate; nothing imports it, and it is never an input to anything.

Off by default (``WELLBEING``), absent where the agent's country forbids it (``WELLBEING_NOT_IN``). A note is read first
by the agent herself; a named counsellor reads it only once she shares it; after 90 days it is deleted.
Writes: actions.py.
"""
