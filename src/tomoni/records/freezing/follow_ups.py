"""Reports on action plans as rows of a snapshot: one per report that falls due, and their counts.

A report falls due for everybody who completed an edition that asks for action plans. What was made
for demonstration is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tomoni.rules.courses.counting import COMPLETED, COUNTED_ROLES
from tomoni.rules.courses.follow_up import REPORT_MONTHS, is_settled, months_after
from tomoni.rules.courses.follow_up_counts import Counts, Due, Reported, counts_of

from .ledger import Column, Ledger
from .people_masks import GroupRecord, masked_group
from .people_record import RecordWriter, keep_record, read_record, record_path

FOLLOW_UP_TABLES: tuple[str, ...] = ("follow_ups", "follow_up_counts")
Row = dict[str, Any]
_SEPARATOR = "\x1f"


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _achieved(report: str) -> str:
    return (
        "(SELECT count(*) FROM records_milestone_progress AS progress "
        f"WHERE progress.report_id = {report}.id AND progress.progress_code = 'achieved')"
    )


_COLUMNS = (
    Column("participation_id", "text", "line.public_id"),
    Column("edition_id", "text", "edition.public_id"),
    Column("series_id", "text", "series.public_id"),
    Column("activity_id", "text", "activity.public_id"),
    Column("held_first", "date", "edition.held_first"),
    Column("held_last", "date", "edition.held_last"),
    Column("country_code", "text", "line.country_code"),
    Column("profession_code", "text", "line.profession_code"),
    Column("last_day", "date", "course.last_day"),
    Column("state_code", "text", "course.state_code"),
    Column("milestones", "integer",
           "(SELECT count(*) FROM records_milestone AS one WHERE one.plan_id = plan.id)"),
    *(
        column
        for months in REPORT_MONTHS
        for column in (
            Column(f"is_reported_{months}", "boolean", f"report_{months}.id IS NOT NULL"),
            Column(f"is_verified_{months}", "boolean", f"report_{months}.verified_at IS NOT NULL"),
            Column(f"achieved_{months}", "integer", _achieved(f"report_{months}")),
        )
    ),
)  # fmt: skip
_REPORTS = "\n".join(
    f"LEFT JOIN records_follow_up_report AS report_{months} ON report_{months}.plan_id = plan.id"
    f" AND report_{months}.months = {months} AND report_{months}.sent_at IS NOT NULL"
    for months in REPORT_MONTHS
)
_SOURCE = f"""FROM records_participation AS line
JOIN records_edition AS edition ON edition.id = line.edition_id
JOIN records_series AS series ON series.id = edition.series_id
JOIN records_activity AS activity ON activity.id = edition.activity_id
JOIN records_course_edition AS course ON course.edition_id = edition.id
JOIN records_follow_up_scheme AS scheme ON scheme.course_id = course.id
LEFT JOIN records_action_plan AS plan ON plan.participation_id = line.id
{_REPORTS}
WHERE NOT line.is_synthetic AND NOT activity.is_synthetic AND NOT course.is_synthetic
  AND course.last_day IS NOT NULL AND line.state_code IN ({_listed(COMPLETED)})
  AND line.role_code IN ({_listed(COUNTED_ROLES)})"""


class FollowUps:
    """The reports that fall due, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def _read(self) -> list[Row]:
        return list(self._ledger.rows(_COLUMNS, _SOURCE).to_pylist())

    @cached_property
    def rows(self) -> list[Row]:
        """One row per report that falls due, as the contract has them."""
        return [_row(row, months) for row in self._read for months in REPORT_MONTHS]

    @cached_property
    def _settled(self) -> frozenset[str]:
        """Editions whose follow-up is recorded."""
        return frozenset(row["edition_id"] for row in self._read if is_settled(row["state_code"]))

    def due(self, editions: Collection[str] | None = None) -> list[Due]:
        """Return the reports as counts see them; of some editions, or of all (None)."""
        return [
            Due(
                row["series_id"], row["edition_id"], row["country_code"], row["months"],
                row["is_reported"], row["edition_id"] in self._settled,
            )
            for row in self.rows
            if editions is None or row["edition_id"] in editions
        ]  # fmt: skip

    def exact(self) -> list[Row]:
        """Return all counts, as the contract has them."""
        return count_rows(counts_of(self.due()))


