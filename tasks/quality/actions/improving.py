"""Period reviews are made, sent and stay as they were; causes get an owner, a date and a rate before and after."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import Client, Membership, User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import announce, tell
from tasks.quality.errors import CauseOpen, NotAMember, PeriodNotOver, ReasonNeeded, Sent
from tasks.quality.models import Cause, DayRule, PeriodReview
from tasks.quality.overview import local_day
from tasks.quality.period_pages import figures_of, period_of, title_of

BEFORE_DAYS = 28


@transaction.atomic
def make_review(*, client: Client, kind: str, day: date, words: str, by: User) -> PeriodReview:
    """Freeze the week or month that holds ``day``; made again until it is sent. Raises PeriodNotOver, Sent."""
    start, end = period_of(kind, day)
    if start > local_day(now()):
        raise PeriodNotOver
    review = PeriodReview.objects.filter(client=client, kind=kind, starts_on=start).first()
    if review is None:
        review = PeriodReview(client=client, kind=kind, starts_on=start, ends_on=end)
    elif review.sent_at is not None:
        raise Sent
    review.figures, review.words = figures_of(client, start, end), words.strip()
    review.made_by, review.made_at = by, now()
    review.save()
    return review


@transaction.atomic
def send_review(*, review: PeriodReview, by: User) -> PeriodReview:
    """Show it to the client: her members are told, her systems hear of it. Sent once."""
    locked = PeriodReview.objects.select_for_update(of=("self",)).select_related("client").get(pk=review.pk)
    if locked.sent_at is not None:
        raise Sent
    locked.sent_at, locked.sent_by = now(), by
    locked.save(update_fields=["sent_at", "sent_by"])
    members = Membership.objects.filter(client=locked.client, role__in=["owner", "planner"]).select_related("user")
    for member in members:
        tell(
            user=member.user,
            topic="quality.review_sent",
            params={"period": title_of(locked)},
            link=f"/client/quality/reviews/{locked.ref}/",
            dedupe=f"quality.review:{locked.ref}",
        )
    announce(client=locked.client, topic="quality.review_sent", review=locked.ref, starts_on=str(locked.starts_on))
    return locked


@transaction.atomic
def open_cause(
    *, client: Client, topic: str, name: dict[str, str], owner: User, due_on: date, note: str, by: User
) -> Cause:
    """Give a cause an owner at the client and a date; the rate of the last 28 days is kept. Raises NotAMember, CauseOpen."""
    if not Membership.objects.filter(client=client, user=owner).exists():
        raise NotAMember
    today = local_day(now())
    contacts, troubled = topic_rate(client=client, topic=topic, since=today - timedelta(days=BEFORE_DAYS), until=today)
    try:
        with transaction.atomic():
            cause = Cause.objects.create(
                client=client, topic=topic, name=dict(name), owner=owner, due_on=due_on, note=note.strip(),
                before_contacts=contacts, before_troubled=troubled, opened_by=by, opened_at=now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise CauseOpen from error
    params = {"topic": dict(name), "due": str(due_on)}
    link = "/client/quality/causes/"
    tell(user=owner, topic="quality.cause_yours", params=params, link=link, dedupe=f"quality.cause:{cause.ref}")
    return cause


@transaction.atomic
def mend_cause(*, cause: Cause, how: str, by: User) -> Cause:
    """Its owner says that it is mended, and how; from now on the rate after is counted. Raises ReasonNeeded."""
    if not how.strip():
        raise ReasonNeeded
    if cause.mended_at is None:
        cause.mended_at, cause.mended_by, cause.mended_how = now(), by, how.strip()
        cause.save(update_fields=["mended_at", "mended_by", "mended_how"])
    return cause


def topic_rate(*, client: Client, topic: str, since: date, until: date) -> tuple[int, int]:
    """Contacts about a topic from ``since`` on, before ``until``, and how many of them were repeats or complaints."""
    rows = DayRule.objects.filter(client=client, about="topic", code=topic, day__gte=since, day__lt=until)
    sums = rows.aggregate(
        n=Sum("conversations", default=0), c=Sum("complaints", default=0), r=Sum("repeats", default=0)
    )
    return sums["n"], min(sums["n"], sums["c"] + sums["r"])
