"""Money, activities, duplicates and quality over a drawn field of publishers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from exchange.iati.prepared.drawn_field import activity, country, payment, prepared, sector
from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.prepared.prepare import read_prepared
from tomoni.figures.everyone import (
    Asked,
    Everyone,
    MoneyAnswer,
    activities_of,
    doubles,
    funders_of,
    money,
    open_everyone,
    publisher_quality,
)

OURS, OTHERS, THIRD = "XX-1", "XX-2", "XX-3"
FILES = {
    "ours.xml": [
        activity(
            "XX-1-A",
            country("KE"),
            sector("15130"),
            payment("100"),
            payment("40", to="XX-2-A"),
            title="Courts",
        ),
        activity("XX-1-B", country("SO"), sector("15130"), payment("7", day="2021-01-01")),
    ],
    "others.xml": [
        activity(
            "XX-2-A",
            country("KE", "75"),
            sector("15132", "50"),
            payment("38"),
            payment("5", currency="JPY", day="1999-01-01"),
            title="Police",
        ),
        activity("XX-2-B", country("KE"), payment("1", kind="2")),
    ],
    "third.xml": [
        activity("XX-2-A", payment("38"), publisher=THIRD, secondary=True),
    ],
}


class Rates:
    """Two dollars for a euro in 2020 and nothing else."""

    name = "drawn"

    def units_per_usd(self, currency: str, year: int) -> Fraction | None:
        if currency == "USD":
            return Fraction(1)
        return Fraction(1, 2) if (currency, year) == ("EUR", 2020) else None


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everyone]:
    folder = prepared(tmp_path_factory.mktemp("field"), FILES)
    with open_everyone(folder, read_prepared(folder), own=frozenset({OURS})) as opened:
        yield opened


def amounts(answer: MoneyAnswer) -> dict[tuple[object, ...], dict[str | None, Decimal]]:
    return {
        tuple(row.key.values()): {name: each.normalize() for name, each in row.amounts.items()}
        for row in answer.rows
    }


def test_own_and_others_at_a_place_by_year(everyone: Everyone) -> None:
    answer = money(everyone, Asked(by=("whose", "year"), places=("KE",)))
    assert amounts(answer) == {
        ("others", 1999): {"JPY": Decimal("3.75")},
        ("others", 2020): {"EUR": Decimal("28.5")},
        ("own", 2020): {"EUR": Decimal(100)},
    }
    assert [row.activities for row in answer.rows] == [1, 1, 1]
    assert "told last" in answer.level


def test_as_stated_the_payment_is_counted_with_both(everyone: Everyone) -> None:
    answer = money(everyone, Asked(places=("KE",), level="stated", whose="own"))
    assert amounts(answer) == {(): {"EUR": Decimal(140)}}


def test_all_places_add_up_to_the_whole(everyone: Everyone) -> None:
    (whole,) = money(everyone, Asked()).rows
    parts = money(everyone, Asked(by=("place", "sector"))).rows
    assert any(row.key["place"] is None for row in parts)
    for currency, amount in whole.amounts.items():
        assert sum(row.amounts.get(currency, Decimal()) for row in parts) == amount


def test_a_code_that_names_several_themes_stands_in_each(everyone: Everyone) -> None:
    answer = money(everyone, Asked(by=("theme",), places=("KE",), whose="own"))
    found = amounts(answer)
    assert found[("rule_of_law",)] == found[("criminal_justice",)] == {"EUR": Decimal(100)}
    assert answer.overlaps
    narrowed = money(everyone, Asked(themes=("criminal_justice",), whose="others"))
    assert amounts(narrowed) == {(): {"EUR": Decimal(19), "JPY": Decimal("2.5")}}


def test_sectors_commitments_publishers_and_years_narrow(everyone: Everyone) -> None:
    assert amounts(money(everyone, Asked(sectors=("1513",), whose="own"))) == {
        (): {"EUR": Decimal(107)}
    }
    assert amounts(money(everyone, Asked(group="committed", by=("publisher",)))) == {
        (OTHERS,): {"EUR": Decimal(1)}
    }
    late = Asked(by=("year",), publishers=(OURS,), first_year=2021, last_year=2021)
    assert amounts(money(everyone, late)) == {(2021,): {"EUR": Decimal(7)}}


def test_what_has_no_rate_is_named_and_not_guessed(everyone: Everyone) -> None:
    answer = money(everyone, Asked(places=("KE",), whose="others"), to="USD", rates=Rates())
    (row,) = answer.rows
    assert row.converted == Fraction(57)
    assert {name: each.normalize() for name, each in row.not_converted.items()} == {
        "JPY": Decimal("3.75")
    }
    assert row.rates == {("EUR", 2020): Fraction(2)}
    (late,) = money(everyone, Asked(first_year=2021), to="USD", rates=Rates()).rows
    assert (late.converted, late.not_converted["EUR"]) == (None, 7)
    assert (answer.currency, answer.rate_table) == ("USD", "drawn")


@pytest.mark.parametrize(
    ("asked", "to"),
    [(Asked(by=("colour",)), None), (Asked(themes=("none",)), None), (Asked(), "USD")],
)
def test_what_cannot_be_asked_is_refused(everyone: Everyone, asked: Asked, to: str | None) -> None:
    with pytest.raises(InputError):
        money(everyone, asked, to=to)


def test_activities_at_a_place_and_who_funds_them(everyone: Everyone) -> None:
    found = activities_of(everyone, place="KE")
    assert [(one.identifier, one.is_own, one.copies) for one in found] == [
        ("XX-1-A", True, 1),
        ("XX-2-A", False, 2),
        ("XX-2-B", False, 1),
    ]
    assert (found[0].title, found[0].publisher_name) == ("Courts", "Publisher XX-1")
    assert [one.identifier for one in activities_of(everyone, place="KE", limit=1, offset=1)] == [
        "XX-2-A"
    ]
    assert [one.identifier for one in activities_of(everyone, theme="criminal_justice")] == [
        "XX-1-A", "XX-1-B", "XX-2-A",
    ]  # fmt: skip
    records = [found[1].record, found[0].record]
    assert [one.record for one in activities_of(everyone, records=records)] == records
    (funder,) = funders_of(everyone, records)
    assert (funder.ref, funder.name, funder.activities) == ("XX-FUND", "The Fund", 2)


def test_an_identifier_of_two_publishers_is_shown_openly(everyone: Everyone) -> None:
    (double,) = doubles(everyone)
    assert (double.identifier, double.across) == ("XX-2-A", True)
    assert [(copy.publisher, copy.is_counted, copy.is_secondary) for copy in double.copies] == [
        (OTHERS, True, False),
        (THIRD, False, True),
    ]
    assert doubles(everyone, offset=1) == ()


def test_publishers_and_what_they_state(everyone: Everyone) -> None:
    found = {one.publisher: one for one in publisher_quality(everyone)}
    ours, third = found[OURS], found[THIRD]
    assert (ours.activities, ours.doubles, ours.stated["place"], ours.stated["result"]) == (
        2, 0, 2, 0,
    )  # fmt: skip
    assert (third.activities, third.doubles, third.stated["place"]) == (1, 1, 0)
    # The drawn activities lack what the schema requires.
    assert ours.valid == 0
    assert [(fault.rule, fault.activities) for fault in ours.faults] == [("0.3.1", 2)]


def test_many_questions_about_one_place_look_at_its_lines_alone(everyone: Everyone) -> None:
    asked = Asked(by=("whose", "year"), places=("KE",))
    assert money(everyone.at("KE"), asked).rows == money(everyone, asked).rows
    assert money(everyone.at("SO"), asked).rows == ()
