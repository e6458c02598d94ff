"""The recruiter's board: words, filters, many at once, doubles."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.actions import enrol_second_factor
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.messaging.models import Message
from talentpool.screening import actions
from talentpool.screening.errors import NothingChanged, PaperOfAnother
from talentpool.screening.gate_forms import GateForm
from talentpool.screening.models import Application, Formality, PublishedModel, SavedFilter
from talentpool.screening.progress import overall
from talentpool.screening.rules import search
from talentpool.screening.searching import Filters
from tests.factories import agents as agent_factory
from tests.factories import screening as make
from tests.factories.accounts import staff, user
from tests.factories.documents import photo


def recruiter() -> User:
    """With the second factor staff need."""
    person = staff("recruiter")
    enrol_second_factor(user=person)
    return person


def found(**given: str) -> list[Application]:
    return list(Filters.of(given).apply(Application.objects.all(), now()))


def test_words_are_found_by_their_beginning_and_chinese_by_pairs() -> None:
    kept = search.kept(["Hotel reception 王小芳"])
    assert search.asked("recep") <= kept
    assert search.asked("小芳") <= kept
    assert search.asked("王") <= kept
    assert not search.asked("ception") <= kept
    assert not search.asked("王芳") <= kept


@pytest.mark.django_db
def test_an_application_is_found_by_name_phone_language_and_its_own_words() -> None:
    person = user(phone="+8613900139000")
    one = make.application(person)
    other = make.application(user())
    Application.objects.filter(pk=one.pk).update(answers={**one.answers, "experience": {"text": "五年酒店前台 hotel"}})
    one.refresh_from_db()
    actions.make_findable(application=one)
    for question in ("酒店", "前台", "hot", "13900139000", "9000"):
        assert found(q=question) == [one], question
    assert set(found(language="cmn", channel="chat")) == {one, other}
    assert found(language="yue") == []
    assert found(state="decision") == []
    assert set(found(q="li na")) == {one, other}


@pytest.mark.django_db
def test_no_name_can_be_read_from_the_search_column() -> None:
    one = make.application(user())
    assert one.search
    assert all(isinstance(value, int) and value > 10**9 for value in one.search[:5])


@pytest.mark.django_db
def test_older_applications_become_findable_by_themselves() -> None:
    one = make.application(user())
    Application.objects.update(search=None)
    assert found(q="li na") == []
    assert actions.make_many_findable(most=10) == 1
    assert found(q="li na") == [one]


@pytest.mark.django_db
def test_reminding_many_writes_once_a_day_and_skips_who_is_decided(client: Browser) -> None:
    waiting, decided = make.application(user()), make.awaiting_decision(user())
    person = recruiter()
    client.force_login(person)
    given = {"decision": "remind", "ref": [str(waiting.ref), str(decided.ref)]}
    preview = client.post(reverse("staff:applications_bulk"), given)
    assert [one.pk for one in preview.context["able"]] == [waiting.pk]
    for _ in range(2):
        client.post(reverse("staff:applications_bulk"), given | {"confirmed": "1"})
    assert Message.objects.filter(user=waiting.user, topic="screening.reminder").count() == 1


@pytest.mark.django_db
def test_many_are_admitted_by_what_the_filters_find(client: Browser) -> None:
    one = make.awaiting_decision(user())
    make.application(user())
    client.force_login(recruiter())
    given = {"decision": "admit", "all": "state=decision", "confirmed": "1", "reason": "Strong results."}
    client.post(reverse("staff:applications_bulk"), given)
    assert Agent.objects.filter(user=one.user).exists()


@pytest.mark.django_db
def test_a_filter_is_saved_under_a_name_and_is_only_hers(client: Browser) -> None:
    person = recruiter()
    client.force_login(person)
    client.post(reverse("staff:filter_save"), {"name": "Cantonese", "language": "yue", "nonsense": "1"})
    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.query) == (person, {"language": "yue"})
    client.force_login(recruiter())
    assert client.post(reverse("staff:filter_drop", args=[kept.ref])).status_code == 404


@pytest.mark.django_db
def test_a_number_of_another_person_is_refused_and_waits_for_a_recruiter() -> None:
    first, second = agent_factory.agent(), agent_factory.agent()
    papers = [actions.prepare_formalities(agent=agent)[0] for agent in (first, second)]
    actions.hand_in_formality(formality=papers[0], value="11010519491231002X", by=first.user, files=[photo()])
    with pytest.raises(PaperOfAnother):
        actions.hand_in_formality(formality=papers[1], value="11010519491231002x", by=second.user, files=[photo()])
    double = Formality.objects.doubles().get()
    assert (double.agent, double.double_of, double.state) == (second, papers[0], "missing")
    actions.settle_double(formality=double, by=staff("recruiter"))
    assert not Formality.objects.doubles().exists()


@pytest.mark.django_db
def test_weights_count_once_they_are_published_and_every_version_stays() -> None:
    one = make.awaiting_decision(user())
    before = overall(one)
    campaign = one.campaign
    campaign.gates.filter(kind="interview").update(weight=50)
    assert overall(one) == before
    published = actions.publish_model(campaign=campaign, by=None, note="The interview counts more.")
    assert published.version == 2
    assert overall(one) != before
    assert PublishedModel.objects.filter(campaign=campaign).count() == 2
    with pytest.raises(NothingChanged):
        actions.publish_model(campaign=campaign, by=None)


@pytest.mark.django_db
def test_the_board_and_the_reports_open(client: Browser) -> None:
    one = make.awaiting_decision(user())
    client.force_login(recruiter())
    for url in (
        reverse("staff:screening_board") + "?q=li&state=decision&older=0",
        reverse("staff:application_page", args=[one.ref]),
        reverse("staff:validity"),
        reverse("staff:validity") + "?format=csv",
        reverse("staff:item_list", args=["written"]),
        reverse("staff:model_show", args=[one.campaign.slug]),
        reverse("staff:double_list"),
        reverse("model_public", args=[one.campaign.slug]),
    ):
        assert client.get(url).status_code == 200, url


@pytest.mark.django_db
def test_a_gate_is_set_by_fields_and_what_has_no_field_stays() -> None:
    gate = make.campaign().gates.get(kind="written")
    gate.settings = {"minutes": 15, "limits": {"memory_gb": 2}}
    form = GateForm(instance=gate)
    assert (form["minutes"].value(), form.initial["settings"]) == (15, {"limits": {"memory_gb": 2}})
    sent = {name: getattr(gate, name) for name in GateForm.Meta.fields if name != "settings"}
    sent |= {"minutes": 20, "takes": "", "settings": '{"limits": {"memory_gb": 4}}'}
    changed = GateForm(sent, instance=gate)
    assert changed.is_valid(), changed.errors
    assert changed.save(commit=False).settings == {"minutes": 20, "limits": {"memory_gb": 4}}
    assert "minutes" in GateForm({**sent, "minutes": 0}, instance=gate).errors
    assert "settings" in GateForm({**sent, "settings": "[1]"}, instance=gate).errors
