"""Accounts as staff see them. People are changed by actions; what is typed here are companies, members, roles, rules."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, DecisionRecord, Membership, Policy, User
from accounts.states import StaffRole
from talentpool.kernel.clock import now
from talentpool.kernel.records import ReadOnly

# Groups follow from every room's permissions; addresses, second factors and sessions belong to the person's own pages.
for theirs in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(theirs)


class MembershipInline(admin.TabularInline[Membership, Client]):
    model = Membership
    extra = 0
    fields = ("user", "role")
    raw_id_fields = ("user",)


class RoleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by their names, not their codes."""

    def label_from_instance(self, obj: Any) -> str:
        return str(dict(StaffRole.choices).get(obj.name, obj.name))


class RoleFilter(admin.SimpleListFilter):
    """Staff by role, in words."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return StaffRole.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Staff roles are given here; a password never is."""

    list_display = ("called", "email", "is_staff", "is_active", "phone_verified", "date_joined")
    list_filter = ("is_staff", "is_active", "phone_verified", "is_demo", RoleFilter)
    search_fields = ("username", "email")
    ordering = ("-date_joined",)
    fields = ("email", "is_staff", "groups", "is_active", "phone_verified", "language", "timezone")
    show_full_result_count = False

    @admin.display(description=_("name"), ordering="username")
    def called(self, user: User) -> str:
        return user.get_full_name()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        roles = Group.objects.filter(name__in=StaffRole.values)
        return RoleField(roles, required=False, label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Languages and time zones are picked, not typed."""
        if db_field.name in ("language", "timezone"):
            offered = (
                settings.LANGUAGES if db_field.name == "language" else [(z, z) for z in sorted(available_timezones())]
            )
            return forms.ChoiceField(choices=offered, initial=db_field.default, label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody gives herself a role or shuts herself out."""
        return ("is_staff", "groups", "is_active") if obj is not None and obj.pk == request.user.pk else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin[Client]):
    list_display = ("name", "slug", "currency", "timezone", "created_at")
    search_fields = ("slug",)
    fields = ("slug", "name", "currency", "timezone")
    inlines: ClassVar[list[Any]] = [MembershipInline]
    show_full_result_count = False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    list_display = ("user", "client", "role", "created_at")
    list_filter = ("role", "client")
    list_select_related = ("user", "client")
    search_fields = ("user__email", "client__slug")
    fields = ("user", "client", "role")
    raw_id_fields = ("user",)


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin[Policy]):
    """A version that took effect stays as it was; changes are a new version, announced before."""

    list_display = ("title", "kind", "version", "effective_at")
    list_filter = ("kind",)
    fields = ("kind", "version", "title", "text", "effective_at")

    def has_change_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        took_effect = obj is not None and obj.effective_at <= now()
        return not took_effect and super().has_change_permission(request, obj)


@admin.register(DecisionRecord)
class DecisionRecordAdmin(ReadOnly, admin.ModelAdmin[DecisionRecord]):
    list_display = ("decided_at", "kind", "outcome", "subject", "decided_by", "rule_version")
    list_filter = ("kind", "outcome")
    list_select_related = ("subject", "decided_by")
    search_fields = ("about", "subject__username")
    date_hierarchy = None
    show_full_result_count = False
    ordering = ("-decided_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionRecord]:
        return DecisionRecord.objects.visible_to(request.principal)  # type: ignore[attr-defined]
