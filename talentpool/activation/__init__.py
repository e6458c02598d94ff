"""Activation: is the pool ready? The approach ledger, both activation rates, drills, eligibility, matching
index, acceptance model, fill mathematics. ``Demand`` is a plain value, so any demand is rated here without
knowing an order. Writes: actions.py.
"""
