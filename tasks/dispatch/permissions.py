"""What staff may do with dispatch."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "dispatcher": {
        "fillplan": ("view",),
        "wave": ("view",),
        "offer": ("view",),
        "assignment": ("view",),
        "standby": ("view",),
        "dispatchpolicy": ("view",),
    },
    "analyst": {"assignment": ("view",)},
    "finance": {"assignment": ("view",), "standby": ("view",)},
    "administrator": {
        "fillplan": ("view",),
        "wave": ("view",),
        "offer": ("view",),
        "assignment": ("view",),
        "standby": ("view",),
        "dispatchpolicy": ("view", "add", "change"),
    },
}
