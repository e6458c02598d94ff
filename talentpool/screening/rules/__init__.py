"""Pure decisions of screening: no Django, no clock, no database."""
