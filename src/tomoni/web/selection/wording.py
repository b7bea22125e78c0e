"""Rules, stages and reasons of a selection in the reader's language, with what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.catalogue.selection_words import PUBLIC_REASONS, REASONS, RULES, STAGES
from tomoni.web.shell.choices import reader_language

_OF_COUNTRY = frozenset({"country_cap", "country_minimum", "reserved_seats", "focal_order"})


def _said(labels: Mapping[str, Label], code: str) -> str:
    label = labels.get(code)
    return code if label is None else label.in_language(reader_language())


def stage_text(code: str, subject: str = "") -> str:
    """Return a stage in words, with its place in the published order where it has one."""
    words = _said(STAGES, code)
    return f"{words} ({subject})" if code == "floors" and subject else words


def reason_text(code: str) -> str:
    """Return the institute's reason in words."""
    return _said(REASONS, code)


def public_text(code: str) -> str:
    """Return the reason in the words that countries and nominees read."""
    return _said(PUBLIC_REASONS, code)


def place_text(code: str) -> str:
    """Return the name of a country or region."""
    return place_name(code, reader_language()) if code in PLACES_BY_CODE else code


def group_text(group: str) -> str:
    """Return a group of a floor or ceiling in words: "profession:judge", "woman"."""
    kind, _colon, value = group.partition(":")
    if kind == "profession":
        return codelist("profession").name_of(value, reader_language())
    if kind == "region":
        return place_text(value)
    return {"woman": _("women"), "ldc": _("least developed countries")}.get(kind, group)


def rule_text(rule: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    """Return a hard rule with whom or what it binds. ``numbers``: of nominations, by id."""
    code, subject = str(rule["code"]), str(rule.get("subject") or "")
    words = _said(RULES, code)
    about = _about(code, subject, numbers)
    return f"{words}: {about}" if about else words


def _about(code: str, subject: str, numbers: Mapping[str, int]) -> str:
    if code in _OF_COUNTRY:
        country, _slash, kind = subject.partition("/")
        role = codelist("participation_role").name_of(kind, reader_language()) if kind else ""
        return f"{place_text(country)} ({role})" if role else place_text(country)
    if code == "agency_cap":
        return _("agency of No. %(number)s") % {"number": subject.removeprefix("agency-")}
    if code == "ceiling":
        return group_text(subject)
    if code == "seats" and subject:
        return codelist("participation_role").name_of(subject, reader_language())
    if code in ("fixed_in", "ineligible", "forbidden_pair"):
        return numbers_text(subject.split("+"), numbers)
    return ""


def numbers_text(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return nominations by their numbers, in order; one that is not known is left out."""
    found = sorted(numbers[one] for one in ids if one in numbers)
    return ", ".join(_("No. %(number)d") % {"number": one} for one in found)
