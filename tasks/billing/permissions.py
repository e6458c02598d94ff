"""Which staff may do what in billing. Money itself moves through the finance pages, never through a form of the admin."""

_VIEW = ("view",)
_ALL = (
    "journalentry",
    "posting",
    "account",
    "statement",
    "statementline",
    "invoice",
    "invoiceline",
    "invoicecredit",
    "payout",
)

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "finance": dict.fromkeys(_ALL, _VIEW),
    "administrator": {**dict.fromkeys(_ALL, _VIEW), "payterms": ("view", "add", "change")},
}
