"""`tomoni iati import`: activities of files, or of a lake, into records; shown first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import InputError

from .ground import open_ledger
from .output import PhaseBar, emit, json_option, say, shortened, table

if TYPE_CHECKING:
    from tomoni.exchange.iati.bring.read import Bringing
    from tomoni.records.actions.imports.files import GivenFile
    from tomoni.records.models import ImportedFile, ImportLine

UNREADABLE, PUT_ASIDE = 2, 1
_SHOWN = 20
_POLICIES = ("as_stated", "equal_remainder", "in_proportion", "complete")


@dataclass(frozen=True, slots=True)
class _Given:
    """One file: how it is kept, and how its activities are read."""

    kept: GivenFile
    bringing: Bringing


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILES…", type=click.Path(path_type=Path))
@click.option(
    "--apply/--preview",
    "is_applied",
    default=False,
    help="Write it into the ledger, or only show what it becomes (the default).",
)
@click.option(
    "--mode",
    type=click.Choice(("add", "overwrite")),
    default="add",
    show_default=True,
    help="Leave activities that are there, or bring those that were imported to what FILES say.",
)
@click.option(
    "--shares",
    "policy",
    type=click.Choice(_POLICIES),
    default="as_stated",
    show_default=True,
    help="What happens to shares that are not stated.",
)
@click.option("--kind", help="Kind of activities whose codes do not tell. Default: put aside.")
@click.option("--theme", help="Theme of activities whose purpose does not tell.")
@json_option
def command(
    files: tuple[Path, ...],
    is_applied: bool,
    mode: str,
    policy: str,
    kind: str | None,
    theme: str | None,
    as_json: bool,
) -> int:
    """Bring activities of FILES (.xml, .gz, .zip, or the folder of a lake) into records.

    Activities of others name their publisher and never count in our own figures. What was assumed,
    such as a default currency, is said of each activity. Each file is applied whole or not at all,
    and again without harm. The previews are also at the desk, under IATI imports.

    Exit codes: 0 every activity is taken, 1 some are put aside, 2 a file cannot be read.
    """
    open_ledger()
    from tomoni.records.actions.imports.files import How

    how = How(mode, policy, kind, theme)
    done: list[ImportedFile] = []
    unreadable: list[InputError] = []
    with ExitStack() as stack, PhaseBar() as progress:
        for given in _given(files, stack, unreadable):
            done.append(_brought(given, how, is_applied, progress))
    for error in unreadable:
        say(f"Error: {error}")
    result = {
        "applied": is_applied,
        "files": [_as_dict(one) for one in done],
        "unreadable": [error.as_dict() for error in unreadable],
    }
    emit(result, as_json, lambda: _text(done, is_applied))
    if unreadable:
        return UNREADABLE
    return PUT_ASIDE if any(one.counts.get("quarantined") for one in done) else 0


def _given(
    paths: Sequence[Path], stack: ExitStack, unreadable: list[InputError]
) -> Iterator[_Given]:
    for path in paths:
        try:
            yield from _of_lake(path, stack) if path.is_dir() else _of_file(path)
        except InputError as error:
            unreadable.append(error)


def _of_file(path: Path) -> Iterator[_Given]:
    from tomoni.exchange.iati.bring.read import FileBringing
    from tomoni.exchange.iati.source import sources_in
    from tomoni.records.actions.imports.files import given_source

    for source in sources_in(path):
        yield _Given(given_source(source.name, source.blocks), FileBringing(source))


def _of_lake(path: Path, stack: ExitStack) -> Iterator[_Given]:
    from tomoni.exchange.iati.bring.read import LakeBringing
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.records.actions.imports.files import GivenFile

    lake = stack.enter_context(open_lake(path))
    for file in lake.files():
        if file.kind == "activities":
            size = sum(
                len(before) + len(source) for before, source in lake.sources_of(file.content)
            )
            kept = GivenFile(Path(file.name).name, file.sha256, max(size, 1), None)
            yield _Given(kept, LakeBringing(lake, file))


def _brought(given: _Given, how: object, is_applied: bool, progress: PhaseBar) -> ImportedFile:
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.imports.apply import apply_file
    from tomoni.records.actions.imports.files import How, give_file
    from tomoni.records.actions.imports.preview import preview_file

    assert isinstance(how, How)
    file = give_file(given.kept, how, by=SYSTEM)
    if not is_applied:
        return preview_file(file.public_id, given.bringing)

    def show(done: int) -> None:
        progress(given.kept.name, done, done)

    return apply_file(file.public_id, given.bringing, by=SYSTEM, progress=show)


def _as_dict(file: ImportedFile) -> dict[str, object]:
    return {
        "id": file.public_id,
        "file": file.name,
        "version": file.version,
        "state": file.state_code,
        "mode": file.mode_code,
        "shares": file.policy_code,
        "counts": dict(file.counts),
        "activities": [_line(one) for one in file.lines.order_by("number")],
    }


def _line(line: ImportLine) -> dict[str, object]:
    return {
        "number": line.number,
        "line": line.line,
        "identifier": line.identifier,
        "publisher": line.reporting_org_ref,
        "owner": line.owner_code,
        "outcome": line.outcome_code,
        "ledger_lines": line.entry_count,
        "reasons": [_note(one) for one in line.reasons],
        "notes": [_note(one) for one in line.notes],
    }


def _note(kept: Sequence[object]) -> dict[str, object]:
    from tomoni.catalogue.import_words import import_note

    code, parameters = kept
    assert isinstance(code, str)
    assert isinstance(parameters, Mapping)
    return {"code": code, "text": import_note(code, parameters)}


def _text(files: Sequence[ImportedFile], is_applied: bool) -> Iterator[str]:
    for file in files:
        counts = ", ".join(f"{outcome} {count}" for outcome, count in file.counts.items())
        yield f"{file.name} (IATI {file.version}): {counts or 'no activities'}"
        rows = list(file.lines.order_by("number")[:_SHOWN])
        headings = ("No.", "Activity", "Whose", "Outcome", "Lines", "Why, and what was assumed")
        yield from table(headings, (_row(one) for one in rows), right="rlllrl")
        more = file.activity_count - len(rows)
        if more > 0:
            yield f"… and {more} more: all of them with --json, or at the desk."
        yield ""
    if files and not is_applied:
        yield "Nothing was written into the ledger. Add --apply to do so."


def _row(line: ImportLine) -> tuple[str, ...]:
    said = " ".join(str(_note(one)["text"]) for one in (*line.reasons, *line.notes))
    return (
        str(line.number),
        line.identifier or "–",
        line.owner_code,
        line.outcome_code,
        str(line.entry_count),
        shortened(said),
    )
