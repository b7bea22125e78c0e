"""What may be said of a person, and names in the form that search compares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TransitionError
from tomoni.catalogue.labels import LANGUAGES
from tomoni.catalogue.places import PLACES_BY_CODE

from ..dates import StatedDate
from ..refusals import Refusal, raise_first

# Nobody who came to a course that began in 1962 was born before; nobody comes as a child.
EARLIEST_BIRTH_YEAR = 1880
YOUNGEST = 15
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as the rule sees them. None: not stated. ``country_code``: ISO 3166-1 alpha-2."""

    country_code: str | None
    family_name: str | None = None
    given_name: str | None = None
    native_name: str | None = None
    sex_code: str = "undisclosed"
    birth_year: int | None = None
    email: str | None = None
    preferred_language_code: str = "en"


def why_not_person(facts: PersonFacts, today: date) -> list[Refusal]:
    """Return every reason against a person, in the order of the fields."""
    refusals = []
    if not facts.family_name and not facts.native_name:
        refusals.append(Refusal("person_has_no_name", {}, "family_name"))
    if not is_country(facts.country_code):
        refusals.append(
            Refusal("unknown_country", {"country": str(facts.country_code)}, "country_code")
        )
    if facts.sex_code not in codelist("sex").codes:
        refusals.append(Refusal("unknown_word", {"word": facts.sex_code}, "sex_code"))
    latest = today.year - YOUNGEST
    if facts.birth_year is not None and not EARLIEST_BIRTH_YEAR <= facts.birth_year <= latest:
        years = {"first": str(EARLIEST_BIRTH_YEAR), "last": str(latest)}
        refusals.append(Refusal("birth_year_out_of_range", years, "birth_year"))
    if facts.email is not None and not _ADDRESS.fullmatch(facts.email):
        refusals.append(Refusal("address_unfit", {"address": facts.email}, "email"))
    if facts.preferred_language_code not in LANGUAGES:
        words = {"word": facts.preferred_language_code}
        refusals.append(Refusal("unknown_word", words, "preferred_language_code"))
    return refusals


def can_be_person(facts: PersonFacts, today: date) -> bool:
    """Whether such a person may be entered."""
    return not why_not_person(facts, today)


def check_person(facts: PersonFacts, today: date) -> None:
    """Errors: InputError with the first reason against the person."""
    raise_first(why_not_person(facts, today), InputError)


def why_not_erase(account_is_active: bool) -> list[Refusal]:
    """Return why a person may not be erased: somebody still signs in as them."""
    return [Refusal("account_is_active")] if account_is_active else []


def can_erase(account_is_active: bool) -> bool:
    """Whether a person may be erased."""
    return not why_not_erase(account_is_active)


def check_erase(account_is_active: bool) -> None:
    """Errors: TransitionError when the person has an account in use."""
    raise_first(why_not_erase(account_is_active), TransitionError)


def why_not_post(start: StatedDate | None, end: StatedDate | None) -> list[Refusal]:
    """Return why a post may not have these dates; a missing one says nothing."""
    if start is None or end is None or end.last >= start.first:
        return []
    return [Refusal("employment_ends_before_it_starts", {}, "end")]


def can_be_post(start: StatedDate | None, end: StatedDate | None) -> bool:
    """Whether a post may have these dates."""
    return not why_not_post(start, end)


def check_post(start: StatedDate | None, end: StatedDate | None) -> None:
    """Errors: InputError when a post ends before it begins."""
    raise_first(why_not_post(start, end), InputError)


def is_country(code: str | None) -> bool:
    """Whether a code is that of a country or territory, not of a region."""
    place = PLACES_BY_CODE.get(code or "")
    return place is not None and place.kind in ("country", "territory")


def folded(text: str) -> str:
    """Return a text without case, accents, width and signs; words stand apart by one space.

    Japanese, Arabic and other scripts stay as they are, since they have no accents to lose.
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    kept = "".join(part if part.isalnum() else " " for part in unicodedata.normalize("NFC", plain))
    return " ".join(kept.split())


def search_name(
    family_name: str | None, given_name: str | None = None, native_name: str | None = None
) -> str:
    """Return the folded names of a person in one text; empty when none is stated."""
    stated = (family_name, given_name, native_name)
    return " ".join(folded(one) for one in stated if one).strip()
