"""Activation: is the pool ready?

The approach ledger (actions/ledger.py, the only way in), both activation rates, drills, pings, freshness, pool review;
eligibility, the matching index, the acceptance model and the mathematics of filling (rules/). ``Demand`` is a plain
value, so the task rate of anything is computed here without knowing an order.

States: states.py (a drill is PLANNED -> RUNNING -> DONE, or CANCELLED). Writes: actions/. SQL: sql/match.sql and
watch.sql keep the matching index, sql/matches.sql reads it, sql/rates.sql recounts the rates.
Called by: orders (``rate_demand``, ``hold_capacity``), dispatch (``eligible_for``, ``explain``, the ledger, ``rules.plan``),
attendance (``reach_depth``), faces (rates).
"""
