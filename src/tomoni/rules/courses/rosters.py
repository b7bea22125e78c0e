"""One line of a roster: whom it names, in which edition, and whether they completed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tomoni.catalogue.errors import InputError

from ..refusals import Refusal, raise_first
from .persons import PersonFacts, why_not_person

# Before, there were no courses of this kind; after, the year is a slip of the pen.
EARLIEST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person on one line. None: not stated. ``line``: its number in the file.

    ``number`` and ``year`` name the edition. ``completed``: None where the roster does not say.
    """

    line: int
    country_code: str
    family_name: str | None = None
    given_name: str | None = None
    native_name: str | None = None
    sex_code: str | None = None
    birth_year: int | None = None
    number: int | None = None
    year: int | None = None
    role_code: str = "participant"
    profession_code: str | None = None
    organisation: str | None = None
    completed: bool | None = None

    @property
    def state_code(self) -> str:
        """The state that the line speaks of: who is listed took part."""
        if self.completed is None:
            return "arrived"
        return "completed" if self.completed else "partially_completed"


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition on record. ``year``: None where it is not dated within one year."""

    edition_id: str
    number: int | None
    year: int | None
    has_course_participants: bool = False


def why_not_row(row: RosterRow, today: date) -> list[Refusal]:
    """Return every reason against a line, its edition apart."""
    return why_not_person(
        PersonFacts(
            country_code=row.country_code,
            family_name=row.family_name,
            given_name=row.given_name,
            native_name=row.native_name,
            sex_code=row.sex_code or "undisclosed",
            birth_year=row.birth_year,
        ),
        today,
    )


def can_be_row(row: RosterRow, today: date) -> bool:
    """Whether the line may be read in."""
    return not why_not_row(row, today)


def check_row(row: RosterRow, today: date) -> None:
    """Errors: InputError with the first reason against the line."""
    raise_first(why_not_row(row, today), InputError)


def edition_of(
    row: RosterRow, series: str, editions: Sequence[EditionFacts]
) -> tuple[EditionFacts | None, list[Refusal]]:
    """Return the edition on record that a line names, or None where it is yet to be made.

    A number names it before a year does. Second: the reasons against the line.
    """
    if row.number is None and row.year is None:
        return None, [Refusal("edition_not_named", {}, "number")]
    if row.number is not None:
        found = next((one for one in editions if one.number == row.number), None)
    else:
        of_year = [one for one in editions if one.year == row.year]
        if len(of_year) > 1:
            names = {"series": series, "year": str(row.year)}
            return None, [Refusal("edition_is_ambiguous", names, "number")]
        found = of_year[0] if of_year else None
    if found is not None:
        return found, why_not_edition(row, found)
    return None, _why_not_new(row, series, editions)


def _why_not_new(row: RosterRow, series: str, editions: Sequence[EditionFacts]) -> list[Refusal]:
    if row.year is None:
        return [Refusal("edition_has_no_date", {"edition": f"{series} {row.number}"}, "year")]
    unnumbered = [one for one in editions if one.number is None and one.year == row.year]
    if row.number is not None and unnumbered:
        names = {"edition": unnumbered[0].edition_id, "year": str(row.year)}
        return [Refusal("edition_without_number", names, "number")]
    return []


def why_not_edition(row: RosterRow, edition: EditionFacts) -> list[Refusal]:
    """Return the reasons against a line of an edition on record."""
    name = {"edition": edition.edition_id}
    if row.number is not None and edition.number is not None and row.number != edition.number:
        return [Refusal("edition_has_other_number", {**name, "number": str(row.number)}, "number")]
    if edition.has_course_participants:
        return [Refusal("edition_run_at_the_desk", name)]
    if edition.year is None and row.year is None:
        return [Refusal("edition_has_no_date", name, "year")]
    if edition.year is not None and row.year is not None and edition.year != row.year:
        years = {**name, "held": str(edition.year), "year": str(row.year)}
        return [Refusal("edition_has_other_year", years, "year")]
    return []


def can_be_of_edition(row: RosterRow, edition: EditionFacts) -> bool:
    """Whether a line may be of an edition on record."""
    return not why_not_edition(row, edition)


def check_edition(row: RosterRow, edition: EditionFacts) -> None:
    """Errors: InputError with the first reason against a line of an edition."""
    raise_first(why_not_edition(row, edition), InputError)


def two_years(number: int | None, years: Iterable[int]) -> Refusal:
    """Return the refusal of lines that date one new edition to different years."""
    first, second = sorted(years)[:2]
    names = {"edition": str(number), "held": str(first), "year": str(second)}
    return Refusal("edition_has_other_year", names, "year")


def named_twice(line: int) -> Refusal:
    """Return the refusal of a line that names whom another line of the edition names."""
    return Refusal("named_twice", {"line": str(line)}, "family_name")
