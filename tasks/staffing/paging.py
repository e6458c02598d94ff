"""How lists of the API are paged."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """By the moment of creation; a cursor, so that a growing list skips nothing."""

    ordering = ("-created_at", "-id")
    page_size = 50
