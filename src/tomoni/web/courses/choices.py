"""Choices of forms: codes of the catalogue in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import LANGUAGES
from tomoni.catalogue.places import PLACES_BY_CODE, place_name

Choice = tuple[str, str]


def reader_language() -> str:
    """Return the reader's language, one of those that we speak."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def words_of(list_name: str) -> list[Choice]:
    """Return code and wording of each code of a list."""
    language = reader_language()
    found = codelist(list_name)
    return [(code, found.name_of(code, language)) for code in found.codes]


def with_blank(choices: Iterable[Choice]) -> list[Choice]:
    """Return the choices after one for what is not stated."""
    return [("", "–"), *choices]


def countries() -> list[Choice]:
    """Return code and name of every country and territory, by name."""
    language = reader_language()
    names = [
        (code, place_name(code, language))
        for code, place in PLACES_BY_CODE.items()
        if place.kind in ("country", "territory")
    ]
    return sorted(names, key=lambda pair: pair[1])


def choice_of_list(list_name: str) -> list[Choice]:
    """Return the choices of a list after a blank one."""
    return with_blank(words_of(list_name))
