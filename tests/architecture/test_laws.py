"""The house's laws hold, and each of them can fail."""

import subprocess
import sys

import pytest

from tests.architecture import laws, source
from tests.architecture.laws import Law
from tests.architecture.source import PROJECT, Source

PRODUCT: list[Law] = [
    laws.file_is_short,
    laws.functions_are_short,
    laws.doors_only_open,
    laws.doors_ask_only_for_what_is_visible,
    laws.doors_write_nothing,
    laws.actions_are_called_like_sentences,
    laws.rules_are_pure,
    laws.clock_is_the_kernels,
    laws.relations_name_the_class,
    laws.fields_are_listed,
    laws.names_mean_something,
    laws.wellbeing_is_nobodys_input,
    laws.domain_introduces_itself,
]

# law, where, what breaks it, what keeps it
SNIPPETS: list[tuple[Law, str, str, str]] = [
    (laws.file_is_short, "tasks/a.py", "x = 1\n" * 301, "x = 1\n" * 300),
    (laws.file_is_short, "tasks/a.sql", "--\n" * 151, "--\n" * 150),
    (
        laws.functions_are_short,
        "tasks/a.py",
        "def f():\n" + "    x = 1\n" * 40,
        'def f():\n    """' + "a\n" * 30 + '"""\n' + "    x = 1\n" * 8,
    ),
    (
        laws.doors_only_open,
        "tasks/a/views.py",
        "def f():\n" + " x = 1\n" * 16,
        "def f():\n" + " x = 1\n" * 15,
    ),
    (laws.doors_only_open, "tasks/a/views/b.py", "def f():\n" + " x = 1\n" * 16, "x = 1\n" * 16),
    (
        laws.doors_ask_only_for_what_is_visible,
        "tasks/a/api.py",
        "Offer.objects.filter(agent=request.agent)",
        "Offer.objects.visible_to(request.principal).filter(open=True)",
    ),
    (
        laws.doors_ask_only_for_what_is_visible,
        "tasks/a/views.py",
        "get_object_or_404(Offer, ref=ref)",
        "get_object_or_404(Offer.objects.visible_to(who), ref=ref)",
    ),
    (
        laws.doors_write_nothing,
        "tasks/a/views.py",
        "offer.save()",
        "actions.accept_offer(offer=offer, by=user)",
    ),
    (laws.doors_write_nothing, "tasks/a/api.py", "Offer.objects.visible_to(p).create()", "seen.update({})"),
    (
        laws.actions_are_called_like_sentences,
        "tasks/a/actions.py",
        "def f(a): ...",
        "def f(*, a): ...\ndef _g(a): ...",
    ),
    (laws.rules_are_pure, "tasks/a/rules.py", "from django.conf import settings", "from math import exp"),
    (laws.rules_are_pure, "tasks/a/rules.py", "from talentpool.kernel.clock import now", "import datetime"),
    (
        laws.rules_are_pure,
        "tasks/a/rules.py",
        "from tasks.a import models",
        "from tasks.a.states import Offer",
    ),
    (laws.clock_is_the_kernels, "tasks/a/jobs.py", "timezone.now()", "clock.now()"),
    (laws.clock_is_the_kernels, "tasks/a/jobs.py", "datetime.datetime.now(UTC)", "datetime.combine(day, at)"),
    (
        laws.clock_is_the_kernels,
        "tasks/a/models.py",
        "DateTimeField(auto_now_add=True)",
        "DateTimeField(db_index=True)",
    ),
    (laws.clock_is_the_kernels, "tasks/a/jobs.py", "drain.apply_async(countdown=5)", "drain.delay(id=5)"),
    (
        laws.clock_is_the_kernels,
        "tasks/a/m.py",
        "from django.db.models.functions import Now",
        "from x import Now",
    ),
    (
        laws.relations_name_the_class,
        "tasks/a/models.py",
        'ForeignKey("orders.Order")',
        "models.ForeignKey(Order)",
    ),
    (
        laws.relations_name_the_class,
        "tasks/a/models.py",
        "models.ForeignKey(settings.AUTH_USER_MODEL)",
        'ForeignKey("self")',
    ),
    (
        laws.relations_name_the_class,
        "tasks/a/models.py",
        'models.OneToOneField(to="a.B")',
        "OneToOneField(to=B)",
    ),
    (laws.fields_are_listed, "tasks/a/forms.py", 'class Meta:\n    fields = "__all__"', 'fields = ["name"]'),
    (laws.names_mean_something, "tasks/a/utils.py", "", ""),
    (laws.names_mean_something, "tasks/a/models.py", "class OfferManager: ...", "class OfferQuerySet: ..."),
    (
        laws.wellbeing_is_nobodys_input,
        "tasks/a/rules.py",
        "from talentpool.wellbeing.models import X",
        "wellbeing = 1",
    ),
    (
        laws.wellbeing_is_nobodys_input,
        "tasks/a/rules.py",
        'get_model("wellbeing.Mood")',
        '"wellbeing is private"',
    ),
    (
        laws.wellbeing_is_nobodys_input,
        "tasks/a/rules.py",
        'get_model("wellbeing", "Mood")',
        'NAMES = {"wellbeing": "Mood"}',
    ),
    (laws.clock_is_the_kernels, "tasks/a/views.py", "timezone.localdate()", "timezone.localdate(at)"),
    (laws.domain_introduces_itself, "tasks/a/__init__.py", "x = 1", '"""What it is."""'),
    (laws.page_carries_no_inline_code, "templates/a.html", '<p style="color: red">', '<p class="style">'),
    (
        laws.page_carries_no_inline_code,
        "templates/a.html",
        "<script>go()</script>",
        '<script type="module" src="/a.js"></script>',
    ),
    (
        laws.page_carries_no_inline_code,
        "templates/a.html",
        '<a onclick="go()">',
        '<a data-one="x">{% link only="staff" %}',
    ),
]


