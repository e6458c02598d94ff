"""Client companies, their members, their keys."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from accounts.models.users import User
from accounts.states import MemberRole, Scope
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable

if TYPE_CHECKING:
    from accounts.principals import Principal


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, principal: "Principal") -> Self:
        """Staff see all companies, a member or key only its own."""
        if principal.is_staff:
            return self
        return self.filter(pk=principal.client_id) if principal.client_id else self.none()


class Client(Referable):
    """A client company: the tenant."""

    slug = models.SlugField(unique=True)
    name = LocalizedTextField(verbose_name=_("name"))
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    currency = models.CharField(max_length=3, default="CNY")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return str(self.name)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, principal: "Principal") -> Self:
        """Staff see all, an owner her company's."""
        if principal.is_staff:
            return self
        if principal.client_id and principal.member_role == MemberRole.OWNER and principal.key is None:
            return self.filter(client_id=principal.client_id)
        return self.none()


class Membership(Referable):
    """A user's place in a client company."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices)
    created_at = models.DateTimeField(default=now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "client"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.client} · {self.get_role_display()}"


class ClientKeyQuerySet(models.QuerySet["ClientKey"]):
    def visible_to(self, principal: "Principal") -> Self:
        """An owner sees the keys of her company, nobody else any."""
        if principal.client_id and principal.member_role == MemberRole.OWNER and principal.key is None:
            return self.filter(client_id=principal.client_id)
        return self.none()

    def in_use(self) -> Self:
        return self.filter(models.Q(revoked_at__isnull=True) | models.Q(revoked_at__gt=now()))


class ClientKeys(AuthTokenManager.from_queryset(ClientKeyQuerySet)):  # type: ignore[misc]
    """knox makes the key; our QuerySet says who sees it."""


class ClientKey(AbstractAuthToken):  # type: ignore[misc]
    """A client company's API key (stored hashed); works on behalf of the member who made it."""

    client: "models.ForeignKey[Client | None, Client | None]" = models.ForeignKey(
        Client, on_delete=models.CASCADE, related_name="keys", null=True
    )
    ref: "models.UUIDField[UUID, UUID]" = models.UUIDField(default=uuid4, unique=True, editable=False)
    name: "models.CharField[str, str]" = models.CharField(max_length=80, blank=True)
    scopes: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list)
    revoked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)

    objects = ClientKeys()

    @property
    def scope_words(self) -> list[str]:
        """What it may, in the reader's language; a scope we no longer have is its code."""
        words = dict(Scope.choices)
        return [str(words.get(scope, scope)) for scope in self.scopes]

    @property
    def is_in_use(self) -> bool:
        """Whether it opens anything now. A rotated key ends in the future: ``revoked_at`` is when."""
        return self.revoked_at is None or self.revoked_at > now()
