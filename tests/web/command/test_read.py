"""`tomoni read`: files into lines, errors beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tomoni.rules.quantities import Quantity
from tomoni.web.command.__main__ import run
from tomoni.web.command.read import plain_number

FIELDS = (
    "document page section start end text value kind unit currency qualifier as_of period_start "
    "period_end measure population countries organisations frameworks activity confidence reasons"
)
TEXT = """# Courts

In 2018, more than 20 judges from Kenya met. It cost US$ 15.53 million, or 0.5 %.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_each_line_is_one_proposal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(file), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(row) == FIELDS.split() for row in rows)
    assert [row["value"] for row in rows] == [2018, 20, 15_530_000, 0.5]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    judges = rows[1]
    assert judges["document"] == "a.md"
    assert (judges["page"], judges["section"]) == (None, "Courts")
    assert (judges["unit"], judges["currency"], judges["qualifier"]) == (
        "person",
        None,
        "more_than",
    )
    assert judges["countries"] == ["KE"]
    assert judges["as_of"] == "2018"
    assert 0 < judges["confidence"] < 1


def test_amounts_are_written_digit_by_digit(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", str(file), "--json"])
    assert '"value": 15530000,' in capsys.readouterr().out
    assert plain_number(Quantity(10**17, 0)) == "1" + "0" * 17
    assert plain_number(Quantity(1550, -2)) == "15.5"
    assert plain_number(Quantity(3, 2)) == "300"


def test_roles_come_when_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", str(file), "--json", "--roles"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (role,) = (row for row in rows if row["kind"] == "role")
    assert (role["measure"], role["countries"], role["value"]) == ("participant", ["KE"], None)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_one_bad_file_does_not_stop_the_others(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.7")
    assert (
        run(["read", str(broken), str(file), str(tmp_path / "none.txt"), "--jobs", "2", "--json"])
        == 4
    )
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 4
    assert "b.pdf" in printed.err
    assert "none.txt" in printed.err


def test_a_file_that_is_not_there_is_an_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none.txt")
    assert run(["read", missing]) == 4
    assert f"Error: {missing}: There is no such file.\nCheck the path.\n" in capsys.readouterr().err


def test_people_get_a_table(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "US$ 15.53 million" in printed
    assert "4 proposals" in printed
