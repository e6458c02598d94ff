"""Kernel: shared ideas only, no foreign keys.

Clock, typed errors, state tables, the after-commit queue, money, encryption, localised text, charts.
Called by: every room. Writes: nothing of its own but the demo clock and data keys.
"""
