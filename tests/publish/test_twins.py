"""The twin of a table: named columns, raw values, and ids beside what a page only links."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.publish import cells
from tomoni.publish.cells import Cell, Json
from tomoni.publish.twins import twin_of_page, twin_of_table


def _table(rows: list[list[Cell]]) -> Json:
    heads = [
        cells.column("activity", Label("Activity", "案件")),
        cells.column("countries", Label("Countries", "国")),
        cells.column("value", Label("Value", "値"), is_number=True),
    ]
    return cells.table("drawn", Label("Drawn", "表"), heads, rows)


ROWS: list[list[Cell]] = [
    [
        cells.link("activity", "school", "The school"),
        {
            "t": "list",
            "items": [cells.link("country", code, code.lower()) for code in ("KH", "LA")],
            "shown": 1,
        },
        cells.number("6100", "claim.c", unit="person", qualifier="more_than", low="6100"),
    ],
    [cells.link("activity", "talks", "Talks"), None, cells.number("2", "claim.d", unit="person")],
]


def test_rows_have_named_columns_raw_values_and_ids() -> None:
    made = twin_of_table(_table(ROWS))
    assert made["columns"] == [
        "activity", "activity_id", "countries", "countries_id",
        "value", "value_qualifier", "value_low", "value_unit", "value_proof",
    ]  # fmt: skip
    assert made["rows"][0] == {
        "activity": "The school",
        "activity_id": "school",
        "countries": "kh; la",
        "countries_id": "KH; LA",
        "value": "6100",
        "value_qualifier": "more_than",
        "value_low": "6100",
        "value_unit": "person",
        "value_proof": "claim.c",
    }
    assert made["rows"][1]["value_qualifier"] == "exact"
    assert made["rows"][1]["countries_id"] is None, "what is not stated is null, never empty text"


def test_numbers_in_a_row_of_values_keep_their_hedges_and_order() -> None:
    heads = [cells.column("values", Label("Values", "値"))]
    values = {
        "t": "list",
        "items": [
            cells.number("5300", "claim.a", qualifier="more_than"),
            cells.number("6000", "claim.b", high="6100"),
        ],
    }
    [row] = twin_of_table(cells.table("t", Label("T", "表"), heads, [[values]]))["rows"]
    assert row == {
        "values": "5300; 6000",
        "values_qualifier": "more_than; exact",
        "values_high": "; 6100",
        "values_proof": "claim.a; claim.b",
    }


def test_a_cut_table_says_how_many_rows_there_are() -> None:
    table = _table(ROWS)
    assert "total" not in twin_of_table(table)
    table["cut"] = 90
    assert twin_of_table(table)["total"] == 90


def test_a_page_keeps_its_facts_and_loses_its_drawing() -> None:
    page = {"title": "T", "map": {"tiles": []}, "tables": {"drawn": _table(ROWS)}}
    made = twin_of_page(page, "ja")
    assert made["title"] == "T"
    assert "map" not in made
    assert made["tables"]["drawn"]["rows"][0]["value"] == "6100"
    assert made["tables"]["drawn"]["title"] == "表"
