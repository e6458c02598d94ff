"""What accounts and messaging hold about a person: accounts can't say so itself, it knows nobody above."""

from accounts import personal

personal.holds("account", "accounts.personal.own_export")
personal.holds("messages", "talentpool.messaging.personal.export")
personal.erases("talentpool.messaging.personal.erase")
