"""The staff roles' rights in training."""

_KEEP = ("view", "add", "change")

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "trainer": {
        "course": _KEEP,
        "module": (*_KEEP, "delete"),
        "lesson": (*_KEEP, "delete"),
        "examquestion": _KEEP,
        "systemtask": (*_KEEP, "delete"),
        "enrolment": ("view",),
        "certificate": ("view",),
    },
    "recruiter": {"enrolment": ("view",), "certificate": ("view",)},
    "administrator": {
        "course": _KEEP,
        "module": (*_KEEP, "delete"),
        "lesson": (*_KEEP, "delete"),
        "examquestion": _KEEP,
        "systemtask": (*_KEEP, "delete"),
        "enrolment": ("view",),
        "certificate": ("view",),
    },
}
