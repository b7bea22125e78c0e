"""Choices of forms and filters: codes of the catalogue in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import LANGUAGES
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.rules.courses.persons import is_country

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


def named_countries(codes: Iterable[str] | None = None) -> list[Choice]:
    """Return code and name of countries by name; None: of all countries and territories."""
    wanted = [code for code in PLACES_BY_CODE if is_country(code)] if codes is None else codes
    language = reader_language()
    return sorted(((code, place_name(code, language)) for code in wanted), key=lambda pair: pair[1])


def choice_of_list(list_name: str) -> list[Choice]:
    """Return the choices of a list after a blank one."""
    return with_blank(words_of(list_name))
