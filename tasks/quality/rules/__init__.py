"""The inspector: pure rules that judge one conversation.

Read in this order: ``shapes`` (what goes in and out), ``folding`` (text as it is compared, with the way
back), ``ruleset`` (a client's rules as data), ``wording``, ``steps``, ``timing`` (the three judges),
``scoring`` (40/40/20) and ``inspecting`` (all of it on one conversation). ``masking`` runs before anything
is stored.

Nothing here knows Django, a clock or a database: the same conversation and the same rule set give the same
answer, byte for byte, for as long as the rule set's digest is the same.
"""
