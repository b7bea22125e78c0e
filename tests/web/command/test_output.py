"""Results on standard output, all else on standard error; tables that align."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tomoni.web.command.output import (
    WIDEST_CELL,
    PhaseBar,
    as_json_text,
    emit,
    say,
    shortened,
    table,
    width,
)


def test_a_table_aligns_and_shows_unknown_as_a_dash() -> None:
    assert table(("Name", "Persons"), [("Training", 6100), ("修了者", None)], right="lr") == [
        "Name      Persons",
        "────────  ───────",
        "Training     6100",
        "修了者          –",
    ]


def test_zero_is_not_unknown() -> None:
    assert table(("N",), [(0,), ("",)])[2:] == ["0", ""]


def test_japanese_characters_take_two_columns() -> None:
    assert width("約6人") == 5


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("short", 10, "short"),
        ("two\n lines", 20, "two lines"),
        ("exactly ten", 11, "exactly ten"),
        ("eleven chars", 11, "eleven cha…"),
        ("国際協力機構", 6, "国際…"),
    ],
)
def test_long_cells_are_cut(text: str, columns: int, short: str) -> None:
    assert shortened(text, columns) == short
    assert width(short) <= columns


def test_no_cell_is_wider_than_the_widest() -> None:
    assert max(map(width, table(("A",), [("x" * 500,)]))) == WIDEST_CELL


def test_json_keeps_japanese_and_writes_dates_and_decimals_as_text() -> None:
    assert as_json_text({"a": "修了", "b": date(2021, 4, 1), "c": Decimal("1.50")}) == (
        '{\n  "a": "修了",\n  "b": "2021-04-01",\n  "c": "1.50"\n}'
    )


def test_json_refuses_what_has_no_form() -> None:
    with pytest.raises(TypeError):
        as_json_text({"a": b"bytes"})


def test_emit_prints_one_form(capsys: pytest.CaptureFixture[str]) -> None:
    emit({"n": 1}, True, lambda: ["text"])
    emit({"n": 1}, False, lambda: ["text"])
    say("message")
    captured = capsys.readouterr()
    assert captured.out == '{\n  "n": 1\n}\ntext\n'
    assert captured.err == "message\n"


def test_progress_never_touches_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with PhaseBar() as progress:
        progress("reading", 1, 2)
        progress("writing", 2, 2)
    assert capsys.readouterr().out == ""
