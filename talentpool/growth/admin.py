"""Growth for staff: read only; the log has no other way in than ``actions.record``."""

from django.contrib import admin

from talentpool.growth.models import CapabilityScore, Entry, LevelStep, Rulebook
from talentpool.kernel.records import ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("agent", "kind", "occurred_at", "source")
    list_filter = ("kind",)
    list_select_related = ("agent",)
    date_hierarchy = "occurred_at"
    search_fields = ("=agent__number",)


@admin.register(CapabilityScore)
class CapabilityScoreAdmin(ReadOnlyAdmin):
    list_display = ("agent", "capability", "score", "evidence", "computed_at")
    list_filter = ("capability",)
    list_select_related = ("agent",)


@admin.register(LevelStep)
class LevelStepAdmin(ReadOnlyAdmin):
    list_display = ("agent", "from_level", "to_level", "reason", "decided_by", "at")
    list_select_related = ("agent", "decided_by")


@admin.register(Rulebook)
class RulebookAdmin(ReadOnlyAdmin):
    """Published once; a change is a new version, written on the page of the rulebook."""

    list_display = ("version", "title", "period_days", "effective_at")
