"""What differs between two lakes, record by record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exchange.iati.lake.drawn_lakes import activity, draw_run
from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.compare import RecordDifference, compare


def compared(path: Path, old: Sequence[str], new: Sequence[str]) -> list[RecordDifference]:
    draw_run(path / "old", {"a.xml": old})
    draw_run(path / "new", {"other.xml": new})
    with open_lake(path / "old") as one, open_lake(path / "new") as other:
        return list(compare(one, other))


def test_records_are_matched_by_identifier(tmp_path: Path) -> None:
    changed = activity("B", "<activity-status code='2'/>")
    old = [activity("A"), changed, activity("C")]
    new = [activity("D"), changed.replace("'2'", "'4'"), activity("A")]
    found = compared(tmp_path, old, new)
    assert [(one.identifier, one.kind) for one in found] == [
        ("D", "added"),
        ("B", "changed"),
        ("C", "removed"),
    ]
    (change,) = found[1].changes
    assert (change.path, change.old, change.new) == ("activity-status/@code", "2", "4")


def test_another_layout_is_no_change(tmp_path: Path) -> None:
    found = compared(tmp_path, [activity("A")], [activity("A", "\n <!-- new -->")])
    assert [(one.identifier, one.kind, one.changes) for one in found] == [("A", "layout", ())]


def test_one_identifier_borne_twice_is_paired_in_order(tmp_path: Path) -> None:
    old = [activity("A", "<budget type='1'/>"), activity("A", "<budget type='2'/>")]
    new = [activity("A", "<budget type='1' status='1'/>"), old[1], activity("A", "<title/>")]
    found = compared(tmp_path, old, new)
    assert [(one.kind, [c.path for c in one.changes]) for one in found] == [
        ("changed", ["budget/@status"]),
        ("added", []),
    ]


def test_records_without_an_identifier_are_never_matched(tmp_path: Path) -> None:
    found = compared(tmp_path, [activity("", "<title/>")], [activity("", "<budget/>")])
    assert [(one.identifier, one.kind) for one in found] == [(None, "added"), (None, "removed")]


def test_two_runs_of_one_lake(tmp_path: Path) -> None:
    draw_run(tmp_path, {"a.xml": [activity("A"), activity("B")]})
    draw_run(tmp_path, {"a.xml": [activity("A", "<title/>"), activity("B")]})
    with open_lake(tmp_path, run=1) as old, open_lake(tmp_path) as new:
        (one,) = compare(old, new)
    assert (one.kind, one.old, one.new, one.changes[0].path) == ("changed", 1, 3, "title")
