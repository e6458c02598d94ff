"""Screening: a person applies, passes gates, and is admitted by a person.

States of an application: see states.py. Writes: actions.py.
"""
