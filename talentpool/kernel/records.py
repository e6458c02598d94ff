"""Records in the admin that are looked up there and changed elsewhere, by actions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ReadOnly:
    """Beside an admin or inline class: nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """A list to look things up in; long ones stay quick."""

    list_per_page = 50
    show_full_result_count = False
