"""What staff may do with orders."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "dispatcher": {
        "order": ("view",),
        "shift": ("view",),
        "quote": ("view",),
        "ratecard": ("view",),
        "workplace": ("view",),
        "contacttype": ("view",),
        "servicelevel": ("view",),
        "scenariotemplate": ("view",),
    },
    "finance": {"order": ("view",), "quote": ("view",), "ratecard": ("view", "add")},
    "administrator": {
        "order": ("view",),
        "shift": ("view",),
        "quote": ("view",),
        "ratecard": ("view", "add"),
        "workplace": ("view", "add", "change"),
        "contacttype": ("view", "add", "change"),
        "servicelevel": ("view", "add", "change"),
        "scenariotemplate": ("view", "change"),
    },
}
