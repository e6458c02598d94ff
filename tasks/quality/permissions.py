"""Which staff may do what in quality."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "analyst": {
        "ruleset": ("view",),
        "conversation": ("view",),
        "inspection": ("view",),
        "alert": ("view",),
        "review": ("view",),
        "appeal": ("view",),
    },
    "administrator": {
        "ruleset": ("view",),
        "conversation": ("view",),
        "inspection": ("view",),
        "alert": ("view",),
        "review": ("view",),
        "appeal": ("view",),
        "inspectionpractice": ("view", "add", "change"),
        "assistant": ("view", "add", "change"),
    },
    "trainer": {"inspection": ("view",), "conversation": ("view",)},
}
