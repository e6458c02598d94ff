"""Before an order and after it: the launch programme, and what the client says of the work done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from tasks.orders.models.order import Order
from tasks.orders.models.visible import OfClientQuerySet
from tasks.orders.states import HoursState, LaunchRoad, LaunchSide, LaunchStage, RiskLevel


class LaunchProgramme(Referable):
    """From the day an order is submitted to its first shift. ``road``: from a warm pool, or cold with a course first."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="launch")
    road = models.CharField(max_length=6, choices=LaunchRoad.choices)
    starts_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("launch programme")


class LaunchTaskQuerySet(OfClientQuerySet["LaunchTask"]):
    client_path = "programme__order__client_id"


class LaunchTask(Referable):
    """One thing somebody does by a day. ``owner``: the person, once one is named; the side answers for it until then."""

    programme = models.ForeignKey(LaunchProgramme, on_delete=models.CASCADE, related_name="tasks")
    code = models.SlugField(max_length=40)
    name = LocalizedTextField()
    stage = models.CharField(max_length=10, choices=LaunchStage.choices)
    side = models.CharField(max_length=8, choices=LaunchSide.choices)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")

    objects = LaunchTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("launch task")
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "code"], name="launch_task_once")]


class LaunchRiskQuerySet(OfClientQuerySet["LaunchRisk"]):
    client_path = "programme__order__client_id"


class LaunchRisk(Referable):
    """What may go wrong, how bad it would be, and what is done about it."""

    programme = models.ForeignKey(LaunchProgramme, on_delete=models.CASCADE, related_name="risks")
    text = models.CharField(max_length=300)
    level = models.CharField(max_length=6, choices=RiskLevel.choices, default=RiskLevel.MIDDLE)
    answer = models.CharField(max_length=300, blank=True, default="")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = LaunchRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("launch risk")
        ordering: ClassVar = ["closed_at", "-raised_at"]


class WorkReviewQuerySet(OfClientQuerySet["WorkReview"]):
    client_path = "order__client_id"


class WorkReview(Referable):
    """What a client says of one person's shift: hours, a rating, a complaint.

    assignment: the ref of a later room's row; alias: the only name this client has for her.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reviews")
    assignment = models.UUIDField(unique=True)
    alias = models.CharField(max_length=20, blank=True, default="")
    hours = models.CharField(max_length=10, choices=HoursState.choices, default=HoursState.OPEN)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    complaint = models.CharField(max_length=1000, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = WorkReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of work")
        verbose_name_plural = _("reviews of work")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 5)), name="review_rating"
            )
        ]
