"""The inspector: pure rules that judge one conversation.

Read in this order: ``shapes`` (what goes in and out), ``folding`` (text as it is compared, with the way
back), ``ruleset`` (a client's rules as data), ``everyday``, ``matching`` and ``sorting`` (where its words
stand, and what each is for), ``wording``, ``steps``, ``timing`` (the three judges), ``scoring`` (40/40/20) and
``inspecting`` (all of it, on a few conversations at a time). ``masking`` runs before anything is stored.

Nothing here knows Django, a clock or a database: the same conversation and the same rule set give the same
answer, byte for byte, for as long as the rule set's digest is the same.
"""
