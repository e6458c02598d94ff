"""What did not work: rows of the outbox that were given up, endpoints that do not answer."""

from datetime import datetime

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from talentpool.kernel.records import ReadOnly
from talentpool.messaging import actions as messaging
from talentpool.messaging.models import Delivery, DeliveryPolicy, Outbox, WebhookEndpoint


@admin.register(Outbox)
class OutboxAdmin(ReadOnly, admin.ModelAdmin[Outbox]):
    list_display = ("created_at", "topic", "state", "attempts", "due_at", "last_error")
    list_filter = ("state", "topic")
    search_fields = ("ref",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("try_again",)

    @admin.action(description=_("Try the given-up rows again"), permissions=["revive"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
        rows = list(queryset.filter(state="dead"))
        for row in rows:
            messaging.revive(row=row, by=request.user)
        said = ngettext("%(number)s row is due again.", "%(number)s rows are due again.", len(rows))
        messages.success(request, said % {"number": len(rows)})

    def has_revive_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_outbox")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin[Delivery]):
    """Whether messages arrive: way, state, attempts and the last reason. Never whose words, never an address."""

    list_display = ("created", "topic", "person", "via", "place", "state", "attempts", "reason", "sent_at")
    list_filter = ("state", "via", "message__urgent", "message__topic")
    list_select_related = ("message__user__agent",)
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("via", "place", "state", "attempts", "reason", "due_at", "sent_at")

    @admin.display(description=_("told"))
    def created(self, row: Delivery) -> datetime:
        return row.message.created_at

    @admin.display(description=_("topic"))
    def topic(self, row: Delivery) -> str:
        return row.message.topic

    @admin.display(description=_("person"))
    def person(self, row: Delivery) -> str:
        return str(getattr(row.message.user, "agent", "") or row.message.user.username)


@admin.register(DeliveryPolicy)
class DeliveryPolicyAdmin(admin.ModelAdmin[DeliveryPolicy]):
    """One row: when a message goes on to the next way."""

    list_display = ("next_after_attempts", "unread_minutes")
    fields = ("next_after_attempts", "unread_minutes")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not DeliveryPolicy.objects.exists()


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnly, admin.ModelAdmin[WebhookEndpoint]):
    list_display = ("client", "url", "active", "created_at")
    list_filter = ("active", "client")
    list_select_related = ("client",)
    fields = ("client", "url", "topics", "active", "created_at")
