"""Dispatch: offers go out in waves until a shift is full.

States of an offer: see states.py. The SQL function ``claim_seat`` is the only place where a seat is taken.
Writes: actions.py.
"""
