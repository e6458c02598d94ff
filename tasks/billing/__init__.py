"""Billing: the double-entry ledger, statements, invoices, payouts. Posts facts, never prices.

Writes: actions.py.
"""
