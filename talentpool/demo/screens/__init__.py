"""Pictures of every page of every role, against a running demo, and what is wrong with the pages.

``cast`` finds a demo person a role, ``camera`` walks and draws, ``words`` looks for untranslated texts, ``sheet`` lays
the pictures out. Only reads pages (GET); the one thing it writes is a session for each demo person.
"""