def count_rows(counts: Counts) -> list[Row]:
    """Return counts as the contract has them."""
    return [
        {
            "follow_up_count_id": f"{series}--{months}--{axis}--{code}",
            "series_id": series,
            "months": months,
            "axis_code": axis,
            "edition_id" if axis == "edition" else "country_code": code,
            "due": one.due,
            "reported": one.reported,
        }
        for (series, months, axis), own in counts.items()
        for code, one in own.items()
    ]


class PublishedFollowUps:
    """What a public snapshot says of reports: editions that are held, and nothing of few people."""

    def __init__(
        self,
        follow_ups: FollowUps,
        editions: Collection[str],
        threshold: int,
        snapshots_dir: Path,
        previous: str | None,
        scratch: Path,
    ) -> None:
        self._snapshots_dir = snapshots_dir
        self._file = scratch
        before = _records_before(snapshots_dir, previous)
        exact = counts_of(follow_ups.due(editions))
        records: dict[str, GroupRecord] = {}
        self._shown: dict[tuple[str, int, str], dict[str, Reported]] = {}
        for key, own in exact.items():
            made = _masked(key, own, before, threshold)
            records |= {record.group: record for record in made}
            self._shown[key] = _shown(own, made, threshold)
        writer = RecordWriter(scratch)
        for name in sorted({*before, *records}):
            writer.add(records.get(name) or before[name])
        writer.close()

    def rows(self) -> list[Row]:
        """Return the rows of ``follow_up_counts``: no row for what is hidden."""
        return count_rows(self._shown)

    def keep(self, snapshot_id: str) -> None:
        """Keep the record for the next public freeze."""
        keep_record(self._file, record_path(self._snapshots_dir, _record_name(snapshot_id)))


def _masked(
    key: tuple[str, int, str],
    own: dict[str, Reported],
    before: dict[str, GroupRecord],
    threshold: int,
) -> list[GroupRecord]:
    """Mask the list of reports that were sent, and that of those that were not."""
    series, months, axis = key
    made = []
    for part, counts in (
        ("reported", {code: one.reported for code, one in own.items()}),
        ("unreported", {code: one.unreported for code, one in own.items()}),
    ):
        name = _SEPARATOR.join((series, str(months), axis, part))
        made.append(masked_group(name, counts, before.get(name), threshold))
    return made


def _shown(
    own: dict[str, Reported], made: Iterable[GroupRecord], threshold: int
) -> dict[str, Reported]:
    """Return what neither list hides; where a total is hidden, nothing is shown."""
    records = list(made)
    if any(record.is_total_hidden for record in records):
        return {}
    hidden = {code for record in records for code in record.hidden}
    return {
        code: one for code, one in own.items() if code not in hidden and not one.is_small(threshold)
    }


def _record_name(snapshot_id: str) -> str:
    return f"{snapshot_id}.follow-ups"


def _records_before(snapshots_dir: Path, previous: str | None) -> dict[str, GroupRecord]:
    """Return the lists of the public snapshot before; none where it had none."""
    if previous is None or not record_path(snapshots_dir, _record_name(previous)).is_file():
        return {}
    return {one.group: one for one in read_record(snapshots_dir, _record_name(previous))}


def _row(row: Row, months: int) -> Row:
    first, last = row["held_first"], row["held_last"]
    year = first.year if first is not None and first.year == last.year else None
    is_reported = bool(row[f"is_reported_{months}"])
    named = ("participation_id", "edition_id", "series_id", "activity_id", "country_code",
             "profession_code")  # fmt: skip
    return {
        **{name: row[name] for name in named},
        "follow_up_id": f"{row['participation_id']}--{months}",
        "year": year,
        "months": months,
        "due_on": months_after(row["last_day"], months),
        "is_reported": is_reported,
        "is_verified": is_reported and bool(row[f"is_verified_{months}"]),
        "milestones": row["milestones"] if is_reported else None,
        "milestones_achieved": row[f"achieved_{months}"] if is_reported else None,
    }
