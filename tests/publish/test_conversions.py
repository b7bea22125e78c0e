"""The converted amount says what it left out and why, and a refusal stands in its place."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from tomoni.exchange.snapshot import memory_snapshot
from tomoni.publish.conversions import conversions_table
from tomoni.publish.page_figures import PageFigures
from tomoni.publish.pages_changes import COMPARED, edition_pairs
from tomoni.publish.proof_notes import left_out
from tomoni.publish.source import Source


def _money(measure: str, quantity: int) -> dict[str, object]:
    return {
        "activity_id": "a", "measure_code": measure, "unit_code": "currency",
        "currency_code": "USD", "quantity": quantity, "exponent": 0,
        "low_quantity": quantity, "high_quantity": quantity, "qualifier_code": "exact",
    }  # fmt: skip


def _year(prefix: str, year: int) -> dict[str, object]:
    return {
        f"{prefix}_stated": str(year),
        f"{prefix}_first": date(year, 1, 1),
        f"{prefix}_last": date(year, 12, 31),
        f"{prefix}_precision_code": "calendar_year",
    }


def _build(tables: dict[str, list[dict[str, object]]]) -> Any:
    snapshot = memory_snapshot(tables)
    source = Source(snapshot)
    return SimpleNamespace(source=source, figures=PageFigures(snapshot, source))


def _drawn() -> Any:
    observed = {"is_active": True, **_year("cutoff", 2021)}
    return _build(
        {
            "activities": [{"activity_id": "a", "is_top_level": True}],
            "entries": [
                {"entry_id": "e", "counting_level_code": "origin", "calendar_year": 2018,
                 **_money("amount_contributed", 100), **_year("date", 2018)},
            ],
            "observations": [
                {"observation_id": "o", **observed, **_money("amount_contributed", 900)},
                {"observation_id": "p", **observed, **_money("amount_disbursed", 500)},
            ],
        }
    )  # fmt: skip


def test_totals_to_date_are_left_out_with_the_reason() -> None:
    build = _drawn()
    table = conversions_table(build)
    assert table is not None
    rows = {row[0]["code"]: row for row in table["rows"]}
    assert sorted(rows) == ["amount_contributed", "amount_disbursed"], "nothing recorded, no row"
    _, dollars, _, what, why = rows["amount_contributed"]
    assert dollars["value"] == "100.00"
    assert what["items"][0]["en"] == "1 total to date"
    assert why["items"][0]["en"].startswith("A cumulative total holds money of many years")
    assert why["items"][0]["ja"].startswith("累計")
    [proof] = [answer for answer in build.figures.asked if answer.rows][:1]
    [line] = left_out(proof.run)
    assert line["count"] == "1", "the proof of the amount says it too"


def test_a_refusal_stands_in_full() -> None:
    table = conversions_table(_drawn())
    assert table is not None
    [row] = [row for row in table["rows"] if row[0]["code"] == "amount_disbursed"]
    assert row[1] is None, "refused is not zero"
    assert row[3]["en"] == "refused"
    assert "cumulative total" in row[4]


def test_editions_that_cannot_be_compared_are_an_empty_comparison() -> None:
    """Two publishers: the figure refuses, and the pages go on without a comparison."""
    documents = [
        {"document_id": f"d{year}", "publisher": publisher, "edition_year": year}
        for year, publisher in ((2020, "One ministry"), (2021, "Another"))
    ]
    build = _build({"documents": documents})  # type: ignore[arg-type]
    assert list(edition_pairs(build)) == []
    answer = build.figures.ask(COMPARED, where={"earlier": "d2020", "later": "d2021"})
    assert answer.refusal
    assert answer.rows == []
