"""Pure decisions of training: no Django, no clock, no database."""
