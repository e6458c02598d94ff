"""Records of billing in the admin: read only; money moves through the finance pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.billing.models import Invoice, JournalEntry, Payout, PayTerms, Posting, Statement


class PostingInline(admin.TabularInline[Posting, JournalEntry]):
    model = Posting
    fields = ("account", "minor", "currency")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "text", "source")
    list_filter = ("kind",)
    date_hierarchy = "at"
    inlines = (PostingInline,)


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    list_display = ("posted_at", "agent", "total_minor", "currency", "state")
    list_filter = ("state",)
    list_select_related = ("agent",)


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    list_display = ("number", "client", "month", "currency", "state")
    list_filter = ("state",)
    list_select_related = ("client",)


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    list_display = ("proposed_at", "agent", "minor", "currency", "state")
    list_filter = ("state",)
    list_select_related = ("agent",)


@admin.register(PayTerms)
class PayTermsAdmin(admin.ModelAdmin[PayTerms]):
    """One row: it can be added once and changed."""

    fields = (
        "payable_after_days",
        "cancel_early_hours",
        "cancel_early_percent",
        "cancel_late_hours",
        "cancel_late_percent",
        "training_paid",
        "invoice_due_days",
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
