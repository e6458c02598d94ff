"""Local: the whole product on one machine: embedded database and broker, supervisor. Imports nothing of the domains."""
