"""Pure decisions of the pool: the calendar, the week, the kit. No Django, no clock, no database."""
