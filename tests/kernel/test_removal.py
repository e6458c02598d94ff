"""Deleting in sets: what goes, what stays, and that nobody can slip in between."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Consent, User
from talentpool.growth.models import Entry
from talentpool.kernel import removal
from talentpool.messaging.models import Message
from talentpool.screening.models import Application
from tests.factories import screening
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
ANYBODY = "SELECT %s::regclass IS NULL"  # a role that may not quiet the triggers


@pytest.mark.parametrize("may", [removal.MAY, ANYBODY], ids=["superuser", "anybody"])
def test_a_row_goes_with_all_that_hangs_on_it(may: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "MAY", may)
    goes, stays = user(), user()
    for one in (goes, stays):
        EmailAddress.objects.create(user=one, email=str(one.email))
        Message.objects.create(user=one, topic="test", dedupe=str(one.ref))
    assert removal.remove(model=User, keys=[goes.pk]) == set()
    assert list(User.objects.filter(pk__in=[goes.pk, stays.pk])) == [stays]
    for model in (EmailAddress, Message, Consent):
        assert not model.objects.filter(user_id=goes.pk)  # type: ignore[attr-defined]
    assert EmailAddress.objects.filter(user=stays).exists()


def test_who_is_held_by_something_that_must_stay_stays_with_everything() -> None:
    held = screening.application()
    free = user()
    Entry.objects.filter(subject=held.user).count()
    keys = [held.user_id, free.pk]
    assert removal.remove(model=User, keys=keys) == {held.user_id}
    assert User.objects.filter(pk=held.user_id).exists()
    assert Application.objects.filter(pk=held.pk).exists()
    assert not User.objects.filter(pk=free.pk).exists()


def test_what_goes_along_may_itself_be_held() -> None:
    seen = screening.application()  # handed in: her growth log has begun, and that stays for ever
    only_begun = screening.actions.start_application(campaign=seen.campaign, by=user())
    keys = [seen.user_id, only_begun.user_id]
    kept = removal.remove(model=User, keys=keys, along=[Application])
    assert kept == set(Entry.objects.filter(subject__in=keys).values_list("subject_id", flat=True))
    assert list(Application.objects.filter(user__in=keys).values_list("user_id", flat=True)) == sorted(kept)


def test_nobody_is_asked_for_and_nothing_happens() -> None:
    before = User.objects.count()
    assert removal.remove(model=User, keys=[]) == set()
    assert User.objects.count() == before
