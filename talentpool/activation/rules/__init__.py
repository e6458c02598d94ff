"""The arithmetic of readiness: pure functions, no Django, no clock, no database.

inputs       typed errors and checks of numbers that come from outside
fill         probability that independent answers fill the seats; the fewest offers that do
shock        the common shock: people's answers are not independent; fitted from past waves
promise      promised fill of whole orders, simulated under overlap, rest and caps
plan         waves: how many to ask now, so that the fewest are asked in all
wilson       intervals of a measured share; how trends are compared
sampling     how many to call in a drill, and whom
pool         how large a segment must be to work a peak
freshness    how recently a skill was used, trained or proven
acceptance   how probable a yes is, from facts about work only
"""
