"""The staff roles' rights in screening."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "recruiter": {
        "campaign": ("view", "add", "change"),
        "gate": ("view", "add", "change", "delete"),
        "question": ("view", "add", "change"),
        "application": ("view",),
        "formality": ("view",),
        "kithelp": ("view",),
        "interview": ("view",),
    },
    "trainer": {"application": ("view",), "question": ("view", "change")},
    "finance": {"formality": ("view",)},
    "administrator": {
        "paperstandard": ("view", "add", "change"),
        "documentlook": ("view",),
        "campaign": ("view", "add", "change"),
        "gate": ("view", "add", "change", "delete"),
        "question": ("view", "add", "change"),
        "application": ("view",),
        "formality": ("view",),
        "kithelp": ("view",),
        "interview": ("view",),
    },
}
