"""The converter of the shipped portfolio: stated rules, and no text of the documents."""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parents[1] / "tools"


@pytest.fixture(scope="module")
def convert_seed() -> Any:
    sys.path.insert(0, str(TOOLS))
    try:
        return import_module("convert_seed")
    finally:
        sys.path.remove(str(TOOLS))


@pytest.mark.parametrize(
    ("metric", "as_of", "period_start", "scope", "accumulation"),
    [
        ("graduates", "2022-12", None, None, "cumulative"),
        ("participants", "2021-12", None, None, "flow"),
        ("participants", None, None, "Officials up to the profile.", "cumulative"),
        ("amount_contributed", "2018", None, None, "flow"),
        ("amount_contributed", None, None, "Running total up to the edition.", "cumulative"),
        ("amount_disbursed", None, "2007", None, "cumulative"),
        ("member_countries", "2018-05", None, None, "level"),
        ("persons_trained", None, None, "In the past two years.", "cumulative"),
        ("amount_pledged", None, "2016", None, "none"),
        ("first_year", None, None, None, "none"),
    ],
)
def test_how_a_figure_accumulates_follows_the_rules(
    convert_seed: Any,
    metric: str,
    as_of: str | None,
    period_start: str | None,
    scope: str | None,
    accumulation: str,
) -> None:
    assert convert_seed.accumulation(metric, as_of, period_start, scope) == accumulation


def test_an_undated_quantity_without_a_start_needs_a_decision(convert_seed: Any) -> None:
    with pytest.raises(ValueError, match="no rule"):
        convert_seed.accumulation("participants", None, None, None)


def _edition(activity_id: str, year: int, number: int | None) -> dict[str, Any]:
    return {
        "id": activity_id,
        "parent_activity": "gg-seminar",
        "start": f"{year}",
        "end": None,
        "editions": [{"year": f"{year}", "number": number}] if number else [],
    }


@pytest.mark.parametrize(
    ("printed", "first_year", "a_year", "number"),
    [
        (15, "2007", 1, (12, "inferred")),
        (14, "2007", 1, (None, None)),  # a printed number does not fit the count
        (15, None, 1, (None, None)),  # the first year is in dispute
        (15, "2007", None, (None, None)),  # how often is not stated
    ],
)
def test_a_number_is_inferred_only_where_everything_printed_fits(
    convert_seed: Any,
    printed: int,
    first_year: str | None,
    a_year: int | None,
    number: tuple[int | None, str | None],
) -> None:
    rows = [_edition("gg-seminar-15", 2021, printed), _edition("gg-seminar-2018", 2018, None)]
    series = {
        "series_id": "gg-seminar",
        "activity_id": "gg-seminar",
        "first_year_stated": first_year,
        "editions_per_year": a_year,
    }
    later, earlier = convert_seed.editions(rows, [series])
    assert (later["number"], later["number_basis_code"]) == (printed, "stated")
    assert (earlier["number"], earlier["number_basis_code"]) == number


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2018-05-19", "2018-05-25", "2018-05"),
        ("2021-10", "2021-12", "2021"),
        ("2021-12", None, "2021-12"),
    ],
)
def test_an_edition_was_held_in_what_holds_both_its_ends(
    convert_seed: Any, start: str, end: str | None, held: str
) -> None:
    assert convert_seed._held({"start": start, "end": end}) == held


def test_nine_words_of_a_text_in_a_row_are_found(
    convert_seed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "In that year the institute held a course for twenty officials of the region."
    (tmp_path / "report.txt").write_text(text)
    monkeypatch.setattr(convert_seed, "SECTIONS", ())
    document = {"document_id": "report", "sha256": sha256(text.encode()).hexdigest()}

    def check(summary: str) -> None:
        rows = {"documents": [document], "activities": [{"summary": summary}]}
        convert_seed.check_against_documents(rows, tmp_path)

    check("The institute held a course for twenty officials.")
    with pytest.raises(SystemExit, match="a run of the source"):
        check("That the institute held a course for twenty officials of the region is known.")
