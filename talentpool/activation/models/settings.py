"""The room's numbers: one row, changed in the admin."""

from datetime import time
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Settings(models.Model):
    """The room's numbers, one row; an administrator changes them in the admin."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kit_days = models.PositiveSmallIntegerField(_("kit check is valid for (days)"), default=90)
    stale_days = models.PositiveSmallIntegerField(_("a rate is stale after (days)"), default=90)
    unknown_below = models.PositiveSmallIntegerField(_("unknown below a sample of"), default=10)
    precision = models.FloatField(_("precision of a drill"), default=0.05)
    precision_small = models.FloatField(_("precision in small segments"), default=0.10)
    small_segment = models.PositiveIntegerField(_("a segment is small below"), default=400)
    drills_per_month = models.PositiveSmallIntegerField(_("drills per agent and 30 days, at most"), default=2)
    announce_hours = models.PositiveSmallIntegerField(_("a schedule announces a drill (hours) before"), default=24)
    # Of the pool: how many to choose and train. How many each leads on a shift is attendance's ``lead_ratio``; they are
    # two numbers, as not every backbone agent is free for every shift.
    backbone_ratio = models.PositiveSmallIntegerField(_("agents for each backbone agent, at most"), default=15)
    cost_minor = models.PositiveIntegerField(_("cost of one call in a drill, minor units"), default=50)
    fill_target = models.FloatField(_("target of promised fill"), default=0.95)
    standby_target = models.FloatField(_("standby makes up for no-shows with probability"), default=0.97)
    show_up = models.FloatField(_("show-up assumed without history"), default=0.92)
    acceptance = models.FloatField(_("acceptance assumed without history"), default=0.2)
    fresh_below = models.FloatField(_("a skill is stale below a freshness of"), default=0.30)
    review_days = models.PositiveSmallIntegerField(_("proposed for rest after (days) without work"), default=120)
    review_asked = models.PositiveSmallIntegerField(
        _("proposed for rest only after so many unanswered questions"), default=3
    )
    notice_days = models.PositiveSmallIntegerField(_("notice before a review decision takes effect (days)"), default=14)
    appeal_days = models.PositiveSmallIntegerField(_("an appeal is answered within (days)"), default=14)
    quiet_from = models.TimeField(_("nobody is called in a drill from"), default=time(22))
    quiet_until = models.TimeField(_("nobody is called in a drill until"), default=time(8))
    pings_per_month = models.PositiveSmallIntegerField(_("pings per agent and 30 days, at most"), default=2)
    announcements_per_month = models.PositiveSmallIntegerField(
        _("announcements per agent and 30 days, at most"), default=4
    )
    ping_rest_days = models.PositiveSmallIntegerField(_("no ping within (days) after any question"), default=14)
    ping_minor = models.PositiveIntegerField(_("cost of a ping, minor units"), default=5)
    practice_minor = models.PositiveIntegerField(_("cost of a practice task, minor units"), default=300)
    refresher_minor = models.PositiveIntegerField(_("cost of a refresher, minor units"), default=1500)
    practice_contacts = models.PositiveSmallIntegerField(_("customers in a practice task"), default=3)
    practice_right = models.PositiveSmallIntegerField(_("of them answered right to count"), default=2)
    effect_days = models.PositiveSmallIntegerField(_("an action works when she answers within (days)"), default=30)

    leaving_share = models.FloatField(_("share of the reserve that leaves in a month"), default=0.03)

    tidy_hour = models.PositiveSmallIntegerField(_("hour at which the matching index is laid in order"), default=4)

    class Meta:
        verbose_name = _("activation settings")
        verbose_name_plural = _("activation settings")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="activation_settings_single"),
            models.CheckConstraint(
                condition=models.Q(precision__gt=0, precision__lt=1, show_up__gt=0, show_up__lte=1),
                name="activation_settings_sane",
            ),
        ]

    def __str__(self) -> str:
        return str(_("activation settings"))

    @classmethod
    def current(cls) -> Self:
        """The row, or the defaults where nobody changed anything."""
        return cls.objects.filter(id=1).first() or cls()
