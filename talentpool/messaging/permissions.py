"""The staff roles' rights in messaging."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "administrator": {
        "outbox": ("view", "change"),
        "webhookendpoint": ("view",),
        "delivery": ("view",),
        "deliverypolicy": ("view", "add", "change"),
    },
    "dispatcher": {"delivery": ("view",), "outbox": ("view",)},
}
