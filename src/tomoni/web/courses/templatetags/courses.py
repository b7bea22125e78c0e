"""Template tags of the course desk: states in colour, instants on two clocks, answers in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import Label
from tomoni.exchange.letters.model import Heading
from tomoni.records.actions.courses.general_information import latest_information
from tomoni.records.models import Call
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.outcomes import told_reason, told_state
from tomoni.rules.quantities import Quantity
from tomoni.web.shell.choices import reader_language

register = template.Library()

_GOOD = frozenset(
    {"confirmed", "running", "completed", "followed_up", "closed", "open", "extended", "decided",
     "notified", "archived", "received", "eligible", "assessed", "proposed", "selected", "met",
     "published", "accepted", "cleared", "arrived", "active", "certified", "alumnus",
     "held"}
)  # fmt: skip
_BAD = frozenset(
    {"cancelled", "ineligible", "not_selected", "withdrawn", "duplicate", "not_met", "declined",
     "lapsed", "dismissed"}
)  # fmt: skip


@register.filter
def state(code: str, list_name: str) -> SafeString:
    """Return a state in words, coloured by whether it is good, bad or waiting."""
    mood = "good" if code in _GOOD else "bad" if code in _BAD else "wait"
    words = codelist(list_name).name_of(code, reader_language())
    return format_html('<span class="state {}">{}</span>', mood, words)


@register.filter
def clock(moment: datetime | None, zone: str) -> SafeString | str:
    """Return an instant on the clocks of a zone and in UTC; none is a dash."""
    if moment is None:
        return "–"
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), on_clock(moment, zone))


@register.filter
def day(value: date | None) -> SafeString | str:
    """Return a day as year, month and day; none is a dash."""
    return (
        "–"
        if value is None
        else format_html('<time datetime="{0}">{0}</time>', f"{value:%Y-%m-%d}")
    )


@register.filter
def said(label: Label | None) -> str:
    """Return a label in the reader's language; none is empty."""
    return label.in_language(reader_language()) if label is not None else ""


@register.filter
def own(record: Any, name: str) -> str:
    """Return a text of a record in the reader's language where it has one, else in English."""
    japanese = getattr(record, f"{name}_ja", None) if reader_language() == "ja" else None
    return japanese or getattr(record, name) or ""


@register.filter
def named(person: Any) -> str:
    """Return the names of a person, family name first in capitals; native name where it differs."""
    latin = " ".join(
        part for part in ((person.family_name or "").upper(), person.given_name or "") if part
    )
    native = person.native_name or ""
    return f"{latin} ({native})" if latin and native else latin or native or "–"


@register.filter
def amount(quantity: int | None, exponent: int) -> str:
    """Return an exact amount; none is a dash."""
    return "–" if quantity is None else f"{Quantity(quantity, exponent)}"


@register.inclusion_tag("courses/information_links.html")
def information_links(call: Call) -> dict[str, Any]:
    """Show the files of a call's General Information as it is published. One query."""
    return {"rows": [one for one in latest_information(call) if one.published_at is not None]}


@register.filter
def is_heading(block: Any) -> bool:
    """Whether a block of a letter is a heading."""
    return isinstance(block, Heading)


@register.filter
def megabytes(size: int) -> str:
    """Return a size in kB or MB."""
    if size < 2**20:
        return f"{-(-size // 1024)} kB"
    tenths = -(-size * 10 // 2**20)
    return f"{tenths // 10}.{tenths % 10} MB"


@register.filter
def entry(mapping: dict[Any, Any], key: Any) -> Any:
    """Return the entry of a mapping; None where it has none."""
    return mapping.get(key)


@register.filter
def told(nomination: Any) -> SafeString:
    """Return the state of a nomination as its country and the nominee are told it."""
    shown = told_state(nomination.state_code, nomination.call.state_code)
    return state(shown, "nomination_state")


@register.filter
def told_why(nomination: Any) -> str:
    """Return the reason that a country and a nominee may read; none is empty."""
    call_state = nomination.call.state_code
    return told_reason(nomination.state_code, call_state, nomination.state_reason) or ""
