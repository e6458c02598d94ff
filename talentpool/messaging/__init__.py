"""Messaging: what the platform says to people and machines.

States of an outbox row: PENDING -> DONE | DEAD. A row is written in the business transaction; the broker only
wakes; a sweeper decides. Called by: every room above. Writes: actions.py.
"""
