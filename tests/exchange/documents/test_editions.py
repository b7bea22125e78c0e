from __future__ import annotations

import pytest

from tomoni.exchange.documents.editions import edition_of


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("White Paper on Development Cooperation 2021\nNorland", 2021),
        ("# Annual Report 2019\n\nText", 2019),
        ("2018 Annual Report of the Agency", 2018),
        ("開発協力白書 2020\n本文", 2020),
        ("2013年版 白書", 2013),
        ("Norland Courts Review, 2022 edition", 2022),
    ],
)
def test_a_title_states_the_edition(text: str, year: int) -> None:
    edition = edition_of(text + "\nIn 1999, 1999 and 1999 it rained.")
    assert (edition.year, edition.basis) == (year, "stated")
    assert str(year) in edition.evidence


def test_without_a_title_the_commonest_year_is_inferred() -> None:
    edition = edition_of(
        "Since 2001 help was given. In 2018 courts; in 2018 police; in 2018 prisons."
    )
    assert (edition.year, edition.basis) == (2018, "inferred")
    assert "3 times" in edition.evidence
    assert (edition.period_start, edition.period_end, edition.period_basis) == (
        2018,
        2018,
        "inferred",
    )


def test_a_text_without_a_hint_stays_unknown() -> None:
    assert edition_of("Help was given.").basis == "unknown"
    assert edition_of("In 2018 help was given.").year is None


def test_a_stated_period_differs_from_the_edition() -> None:
    edition = edition_of("Annual Report 2009\ncovering activities in 2008\n")
    assert (edition.year, edition.period_start, edition.period_basis) == (2009, 2008, "stated")
    spanning = edition_of("The report covers the period from 2016 to 2018.")
    assert (spanning.period_start, spanning.period_end) == (2016, 2018)
