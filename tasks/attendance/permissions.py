"""What staff may do with attendance."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "dispatcher": {"attendance": ("view",), "correction": ("view",), "attendancepolicy": ("view",)},
    "analyst": {"attendance": ("view",), "incident": ("view",)},
    "finance": {"attendance": ("view",), "correction": ("view",)},
    "administrator": {
        "attendance": ("view",),
        "correction": ("view",),
        "attendancepolicy": ("view", "add", "change"),
    },
}
