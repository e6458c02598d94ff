"""Keeping applications findable."""

from django.db import transaction

from talentpool.screening.models import Application
from talentpool.screening.searching import fingerprints, words_of


@transaction.atomic
def make_findable(*, application: Application) -> Application:
    """Derive the words of one application again; may run twice."""
    user = application.user
    words = words_of(application, name=user.full_name, phone=user.phone, email=user.email or "")
    application.search = fingerprints(words)
    application.save(update_fields=["search"])
    return application


def make_many_findable(*, most: int) -> int:
    """The next applications nobody can find yet; returns how many."""
    rows = list(Application.objects.filter(search__isnull=True).select_related("user")[:most])
    for one in rows:
        words = words_of(one, name=one.user.full_name, phone=one.user.phone, email=one.user.email or "")
        one.search = fingerprints(words)
    Application.objects.bulk_update(rows, ["search"], batch_size=500)
    return len(rows)
