from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.rules.courses.rosters import (
    EditionFacts,
    RosterRow,
    can_be_of_edition,
    can_be_row,
    check_edition,
    check_row,
    edition_of,
    named_twice,
    two_years,
)

TODAY = date(2026, 4, 1)
EDITIONS = [
    EditionFacts("itc-1", 1, 1962),
    EditionFacts("itc-2", 2, None),
    EditionFacts("itc-2018", None, 2018),
    EditionFacts("itc-175", 175, 2021, has_course_participants=True),
]


def row(**stated: Any) -> RosterRow:
    return RosterRow(**{"line": 2, "country_code": "KE", "family_name": "Otieno"} | stated)


def named(**stated: Any) -> tuple[str | None, list[str]]:
    found, refusals = edition_of(row(**stated), "itc", EDITIONS)
    return found.edition_id if found else None, [one.code for one in refusals]


def test_who_is_listed_took_part_and_completed_only_where_it_is_said() -> None:
    assert row().state_code == "arrived"
    assert row(completed=True).state_code == "completed"
    assert row(completed=False).state_code == "partially_completed"


@pytest.mark.parametrize(
    ("stated", "edition", "codes"),
    [
        ({"number": 1}, "itc-1", []),
        ({"number": 1, "year": 1962}, "itc-1", []),
        ({"number": 1, "year": 1963}, "itc-1", ["edition_has_other_year"]),
        ({"year": 1962}, "itc-1", []),
        ({"number": 2}, "itc-2", ["edition_has_no_date"]),
        ({"number": 2, "year": 1963}, "itc-2", []),
        ({"year": 2018}, "itc-2018", []),
        ({"number": 20, "year": 2018}, None, ["edition_without_number"]),
        ({"number": 30, "year": 1975}, None, []),
        ({"number": 30}, None, ["edition_has_no_date"]),
        ({"year": 1990}, None, []),
        ({}, None, ["edition_not_named"]),
        ({"number": 175}, "itc-175", ["edition_run_at_the_desk"]),
    ],
)
def test_which_edition_a_line_names(
    stated: dict[str, int], edition: str | None, codes: list[str]
) -> None:
    assert named(**stated) == (edition, codes)


def test_a_year_with_two_editions_needs_the_number() -> None:
    both = [EditionFacts("a", 3, 1963), EditionFacts("b", 4, 1963)]
    found, refusals = edition_of(row(year=1963), "itc", both)
    assert (found, [one.code for one in refusals]) == (None, ["edition_is_ambiguous"])


def test_a_line_of_another_number_is_not_of_this_edition() -> None:
    assert can_be_of_edition(row(number=1), EDITIONS[0])
    with pytest.raises(InputError, match="number 7"):
        check_edition(row(number=7), EDITIONS[0])


def test_a_line_needs_a_name_and_a_country() -> None:
    assert can_be_row(row(), TODAY)
    with pytest.raises(InputError, match="no country"):
        check_row(row(country_code="Kenya"), TODAY)


def test_wordings_name_lines_and_years() -> None:
    assert "line 7" in named_twice(7).text()
    assert "1962" in two_years(1, {1963, 1962}).text()
