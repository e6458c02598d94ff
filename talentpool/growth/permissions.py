"""The staff roles' rights in growth."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "recruiter": {"entry": ("view",), "levelstep": ("view",)},
    "trainer": {
        "entry": ("view",),
        "capabilityscore": ("view",),
        "levelstep": ("view",),
        "rulebook": ("view",),
        "talk": ("view",),
        "pair": ("view",),
        "stepdown": ("view",),
    },
    "analyst": {"entry": ("view",), "capabilityscore": ("view",)},
    "administrator": {
        "entry": ("view",),
        "capabilityscore": ("view",),
        "levelstep": ("view",),
        "rulebook": ("view",),
    },
}
