"""Filters of the board a recruiter keeps."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.models import Referable


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def visible_to(self, principal: Principal) -> Self:
        """Everybody has her own."""
        return self.filter(owner_id=principal.user_id) if principal.user_id else self.none()


class SavedFilter(Referable):
    """A name for a query string of the board."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="board_filters")
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="filter_named_once")]

    def __str__(self) -> str:
        return self.name
