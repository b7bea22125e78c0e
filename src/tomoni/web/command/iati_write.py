"""`tomoni iati write`: our own activities as files of the standard, or those of a lake again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings

from .output import emit, json_option, table
from .store import SHORT, chosen_snapshot

if TYPE_CHECKING:
    from tomoni.exchange.iati.write.lossless import WrittenBack
    from tomoni.publish.iati.conversions import Converting
    from tomoni.publish.iati.export import IatiExport

MOST_ROWS = 20
NOT_ALL = 1


@click.command("write")
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory of the files: new, empty, or an earlier one of ours.",
)
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Public snapshot: a directory, or an id of this instance. Default: the latest public.",
)
@click.option(
    "--lake",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the files that were read into this lake as they were published.",
)
@click.option(
    "--convert",
    "currency",
    metavar="CURRENCY",
    help="Also write conversions.csv: each transaction in this currency, with rate and source.",
)
@json_option
def command(
    out: Path, snapshot: str | None, lake: Path | None, currency: str | None, as_json: bool
) -> int:
    """Write the activities that are cleared for release as files of IATI 2.03.

    DIR then holds activities.xml (and further ones beyond 50 MB), organisation.xml, left-out.csv
    (what the standard cannot hold, or requires and nobody has stated, record by record) and
    manifest.json. The files are checked by the standard's schema and rules, and none is left that
    has an error. TOMONI_IATI_ORGANISATION_IDENTIFIER says who publishes.

    With --lake, DIR gets the files of a lake's latest run, byte for byte; those in another encoding
    come out as UTF-8, element for element. A file that the lake does not hold whole (an activity of
    more than 16 MB is not kept, or nothing could be read) is listed with its reason instead,
    and the command ends with exit code 1.
    """
    if lake is not None:
        if snapshot is not None or currency is not None:
            raise InputError(
                "--lake goes with neither --snapshot nor --convert.", do="Write them one by one."
            )
        written = _write_back(lake, out)
        emit(_back_as_dict(written, out), as_json, lambda: _back_text(written, out))
        return NOT_ALL if any(one.path is None for one in written) else 0
    settings = Settings()
    path = chosen_snapshot(settings, snapshot, tier="public")
    export, snapshot_id = _write_own(settings, path, out, currency)
    emit(_as_dict(export, snapshot_id), as_json, lambda: _text(export, snapshot_id))
    return 0


def _write_own(
    settings: Settings, path: Path, out: Path, currency: str | None
) -> tuple[IatiExport, str]:
    from tomoni.exchange.snapshot import open_snapshot
    from tomoni.publish.iati.export import write_iati
    from tomoni.publish.iati.options import IatiOptions

    options = IatiOptions.from_settings(settings)
    converting = None if currency is None else _converting(settings, currency)
    with open_snapshot(path, engine=settings.text("TOMONI_ENGINE")) as opened:
        return write_iati(opened, out, options, converting=converting), opened.id


def _converting(settings: Settings, currency: str) -> Converting:
    from tomoni.catalogue.own_tables import rate_tables
    from tomoni.publish.iati.conversions import Converting

    return Converting(currency, rate_tables(settings)[settings.text("TOMONI_RATE_TABLE")])


def _write_back(lake: Path, out: Path) -> list[WrittenBack]:
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.exchange.iati.write.lossless import write_back

    with open_lake(lake) as opened:
        return write_back(opened, out)


def _as_dict(export: IatiExport, snapshot_id: str) -> dict[str, object]:
    return {
        "snapshot": snapshot_id,
        "directory": str(export.directory),
        "files": list(export.files),
        "activities": export.activities,
        "activities_left_out": export.activities_left_out,
        "left_out": [
            {
                "activity": note.activity_id,
                "left_out": "activity" if note.is_whole else "part",
                "element": note.element or None,
                "record": note.record_id or None,
                "reason": note.reason,
                "why": note.why(),
                "do": note.what_to_do() or None,
            }
            for note in export.left_out
        ],
    }


def _text(export: IatiExport, snapshot_id: str) -> Iterator[str]:
    yield f"Files of snapshot {snapshot_id[:SHORT]} are in {export.directory}:"
    yield from (f"  {name}" for name in export.files)
    yield ""
    yield f"Activities written: {export.activities}. Left out: {export.activities_left_out}."
    for is_whole, heading in ((True, "Why activities are left out"), (False, "Left out in others")):
        reasons = Counter(note.reason for note in export.left_out if note.is_whole is is_whole)
        if reasons:
            yield ""
            yield from table((heading, "Times"), _by_number(reasons), right=" r")
    if export.left_out:
        yield ""
        yield f"Each by record: {export.directory / 'left-out.csv'}"


def _by_number(reasons: Counter[str]) -> list[tuple[str, int]]:
    ordered = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    return [(reason.replace("_", " "), times) for reason, times in ordered]


def _back_as_dict(written: Sequence[WrittenBack], out: Path) -> dict[str, object]:
    return {
        "directory": str(out),
        "files": [
            {
                "file": one.name,
                "written": None if one.path is None else one.path.name,
                "records": one.records,
                "identical": one.is_identical,
                "reason": None if one.path is not None else _sameness(one),
            }
            for one in written
        ],
    }


def _back_text(written: Sequence[WrittenBack], out: Path) -> Iterator[str]:
    same = sum(one.is_identical for one in written)
    found = sum(one.path is not None for one in written)
    yield f"Files written to {out}: {found}, of which byte for byte as published: {same}."
    # What is not written comes first: no other row says that something is lost.
    others = sorted(
        (one for one in written if not one.is_identical), key=lambda one: one.path is not None
    )
    if others:
        rows = (
            (one.name, one.path and one.path.name, _sameness(one)) for one in others[:MOST_ROWS]
        )
        yield ""
        yield from table(("Read from", "Written as", "The same"), rows)
    if len(others) > MOST_ROWS:
        yield f"And {len(others) - MOST_ROWS} more: --json names them."


def _sameness(one: WrittenBack) -> str:
    if one.path is not None:
        return "every element, in UTF-8"
    if one.missing is None:
        return "nothing: it could not be read"
    return (
        f"not written: {one.missing:,} bytes are not in the lake, which keeps no activity of more "
        "than 16 MB; take the file from its source"
    )
