"""Orders: what a client asks for: scenario, positioning, shifts, rate card, quote.

States of an order: see states.py. Writes: actions.py.
"""
