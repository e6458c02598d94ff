"""The staff roles' rights in activation."""

POOL = ("recruiter", "dispatcher", "trainer", "analyst")  # who reads the pool
CALLS = ("dispatcher", "recruiter")  # who plans drills and decides reviews
NUMBERS = ("dispatcher", "recruiter", "analyst")  # who reads rates, promises, plans of a season

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "recruiter": {"drill": ("view",), "reviewitem": ("view",)},
    "dispatcher": {"drill": ("view",), "hold": ("view",), "reviewitem": ("view",), "acceptancemodel": ("view",)},
    "trainer": {"trialcontact": ("view", "add", "change")},
    "analyst": {"drill": ("view",), "acceptancemodel": ("view",)},
    "administrator": {
        "drill": ("view",),
        "hold": ("view",),
        "trialcontact": ("view", "add", "change"),
        "settings": ("view", "change"),
        "lever": ("view", "change"),
        "reviewitem": ("view",),
        "acceptancemodel": ("view",),
    },
}
