"""The recruiter's board: words, filters, many at once, doubles."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import enrol_second_factor
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.localized import LocalizedFormField
from talentpool.messaging.models import Message
from talentpool.screening import actions, board
from talentpool.screening.errors import NothingChanged, PaperOfAnother
from talentpool.screening.gate_forms import GateSettingsForm
from talentpool.screening.models import Application, Formality, Gate, PublishedModel, SavedFilter
from talentpool.screening.progress import overall
from talentpool.screening.prompts import prompts_for
from talentpool.screening.rules import search
from talentpool.screening.searching import Filters
from talentpool.screening.states import GateKind
from tests.factories import agents as agent_factory
from tests.factories import screening as make
from tests.factories.accounts import staff, user
from tests.factories.documents import photo

BOTH = {"en": "In English", "zh-hans": "中文"}


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
def test_the_board_counts_what_waits_and_shows_as_many_as_the_stages_say(client: Browser) -> None:
    one = make.awaiting_decision(user())
    speaks = make.application(user())
    make.pass_kit(speaks)
    make.hand_in_voice(speaks)
    client.force_login(recruiter())
    assert board.waiting() == {"decision": 1, "voice": 1, "interview": 0, "kit": 0, "papers": 0, "doubles": 0}
    asked = {"": 2, "?state=decision": 1, "?state=rejected": 0, "?q=li": 2, f"?campaign={one.campaign.slug}": 1}
    for query, number in asked.items():
        shown = client.get(reverse("staff:screening_board") + query).context
        assert (len(shown["rows"]), shown["page"].paginator.count) == (number, number), query
    row = shown["rows"][0]
    assert (row.name, row.href) == ("Li Na", reverse("staff:application_page", args=[row.ref]))


@pytest.mark.django_db
def test_more_applications_ask_the_database_no_more_often(client: Browser, django_assert_num_queries: Any) -> None:
    client.force_login(recruiter())
    address = reverse("staff:screening_board") + "?q=li"
    make.application(user())
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        make.application(user())
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_a_search_stops_counting_where_nobody_leafs_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST_LEAFED", 30)
    pages = board.Counted(Application.objects.none(), 10, total=100)
    assert (pages.count, pages.total, pages.num_pages, pages.is_more) == (30, 100, 3, False)


def sent(form: GateSettingsForm) -> dict[str, Any]:
    """What a browser sends back of a form as it is shown."""
    found = {}
    for field in form:
        value = field.value()
        if isinstance(field.field, LocalizedFormField):
            found |= {
                f"{field.name}_{code.replace('-', '_')}": (value or {}).get(code, "") for code in ("en", "zh-hans")
            }
        elif value not in (None, False):
            found[field.name] = value
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", GateKind.values)
def test_a_form_that_is_sent_back_untouched_changes_nothing_at_any_gate(kind: str) -> None:
    before = {"minutes": 20, "takes": 3, "raters": 2, "goal": 60, "language": "en", "limits": {"memory_gb": 2.0}}
    before["prompts"] = [{"key": "own1", "title": BOTH, "text": BOTH, "read": True}]
    gate = Gate(kind=kind, settings=before)
    again = GateSettingsForm(sent(GateSettingsForm(gate=gate)), gate=gate)
    assert again.is_valid(), again.errors
    assert again.settings() == before


@pytest.mark.django_db
def test_each_gate_is_set_by_fields_of_its_own_and_nonsense_is_refused_beside_the_field() -> None:
    kit = Gate(kind="kit")
    form = GateSettingsForm({"memory_gb": "2", "latency_ms": "0", "microphone": "on"}, gate=kit)
    assert form.is_valid()
    assert form.settings() == {"limits": {"memory_gb": 2.0, "latency_ms": 0.0, "quiet_room": 0.0}}
    assert "memory_gb" in GateSettingsForm({"memory_gb": "-1"}, gate=kit).errors
    assert "minutes" in GateSettingsForm({"minutes": "0"}, gate=Gate(kind="written")).errors
    assert "language" in GateSettingsForm({"language": "fr"}, gate=Gate(kind="typing")).errors
    spoken = {"title0_en": "Greet", "title0_zh_hans": "问候", "text0_en": "Say hello"}
    assert set(GateSettingsForm(spoken, gate=Gate(kind="voice")).errors) == {"text0"}
    whole = GateSettingsForm({**spoken, "text0_zh_hans": "请问好"}, gate=Gate(kind="voice"))
    assert whole.is_valid()
    assert whole.settings()["prompts"][0]["text"] == {"en": "Say hello", "zh-hans": "请问好"}


@pytest.mark.django_db
def test_a_recruiter_sets_a_gate_on_its_page_and_the_next_applicant_meets_it(client: Browser) -> None:
    at = make.campaign()
    client.force_login(recruiter())
    page = reverse("staff:gate_settings", args=[at.slug, "voice"])
    assert client.post(page, {"takes": "99"}).status_code == 422
    own = {"takes": "2", "title0_en": "Greet", "title0_zh_hans": "问候", "text0_en": "Hello", "text0_zh_hans": "您好"}
    assert client.post(page, own).status_code == 302
    gate = at.gates.get(kind="voice")
    assert gate.takes == 2
    assert [str(one.title) for one in prompts_for(make.application(at=at), gate)] == ["问候"]
    assert client.get(reverse("admin:screening_campaign_change", args=[at.pk])).text.count(page) == 1