@pytest.mark.parametrize("law", PRODUCT, ids=lambda law: law.__name__)
def test_product_keeps_the_law(law: Law) -> None:
    broken = [place for one in source.python() for place in law(one)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("law", [laws.file_is_short, laws.names_mean_something], ids=lambda law: law.__name__)
def test_tests_and_benchmarks_keep_it_too(law: Law) -> None:
    own = [one for one in source.python("tests", "benchmarks") if not one.path.startswith("tests/data/")]
    broken = [place for one in own for place in law(one)]
    assert not broken, "\n".join(broken)


def test_pages_carry_no_inline_code() -> None:
    broken = [place for page in source.files("templates", ".html") for place in laws.page_carries_no_inline_code(page)]
    assert not broken, "\n".join(broken)


def test_scripts_styles_and_sql_are_short() -> None:
    sources = [*source.files("static", ".js", ".css")]
    sources += [one for package in source.PACKAGES for one in source.files(package, ".sql")]
    broken = [place for one in sources for place in laws.file_is_short(one)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("law", "path", "bad", "good"), SNIPPETS, ids=lambda part: getattr(part, "__name__", ""))
def test_law_can_fail(law: Law, path: str, bad: str, good: str) -> None:
    assert list(law(Source(path, bad)))
    if good:
        assert not list(law(Source(path, good)))


def test_every_law_is_shown_to_fail() -> None:
    assert {law for law, *_ in SNIPPETS} >= {*PRODUCT, laws.page_carries_no_inline_code}


@pytest.mark.parametrize(
    ("code", "snippet"),
    [
        (
            "C901",
            "def f(x: int) -> int:\n"
            + "".join(f"    if x == {i}:\n        return {i}\n" for i in range(9))
            + "    return x\n",
        ),
        ("TID251", "from django.utils.timezone import now\n\nprint(now())\n"),
    ],
)
def test_linter_refuses(code: str, snippet: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "tasks/snippet.py", "-"],
        input=snippet,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert code in done.stdout
