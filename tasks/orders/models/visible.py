"""Who sees a client's rows."""

from typing import Self, TypeVar

from django.db import models

from accounts.principals import Principal

M = TypeVar("M", bound=models.Model, covariant=True)


class OfClientQuerySet(models.QuerySet[M]):
    """``client_path``: how the client is reached from a row."""

    client_path = "client_id"

    def visible_to(self, principal: Principal) -> Self:
        """Staff see all, a client its own."""
        if principal.is_staff:
            return self
        return self.filter(**{self.client_path: principal.client_id}) if principal.client_id else self.none()
