"""How proposals, decisions and outcomes are said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.publish.numbers import format_date, format_number, unit_word
from tomoni.records.actions.evidence.look import Looked, quantity_of
from tomoni.records.models import User
from tomoni.rules.quantities import format_major
from tomoni.web.shell.choices import reader_language

Words = str | Promise

FIELDS: Mapping[str, Words] = {
    "activity_id": _("Activity"),
    "party_id": pgettext_lazy("evidence", "Organisation"),
    "framework_id": _("Framework"),
    "pledge_id": _("Pledge"),
    "target_id": _("Target"),
    "self_reported": _("Reported by who pledged"),
    "value": _("Value"),
    "unit_code": _("Unit"),
    "currency_code": _("Currency"),
    "qualifier_code": _("Hedge"),
    "metric_code": _("What is counted or dated"),
    "accumulation_code": _("Flow, total or level"),
    "population_code": _("Who is counted"),
    "date": _("Date"),
    "as_of": _("As of"),
    "period_start": _("Period from"),
    "period_end": _("Period to"),
    "scope": _("Scope, in own words"),
}
_LISTS = {
    "unit_code": "unit",
    "currency_code": "Currency",
    "qualifier_code": "qualifier",
    "metric_code": "metric",
    "accumulation_code": "accumulation",
    "population_code": "population",
}


def said(name: str, value: str | None) -> str:
    """Return a value of a reading in words; a dash for what is not stated."""
    if not value:
        return "–"
    list_name = _LISTS.get(name)
    if list_name is not None:
        return code_words(list_name, value)
    if name in ("date", "as_of", "period_start", "period_end"):
        try:
            return format_date(value, reader_language())
        except (ValueError, IndexError):
            return value
    return value


def code_words(list_name: str, code: str) -> str:
    """Return the wording of a code; the code itself where the list has it no more."""
    try:
        return codelist(list_name).name_of(code, reader_language())
    except NotFoundError:
        return code


def value_words(reading: Mapping[str, str | None]) -> str:
    """Return hedge and value in the reader's language: "more than 6,100 people"."""
    quantity = quantity_of(reading)
    if quantity is None:
        return reading.get("value") or "–"
    currency = reading.get("currency_code")
    unit = None if currency else reading.get("unit_code")
    language = reader_language()
    try:
        number = format_number(format_major(quantity, currency), unit, currency, language)
    except (InputError, ValueError, ArithmeticError):
        number = str(quantity)
    word = _unit_word(unit, str(quantity), reading.get("metric_code"))
    number = f"{number} {word}" if word else number
    qualifier = reading.get("qualifier_code") or "exact"
    return number if qualifier == "exact" else f"{code_words('qualifier', qualifier)} {number}"


def _unit_word(unit: str | None, value: str, metric_code: str | None) -> str:
    """The word after the digits; none after a calendar year, an ordinal or a share."""
    metric = METRICS_BY_CODE.get(metric_code or "")
    is_date = unit == "year" and (metric is None or metric.unit == "year_point")
    language = reader_language()
    if unit in (None, "ordinal", "share") or is_date or (unit, language) == ("per_year", "ja"):
        return ""
    return unit_word(unit, value, language) or code_words("unit", str(unit))


def dates_words(reading: Mapping[str, str | None]) -> str:
    """Return the dates of a reading in one line; empty where it states none."""
    found = [
        f"{FIELDS[name]}: {said(name, reading[name])}"
        for name in ("date", "as_of", "period_start", "period_end")
        if reading.get(name)
    ]
    return " · ".join(found)


def outcome_words(looked: Looked) -> str:
    """Return what accepting would write, in one line; empty where it cannot be accepted."""
    decision = looked.judged.decision
    if decision is None:
        return ""
    dated = decision.date or decision.cutoff
    parts = [code_words("claim_outcome", decision.outcome)]
    if dated is not None:
        parts.append(format_date(dated.stated, reader_language()))
    parts.append(code_words("claim_outcome_reason", decision.reason))
    return " · ".join(parts)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the user name of each opaque id that is an account's."""
    wanted = {one for one in actors if one}
    rows = User.objects.filter(public_id__in=wanted)
    return dict(rows.values_list("public_id", "username"))
