"""What staff may do with staffing's records."""

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "dispatcher": {"volumeset": ("view",), "requirement": ("view",)},
    "administrator": {"volumeset": ("view",), "requirement": ("view",)},
}
