"""Person-days are those that are drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spec.drawn import drawn_rows
from tomoni.rules.courses.person_days import (
    DaysPresent,
    SessionOfDay,
    days_present,
    person_days,
)

DAYS = (("first day", date(2026, 6, 1)), ("second day", date(2026, 6, 2)))
TEXT = (Path(__file__).parent / "person_days.md").read_text(encoding="utf-8")
ROWS = drawn_rows("\n".join(line for line in TEXT.splitlines() if line.startswith("|")))


def sessions(row: dict[str, str]) -> list[SessionOfDay]:
    found = []
    for name, day in DAYS:
        for cell in row[name].split():
            attended, held = cell.split("/")
            found.append(SessionOfDay(day, int(held), None if attended == "?" else int(attended)))
    return found


def answer(row: dict[str, str]) -> DaysPresent:
    return DaysPresent(int(row["days counted"]), int(row["days unknown"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["participant"])
def test_each_participant_counts_as_drawn(row: dict[str, str]) -> None:
    assert days_present(sessions(row)) == answer(row)


def test_all_of_them_together() -> None:
    answers = [answer(row) for row in ROWS]
    assert person_days(sessions(row) for row in ROWS) == DaysPresent(
        sum(one.counted for one in answers), sum(one.unknown for one in answers)
    )
