"""Every record page speaks both languages: models, columns, fields and filters have names, records are called something."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path, label_for_field
from django.db import models
from django.test import RequestFactory
from django.utils.translation import override

from accounts.models import User
from tests.architecture.source import PACKAGES

HAN = re.compile(r"[\u4e00-\u9fff]")
PAGES = sorted(admin.site._registry.values(), key=lambda page: page.model._meta.label)
by_model = pytest.mark.parametrize("record_page", PAGES, ids=lambda one: one.model._meta.label)


def words_of(page: admin.ModelAdmin[Any]) -> Iterator[tuple[str, str]]:
    """(what, how it is called in the active language) of everything a record page writes itself."""
    yield "the model", str(page.opts.verbose_name)
    yield "the list", str(page.opts.verbose_name_plural)
    for column in page.list_display:
        yield f"column {column}", str(label_for_field(column, page.model, page))
    for chosen in page.list_filter:
        yield f"filter {chosen}", title_of(page.model, chosen)
    for part in (page, *(inline(page.model, page.admin_site) for inline in page.inlines)):
        yield from fields_of(part)


def unnamed(page: admin.ModelAdmin[Any]) -> list[str]:
    with override("zh-hans"):
        return [f"{what}: {word}" for what, word in words_of(page) if not HAN.search(word)]


def title_of(model: type[models.Model], chosen: Any) -> str:
    if isinstance(chosen, str):
        return str(get_fields_from_path(model, chosen)[-1].verbose_name)  # type: ignore[union-attr]
    return str(chosen.title)


def fields_of(part: Any) -> Iterator[tuple[str, str]]:
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True)
    yield f"{part.opts.label}", str(part.opts.verbose_name_plural)
    for name in flatten_fieldsets(part.get_fieldsets(request)):
        typed = part.form.base_fields.get(name)  # what the form adds to the model's columns
        yield f"field {part.opts.label}.{name}", str(typed.label if typed else label_for_field(name, part.model, part))


@by_model
def test_everything_on_a_record_page_has_a_chinese_name(record_page: admin.ModelAdmin[Any]) -> None:
    english = unnamed(record_page)
    assert not english, "add to locale/zh_Hans/records.po, context record: " + "; ".join(english)


@by_model
def test_everything_on_a_record_page_has_an_english_name(record_page: admin.ModelAdmin[Any]) -> None:
    with override("en"):
        odd = [f"{what}: {word}" for what, word in words_of(record_page) if not word or HAN.search(word)]
    assert not odd
    assert not re.search(r"[^aeiou]ys$|xs$|ss$", str(record_page.opts.verbose_name_plural)), (
        record_page.opts.verbose_name_plural
    )


@by_model
def test_a_record_is_called_something(record_page: admin.ModelAdmin[Any]) -> None:
    """And so is every record it points to: "Entry object (49924)" says nothing."""
    pointed = [
        field.related_model for field in record_page.opts.get_fields() if field.is_relation and not field.auto_created
    ]
    ours = [
        record_page.model,
        *(one for one in pointed if isinstance(one, type) and one.__module__.startswith(PACKAGES)),
    ]
    assert not [one._meta.label for one in ours if one.__str__ is models.Model.__str__]


def test_a_column_without_a_name_is_noticed() -> None:
    class Careless(admin.ModelAdmin[User]):
        list_display = ("email", "shoe_size")

        def shoe_size(self, user: User) -> int:
            return 42

    assert unnamed(Careless(User, admin.site)) == ["column shoe_size: Shoe size"]
