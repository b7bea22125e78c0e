"""What evaluations of editions come to, as rows of a snapshot: sums over the threshold, no answer.

Only closed instruments count, which never change again: two snapshots cannot be held against each
other to tell a later answer. An edition with too few pairs, or too few answers, has no row, in a
snapshot for ourselves, too; sums over a series are those of the editions that are shown. What was
made for demonstration is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import lcm
from typing import Any

from tomoni.rules.courses.learning import learning_of, shown_learning
from tomoni.rules.suppression import is_small

from .ledger import Column, Ledger

EVALUATION_TABLES: tuple[str, ...] = ("evaluation_counts", "learning_gains")
Row = dict[str, Any]

_OF_COURSE = """JOIN records_course_edition AS course ON course.id = instrument.course_id
JOIN records_edition AS edition ON edition.id = course.edition_id
JOIN records_series AS series ON series.id = edition.series_id
JOIN records_activity AS activity ON activity.id = edition.activity_id
WHERE NOT activity.is_synthetic AND NOT course.is_synthetic
  AND instrument.state_code = 'closed'"""
_EDITION = (
    Column("edition_id", "text", "edition.public_id"),
    Column("series_id", "text", "series.public_id"),
    Column("activity_id", "text", "activity.public_id"),
    Column("held_first", "date", "edition.held_first"),
    Column("held_last", "date", "edition.held_last"),
)
_INSTRUMENTS = (
    Column("evaluation_id", "text", "instrument.public_id"),
    *_EDITION,
    Column("instrument_kind_code", "text", "instrument.kind_code"),
    Column("evaluation_level", "integer", "instrument.level"),
    Column("evaluation_timing_code", "text", "instrument.timing_code"),
    Column("asked", "integer", "instrument.asked"),
    Column("answered", "integer", "instrument.answered"),
)
_POINTS = (
    *_EDITION,
    Column("timing", "text", "instrument.timing_code"),
    Column("pseudonym", "text", "response.pseudonym"),
    Column("points", "integer", "response.points"),
    Column("full_points", "integer", "version.full_points"),
)
# Nothing is told of a test while another one of the edition may still be answered.
_FROM_POINTS = f"""FROM records_evaluation_response AS response
JOIN records_instrument_version AS version ON version.id = response.version_id
JOIN records_instrument AS instrument ON instrument.id = response.instrument_id
{_OF_COURSE} AND instrument.kind_code = 'test' AND response.is_submitted
  AND NOT EXISTS (SELECT 1 FROM records_instrument AS other
    WHERE other.course_id = instrument.course_id AND other.kind_code = 'test'
      AND other.state_code NOT IN ('closed', 'withdrawn'))"""


class Evaluations:
    """The rows of the tables of evaluation, each read once. ``threshold`` 0 hides nothing."""

    def __init__(self, ledger: Ledger, threshold: int) -> None:
        self._ledger = ledger
        self._threshold = threshold

    def rows(self, name: str, editions: Collection[str] | None = None) -> Sequence[Row]:
        """Return the rows of a table; ``editions``: public ids of those held, None for all."""
        found = self._counts if name == "evaluation_counts" else self._gains
        return [row for row in found if editions is None or row["edition_id"] in editions]

    @cached_property
    def _counts(self) -> list[Row]:
        read = self._ledger.rows(
            _INSTRUMENTS, f"FROM records_instrument AS instrument {_OF_COURSE}"
        )
        return [
            {**_dated(row), "evaluation_level_code": str(row["evaluation_level"])}
            for row in read.to_pylist()
            if not any(is_small(row[name], self._threshold) for name in ("asked", "answered"))
        ]

    @cached_property
    def _gains(self) -> list[Row]:
        points: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        full: dict[tuple[str, str], int] = {}
        heads: dict[str, Row] = {}
        for row in self._ledger.rows(_POINTS, _FROM_POINTS).to_pylist():
            edition, timing = row["edition_id"], row["timing"]
            points[edition][timing][row["pseudonym"]] = row["points"]
            full[edition, timing] = row["full_points"]
            named = ("edition_id", "series_id", "activity_id", "year")
            heads[edition] = {name: _dated(row)[name] for name in named}
        found = (self._gain(heads[each], points[each], full) for each in sorted(points))
        return [row for row in found if row is not None]

    def _gain(
        self,
        head: Row,
        points: Mapping[str, Mapping[str, int]],
        full: Mapping[tuple[str, str], int],
    ) -> Row | None:
        edition = head["edition_id"]
        pre, post = points.get("pre", {}), points.get("post", {})
        if not pre or not post:
            return None
        sizes = full[edition, "pre"], full[edition, "post"]
        learning = shown_learning(learning_of(pre, sizes[0], post, sizes[1]), self._threshold)
        if learning is None:
            return None
        # Points of both tests on the scale that both divide.
        scale = lcm(*sizes)
        return {
            **head,
            "learning_gain_id": f"{edition}--learning",
            "pairs": learning.pairs,
            "pre_points": learning.pre_points * (scale // sizes[0]),
            "post_points": learning.post_points * (scale // sizes[1]),
            "full_points": scale,
        }


def _dated(row: Row) -> Row:
    """Put the calendar year of the edition beside its first and last day."""
    first, last = row["held_first"], row["held_last"]
    year = first.year if first is not None and first.year == last.year else None
    return {**row, "year": year}
