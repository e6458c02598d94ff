"""Staff roles as Django groups, with the rights every room declares in ``permissions.STAFF``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import router

from accounts.states import StaffRole


def declared() -> dict[str, set[tuple[str, str]]]:
    """role -> {(app label, codename)} over all rooms. Raises LookupError for a model that does not exist."""
    rights: dict[str, set[tuple[str, str]]] = {role: set() for role in StaffRole.values}
    for room in [*settings.ROOMS, *settings.BESIDE]:
        if find_spec(f"{room}.permissions") is None:
            continue
        label = room.rsplit(".", 1)[-1]
        staff: dict[str, dict[str, tuple[str, ...]]] = getattr(import_module(f"{room}.permissions"), "STAFF", {})
        for role, per_model in staff.items():
            for model, actions in per_model.items():
                apps.get_model(label, model)
                rights[role] |= {(label, f"{action}_{model}") for action in actions}
    return rights


def sync_roles(sender: AppConfig, using: str, **_: Any) -> None:
    """After every migrate: one group per role, holding exactly its declared rights."""
    last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
    if sender.label != last.label or not router.allow_migrate_model(using, Group):
        return
    known = {
        (p.content_type.app_label, p.codename): p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    for role, rights in declared().items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[right] for right in rights if right in known])
