"""What the record pages of the admin draw themselves: the list, and every value that can't be typed."""

import re
from typing import Any

from django import template
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.html import format_html

from talentpool.kernel.labels import value_word
from talentpool.kernel.showing import NOTHING, Reader, yes_no

register = template.Library()


@register.inclusion_tag("admin/record_list.html", takes_context=True)
def record_list(context: template.Context, changes: Any) -> dict[str, Any]:
    """The rows of a change list: a table that turns into labelled rows on a phone, or what to do where it is empty."""
    reader = Reader(context["request"], changes.model_admin.admin_site)
    headers = list(result_headers(changes))
    for header, name in zip(headers, changes.list_display, strict=True):
        header["number"] = _is_number(changes.opts, name)
        header["name"] = name if isinstance(name, str) else name.__name__
    rows = [_row(reader, changes, headers, row) for row in changes.result_list]
    kept: dict[str, Any] = {str(key): value for key, value in context.flatten().items()}
    return {**kept, "cl": changes, "headers": headers, "rows": rows}


@register.simple_tag(takes_context=True)
def record_value(context: template.Context, field: Any) -> str:
    """The contents of Django's ``AdminReadonlyField``, drawn by us."""
    reader = Reader(context["request"], field.model_admin.admin_site)
    return _cell(reader, field.field["field"], field.form.instance, field.model_admin, short=False)


@register.filter
def said(choice: Any) -> Any:
    """A stored code, where a filter offers those that occur, as a word."""
    return value_word(choice) if isinstance(choice, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", choice) else choice


@register.simple_tag(takes_context=True)
def record_name(context: template.Context, row: models.Model) -> str:
    """What a record is called to this reader."""
    return Reader(context["request"], admin.site).name_of(row)


def _row(reader: Reader, changes: Any, headers: list[dict[str, Any]], row: models.Model) -> list[dict[str, Any]]:
    links = changes.list_display_links
    named = headers[1]["name"] if headers[0]["name"] == "action_checkbox" and len(headers) > 1 else headers[0]["name"]
    cells = []
    for header, name in zip(headers, changes.list_display, strict=True):
        is_link = links is not None and header["name"] in (links or [named])
        value = _cell(reader, name, row, changes.model_admin, short=True, linked=not is_link)
        cells.append({"value": _link(changes, row, value) if is_link else value, "header": header})
    return cells


def _link(changes: Any, row: models.Model, value: str) -> str:
    """The way to the record; in a window that picks one, also what is picked."""
    address = add_preserved_filters(
        {"preserved_filters": changes.preserved_filters, "opts": changes.opts}, changes.url_for_result(row)
    )
    picked = row.serializable_value(str(changes.to_field) if changes.to_field else changes.pk_attname)
    opener = format_html(' data-popup-opener="{}"', picked) if changes.is_popup else ""
    return format_html('<a href="{}"{}>{}</a>', address, opener, value)


def _cell(
    reader: Reader, name: Any, row: models.Model, page: admin.ModelAdmin[Any], *, short: bool, linked: bool = True
) -> str:
    try:
        field, shown, value = lookup_field(name, row, page)
    except ObjectDoesNotExist:
        return NOTHING
    if field is None and getattr(shown, "boolean", False):
        return yes_no(value)
    words = dict(getattr(field, "flatchoices", None) or ())
    if words and isinstance(value, str | int) and value in words:
        value = words[value]
    key = field.name if field is not None else ""
    currency = getattr(row, "currency", "") or "CNY"
    return reader.draw(value, key=key, short=short, currency=currency, linked=linked)


def _is_number(options: Any, name: Any) -> bool:
    """Columns of numbers are set to the end, so that digits stand under digits."""
    field = next((one for one in options.fields if one.name == name), None)
    if field is None or field.choices or field.is_relation:
        return False
    return isinstance(field, models.IntegerField | models.FloatField | models.DecimalField)
