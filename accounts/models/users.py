"""The user: one per human."""

import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel import encryption
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
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

    def visible_to(self, principal: "Principal") -> UserQuerySet:
        return self.get_queryset().visible_to(principal)

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

    def named_for(self, viewer: Any) -> str:
        """Her name to those who handle accounts, and colleagues' names to staff; else the opaque key."""
        known = viewer.has_perm("accounts.view_user") or (self.is_staff and viewer.is_staff) or viewer.pk == self.pk
        return self.get_full_name() if known else self.username

    def set_phone(self, phone: str) -> None:
        """``phone`` in E.164; empty forgets it."""
        self.phone = phone
        self.phone_index = encryption.blind_index(phone, purpose="phone") if phone else None

    def get_full_name(self) -> str:
        return str(self.full_name) or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
