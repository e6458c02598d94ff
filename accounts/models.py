"""Users, client companies, keys, consents, policies, decision records, idempotency records."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from accounts.states import ConsentPurpose, MemberRole, PolicyKind
from talentpool.kernel import encryption
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField, Sealed
from talentpool.kernel.models import Referable

if TYPE_CHECKING:
    from accounts.principals import Principal


def opaque_username() -> str:
    """A name that says nothing about its bearer."""
    return "u" + secrets.token_hex(8)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, principal: "Principal") -> Self:
        """Staff who handle accounts see all; everybody else only herself."""
        if principal.has_role("administrator", "recruiter"):
            return self
        return self.filter(pk=principal.user_id)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        phone = fields.pop("phone", "")
        user: User = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        if phone:
            user.set_phone(phone)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(models.Q(email__iexact=username) | models.Q(username=username))

    def with_phone(self, phone: str) -> "User | None":
        """The user with this E.164 number, found by its blind index."""
        return self.filter(phone_index=encryption.blind_index(phone, purpose="phone")).first()


@pghistory.track(exclude=["last_login", "password"])
class User(AbstractBaseUser, PermissionsMixin, Referable):
    """One per human. Logs in by e-mail or phone; the username is opaque. What she may do depends on the hat (URL prefix)."""

    username = models.CharField(max_length=40, unique=True, default=opaque_username)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone_sealed = models.TextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name_sealed = models.TextField(blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=now)

    phone = Sealed("phone_sealed")
    full_name = Sealed("name_sealed")

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone_index__isnull=False),
                name="user_reachable",
            )
        ]

    def __str__(self) -> str:
        return self.username

    def set_phone(self, phone: str) -> None:
        """``phone`` in E.164; empty forgets it."""
        self.phone = phone
        self.phone_index = encryption.blind_index(phone, purpose="phone") if phone else None

    def get_full_name(self) -> str:
        return str(self.full_name) or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class Client(Referable):
    """A client company: the tenant."""

    slug = models.SlugField(unique=True)
    name = LocalizedTextField(verbose_name=_("name"))
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    currency = models.CharField(max_length=3, default="CNY")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return str(self.name)


class Membership(Referable):
    """A user's place in a client company."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "client"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.client} · {self.get_role_display()}"


class ClientKey(AbstractAuthToken):  # type: ignore[misc]
    """A client company's API key (stored hashed); works on behalf of the member who made it."""

    client: "models.ForeignKey[Client | None, Client | None]" = models.ForeignKey(
        Client, on_delete=models.CASCADE, related_name="keys", null=True
    )
    name: "models.CharField[str, str]" = models.CharField(max_length=80, blank=True)
    scopes: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list)
    revoked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)

    objects = AuthTokenManager()


class Consent(Referable):
    """One row per purpose, version and recipient. Withdrawing closes the row."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, choices=ConsentPurpose.choices)
    version = models.CharField(max_length=20, default="1")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "purpose", "client"],
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_open_once",
            )
        ]


class Policy(Referable):
    """A rulebook people acknowledge by version; published before it takes effect."""

    kind = models.CharField(max_length=20, choices=PolicyKind.choices)
    version = models.PositiveIntegerField()
    title = LocalizedTextField()
    text = LocalizedTextField()
    effective_at = models.DateTimeField()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "version"], name="policy_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class PolicyAcknowledgement(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="acknowledgements")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "policy"], name="policy_acknowledged_once")]


class DecisionRecordQuerySet(models.QuerySet["DecisionRecord"]):
    def visible_to(self, principal: "Principal") -> Self:
        """The person concerned reads her own; staff read all; nobody else any."""
        if principal.is_staff:
            return self
        return self.filter(subject_id=principal.user_id) if principal.user_id else self.none()


class DecisionRecord(Referable):
    """Why the system, or a person, decided something about somebody: rule version, inputs, reasons in plain words.

    ``decided_by`` empty: the system decided. ``about``: the ref of the offer, application, assignment, ...
    """

    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions_about")
    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    rule_version = models.CharField(max_length=40)
    inputs = models.JSONField(default=dict)
    reasons = models.JSONField(default=list, help_text='[{"code": ..., "en": ..., "zh-hans": ...}]')
    outcome = models.CharField(max_length=40)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_made")
    decided_at = models.DateTimeField(default=now)

    objects = DecisionRecordQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "-decided_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("subject")),
                name="nobody_decides_about_herself",
            )
        ]


class IdempotencyRecord(models.Model):
    """A request already answered: key, fingerprint and response, in the transaction of its effect."""

    owner = models.CharField(max_length=80, help_text='"key:<id>" or "user:<id>"')
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once")]
