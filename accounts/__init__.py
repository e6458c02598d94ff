"""Accounts: who may log in.

Users (e-mail or phone), staff roles, client companies with their members and keys, consents, policies,
decision records. Called by: every room above. Writes: actions.py.
"""
