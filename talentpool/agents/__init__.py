"""Agents: who is in the pool.

States of an agent: TRAINING -> RESERVE <-> RESTING, RESERVE -> RELEASED; see states.py. One calendar per agent:
``Commitment`` carries the only exclusion constraint. Called by: every room above. Writes: actions.py.
"""
