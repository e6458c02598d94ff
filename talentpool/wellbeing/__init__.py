"""Wellbeing: voluntary and separate; off by default; nothing imports it and it is never an input to anything."""
