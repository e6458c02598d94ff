"""Jobs of activation. Each may run twice; the rows say what is due."""

from datetime import timedelta

from celery import shared_task
from django.db import connection

from talentpool.activation import actions
from talentpool.kernel.clock import now

EVERY = {
    "talentpool.activation.jobs.follow_commitments": 1.0,
    "talentpool.activation.jobs.close_expired": 60.0,
    "talentpool.activation.jobs.make_partitions": 24 * 3600.0,
    "talentpool.activation.jobs.read_proofs": 3600.0,
    "talentpool.activation.jobs.tidy": 3600.0,
    "talentpool.activation.jobs.train": 24 * 3600.0,
    "talentpool.activation.jobs.finish_drills": 30.0,
    "talentpool.activation.jobs.recount": 1800.0,
    "talentpool.activation.jobs.recount_days": 24 * 3600.0,
    "talentpool.activation.jobs.review": 24 * 3600.0,
    "talentpool.activation.jobs.plan_seasons": 24 * 3600.0,
    "talentpool.activation.jobs.way_back": 600.0,
    "talentpool.activation.jobs.send_waiting_drills": 60.0,
    "talentpool.activation.jobs.follow_schedules": 3600.0,
    "talentpool.activation.jobs.keep_fresh": 6 * 3600.0,
}


@shared_task(name="talentpool.activation.jobs.follow_commitments")
def follow_commitments() -> int:
    """Bring changed commitments into the matching index; scheduled every second, so that they are seen
    within two."""
    return actions.refresh_commitments(at=now())


@shared_task(name="talentpool.activation.jobs.close_expired")
def close_expired() -> int:
    """Open approaches past their deadline become "no answer"."""
    return actions.close_expired(at=now())


@shared_task(name="talentpool.activation.jobs.make_partitions")
def make_partitions() -> int:
    """Make the ledger's partitions of this month and the three that come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT activation_months(%s, 4)", [now()])
        return int(cursor.fetchone()[0])


@shared_task(name="talentpool.activation.jobs.read_proofs")
def read_proofs() -> int:
    """Read the growth log for when skills were last proven."""
    return actions.refresh_proofs()


@shared_task(name="talentpool.activation.jobs.tidy")
def tidy() -> bool:
    """Lay the matching index in order, in the quiet hour, where changes have swollen it."""
    return actions.tidy_index(at=now())


@shared_task(name="talentpool.activation.jobs.train")
def train() -> int:
    """Train the acceptance model; the new version's number."""
    return actions.train_acceptance(at=now()).version


@shared_task(name="talentpool.activation.jobs.finish_drills")
def finish_drills() -> int:
    """Close drills whose time is over."""
    return actions.finish_due(at=now())


@shared_task(name="talentpool.activation.jobs.recount")
def recount() -> int:
    """Recount the rates and strengths of all segments, and the daily roll-up of the last ten days."""
    at = now()
    actions.roll_up(since=at - timedelta(days=10), until=at + timedelta(days=1))
    actions.refresh_strengths(at=at)
    return actions.refresh_rates(at=at)


@shared_task(name="talentpool.activation.jobs.recount_days")
def recount_days() -> int:
    """The roll-up of the last months again, as work is done long after the question was asked."""
    return actions.recount_days(at=now())


@shared_task(name="talentpool.activation.jobs.review")
def review() -> int:
    """Propose reviews by the published rule, and carry out what persons decided once the notice is over."""
    actions.carry_out_reviews(at=now())
    return actions.propose_reviews(at=now())


@shared_task(name="talentpool.activation.jobs.plan_seasons")
def plan_seasons() -> int:
    """Compute every plan of a season to come from today's rates and people."""
    return actions.compute_seasons(at=now())


@shared_task(name="talentpool.activation.jobs.way_back")
def way_back() -> int:
    """Whoever rests by the review and took a lesson since is back in the reserve."""
    return actions.let_return(at=now())


@shared_task(name="talentpool.activation.jobs.send_waiting_drills")
def send_waiting_drills() -> int:
    """Send the drills that waited for the end of quiet hours."""
    return actions.start_waiting(at=now())


@shared_task(name="talentpool.activation.jobs.follow_schedules")
def follow_schedules() -> int:
    """Drill the segments whose interval got too wide, as their schedules say."""
    return actions.follow_schedules(at=now())


@shared_task(name="talentpool.activation.jobs.keep_fresh")
def keep_fresh() -> int:
    """Propose one action for every skill that fell below the line, and tell those who can act themselves."""
    at = now()
    made = actions.propose_fresh(at=at)
    actions.tell_fresh(at=at)
    return made
