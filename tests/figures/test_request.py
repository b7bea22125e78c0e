"""What a figure can be asked, and what a wrong question is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.exchange.snapshot import Snapshot, memory_snapshot
from tomoni.figures import figure_named, run_figure
from tomoni.figures.request import Request, check_request
from tomoni.figures.values import checked_values

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    tables = {
        "series": [{"series_id": "unafei", "activity_id": "unafei-programme", "name": "UNAFEI"}],
        "activities": [
            {"activity_id": "unafei-programme", "series_id": "unafei"},
            {"activity_id": "gg-seminar"},
        ],
    }
    with memory_snapshot(tables) as opened:
        yield opened


def ask(snapshot: Snapshot, name: str, by: tuple[str, ...] = (), **where: str) -> Request:
    return check_request(figure_named(name), snapshot, by, where, None)


def test_an_unknown_figure_names_its_neighbours() -> None:
    with pytest.raises(NotFoundError, match="graduates_count"):
        figure_named("graduate_count")


def test_an_unknown_dimension_lists_what_is_allowed(snapshot: Snapshot) -> None:
    with pytest.raises(InputError) as raised:
        ask(snapshot, "documents_count", by=("colour",))
    assert raised.value.do == "It takes by: document, edition_year, language, publisher."


def test_an_unknown_where_key_lists_what_is_allowed(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="edition_year, language, publisher"):
        ask(snapshot, "documents_count", colour="red")


def test_an_unknown_id_names_its_neighbours(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="Did you mean unafei"):
        ask(snapshot, "graduates_count", series="unafeii")


def test_an_unknown_code_names_its_neighbours(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="training_course"):
        ask(snapshot, "activities_count", kind="trainingcourse")


def test_the_activity_of_a_series_stands_for_it(snapshot: Snapshot) -> None:
    request = ask(snapshot, "graduates_count", series="unafei-programme")
    assert request.values("series") == ("unafei",)


def test_a_number_must_be_one(snapshot: Snapshot) -> None:
    assert checked_values(snapshot, "year", "2021") == (2021,)
    with pytest.raises(InputError, match="whole number"):
        checked_values(snapshot, "year", "FY2021")


def test_a_date_is_kept_as_stated(snapshot: Snapshot) -> None:
    assert checked_values(snapshot, "from", "FY2021") == ("FY2021",)
    with pytest.raises(InputError, match="is not a date"):
        checked_values(snapshot, "from", "last year")


def test_several_values_keep_their_order_without_repeats(snapshot: Snapshot) -> None:
    found = checked_values(snapshot, "activity", ["unafei-programme", "gg-seminar", "gg-seminar"])
    assert found == ("unafei-programme", "gg-seminar")
    with pytest.raises(InputError, match="has no value"):
        checked_values(snapshot, "activity", [])


def test_one_value_is_asked_of_an_option(snapshot: Snapshot) -> None:
    request = Request((), (), {"rates": ("a", "b")}, None)
    with pytest.raises(InputError, match="takes one value, not 2"):
        request.one("rates")


def test_the_plain_form_is_canonical(snapshot: Snapshot) -> None:
    figure = figure_named("activities_count")
    where = {"theme": ["drugs"], "kind": "grant"}
    request = check_request(figure, snapshot, ["kind", "theme", "kind"], where, None)
    assert request.as_dict() == {
        "by": ["kind", "theme"],
        "where": {"kind": ["grant"], "theme": ["drugs"]},
        "as_of": None,
    }


def test_a_required_date_is_asked_for(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="--as-of"):
        run_figure(snapshot, "pledges_ending_count")


def test_a_code_in_the_wrong_case_names_the_right_one(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="Did you mean training_course"):
        ask(snapshot, "activities_count", kind="TRAINING_COURSE")


_PLACES = [
    {"place_code": "VN", "name_en": "Viet Nam", "name_ja": "ベトナム", "iso3_code": "VNM"},
    {"place_code": "KH", "name_en": "Cambodia", "name_ja": "カンボジア", "iso3_code": "KHM"},
]


@pytest.mark.parametrize(
    ("country", "hint"),
    [
        ("Vietnam", "Did you mean VN (Viet Nam)?"),
        ("viet nam", "Did you mean VN (Viet Nam)?"),
        ("ベトナム", "Did you mean VN (Viet Nam)?"),
        ("VNM", "Did you mean VN (Viet Nam)?"),
        ("vn", "Did you mean VN (Viet Nam)?"),
        ("Kambodja", "Did you mean KH (Cambodia)?"),
        ("xxxxxxxx", "Its values are the ids of the table places: docs/reference/tables.md."),
    ],
)
def test_a_place_is_suggested_by_its_name(country: str, hint: str) -> None:
    with memory_snapshot({"places": _PLACES}) as held, pytest.raises(InputError) as refused:
        checked_values(held, "country", country)
    assert refused.value.do == hint


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("kind", "training course", "Did you mean training_course (Training course)?"),
        ("kind", "zzzzzzzz", "The codes are in docs/reference/kinds.md."),
        ("oda_decision", "zzzzzzzz", "The codes are in docs/reference/terms.md, oda_decision."),
        ("language", "Japanese", "Did you mean ja (Japanese)?"),
    ],
)
def test_a_code_is_suggested_by_its_name_and_else_its_page(
    snapshot: Snapshot, key: str, value: str, hint: str
) -> None:
    with pytest.raises(InputError) as refused:
        checked_values(snapshot, key, value)
    assert refused.value.do == hint
    page = hint.partition("docs/reference/")[2].partition(".md")[0]
    assert not page or (ROOT / "docs" / "reference" / f"{page}.md").is_file()


def test_a_published_list_is_named_with_its_edition(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match=r"Use a code of the published list Sector \(IATI") as one:
        checked_values(snapshot, "purpose", "zzzzzzzz")
    assert "See the list" not in str(one.value)
