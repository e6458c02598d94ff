"""Classes with sessions and attendance, conversations to practise, the ramp fitted from the pool."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Hub
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.training.models.course import Course
from talentpool.training.models.learning import Enrolment
from talentpool.training.states import ClassState, Presence


class ClassQuerySet(models.QuerySet["TrainingClass"]):
    def visible_to(self, principal: Principal) -> Self:
        """Agents see classes they can still take a place in, and their own."""
        if principal.is_staff:
            return self
        if not principal.agent_id:
            return self.none()
        mine = Q(places__enrolment__agent_id=principal.agent_id)
        return self.filter(Q(state=ClassState.OPEN) | mine).distinct()


class TrainingClass(Referable):
    """A group that learns a course together. ``hub`` empty: online, at ``join_link``."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="classes")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="classes")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, blank=True, related_name="classes")
    join_link = models.URLField(blank=True, default="")
    seats = models.PositiveSmallIntegerField(default=12)
    state = models.CharField(max_length=10, choices=ClassState.choices, default=ClassState.OPEN)
    created_at = models.DateTimeField(default=now)

    objects = ClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints: ClassVar = [
            state_check(ClassState, name="class_state"),
            models.CheckConstraint(condition=Q(seats__range=(1, 200)), name="class_seats"),
        ]


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        mine = principal.agent_id
        return self.filter(group__places__enrolment__agent_id=mine).distinct() if mine else self.none()


class Session(Referable):
    """One meeting of a class."""

    group = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    topic = models.CharField(max_length=120, blank=True, default="")

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        verbose_name = _("session of a class")
        verbose_name_plural = _("sessions of classes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "starts_at"], name="session_once"),
            models.CheckConstraint(condition=Q(minutes__range=(15, 480)), name="session_minutes"),
        ]


class Place(models.Model):
    """An agent's place in a class."""

    group = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="places")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="places")
    taken_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("place in a class")
        verbose_name_plural = _("places in classes")
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "enrolment"], name="place_once")]


class Attended(models.Model):
    """Whether she was there, as the trainer marked it; minutes there are paid."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attended")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="attended")
    presence = models.CharField(max_length=8, choices=Presence.choices)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("attendance of a session")
        verbose_name_plural = _("attendances of sessions")
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "place"], name="attended_once")]


class SimulationQuerySet(models.QuerySet["Simulation"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(course__state="published") if principal.agent_id else self.none()


class Simulation(Referable):
    """A conversation that branches. ``steps``: {"start": {"says": {..}, "answers": [{"key", "text": {..}, "worth",
    "why": {..}, "to": step or ""}]}}; worth 0 to 1, ``to`` empty ends it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="simulations")
    code = models.SlugField(max_length=80, unique=True)
    title = LocalizedTextField()
    steps = models.JSONField(default=dict)
    pass_mark = models.PositiveSmallIntegerField(default=80)
    place = models.PositiveSmallIntegerField(default=1)

    objects = SimulationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["place"]
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")

    def __str__(self) -> str:
        return str(self.title)


class RunQuerySet(models.QuerySet["SimulationRun"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("trainer", "recruiter"):
            return self
        return self.filter(enrolment__agent_id=principal.agent_id) if principal.agent_id else self.none()


class SimulationRun(Referable):
    """One way through a simulation. ``path``: [{"step", "answer", "worth"}]."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="runs")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="runs")
    at = models.CharField(max_length=40, default="start", help_text=_("The step she is at; empty: over."))
    path = models.JSONField(default=list)
    score = models.FloatField(null=True, blank=True)
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at"]
        verbose_name = _("way through a simulation")
        verbose_name_plural = _("ways through simulations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["simulation", "enrolment"], condition=Q(finished_at__isnull=True), name="run_open_once"
            )
        ]


class RampFit(models.Model):
    """How fast new agents work, week by week since they entered: share of the pace of experienced ones, as fitted.

    ``weeks``: [{"week", "pace", "n"}]. ``is_default``: too few data, the house's default curve counts.
    """

    fitted_at = models.DateTimeField(default=now)
    agents = models.PositiveIntegerField()
    weeks = models.JSONField(default=list)
    start = models.FloatField()
    weeks_to_half = models.FloatField()
    is_default = models.BooleanField()

    class Meta:
        get_latest_by = "fitted_at"
        verbose_name = _("ramp curve")
        verbose_name_plural = _("ramp curves")
