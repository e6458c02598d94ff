"""The staff roles' rights in messaging."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "administrator": {"outbox": ("view", "change"), "webhookendpoint": ("view",)},
}
