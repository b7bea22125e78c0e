"""`tomoni read`: published documents into proposed claims, one line of JSON each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import InputError, TomoniError, Where

from .output import PhaseBar, say, table

if TYPE_CHECKING:
    from tomoni.exchange.documents import DocumentText
    from tomoni.reading.proposals import Proposal
    from tomoni.reading.read import ReadText
    from tomoni.rules.quantities import Quantity


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of one file: its lines, or the message of what is wrong with the exit code."""

    lines: Iterable[str]
    notes: tuple[str, ...] = ()
    error: str | None = None
    exit_code: int = 0


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--roles", is_flag=True, help="Also countries and bodies named in a role, no number.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes. Default: one for each core.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one proposal a line.")
def command(files: tuple[Path, ...], roles: bool, jobs: int | None, as_json: bool) -> int:
    """Read FILE… (PDF, HTML, DOCX, Markdown, text) into proposed claims.

    Nothing is stored. A file that cannot be read is reported on standard error; the others are
    read all the same, and the exit code is that of the first error.
    """
    exit_code = 0
    with PhaseBar() as bar:
        for done, (path, result) in enumerate(
            _read_all(files, roles, as_json, jobs or os.cpu_count() or 1), start=1
        ):
            if result.error is not None:
                say(f"Error: {result.error}")
                exit_code = exit_code or result.exit_code
            for note in result.notes:
                say(f"{path.name}: {note}")
            for line in result.lines:
                click.echo(line)
            bar("reading", done, len(files))
    return exit_code


def _read_all(
    files: Sequence[Path], roles: bool, as_json: bool, jobs: int
) -> Iterator[tuple[Path, ReadFile]]:
    """Yield each file with what came of it, in the order given."""
    arguments = [(str(path), roles, as_json) for path in files]
    if len(files) == 1 or jobs == 1:
        yield from zip(files, map(_open, arguments), strict=True)
        return
    # A fresh process: a fork would copy locks that other threads hold.
    context = get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=context) as pool:
        yield from zip(files, pool.map(read_one, arguments), strict=True)


def read_one(argument: tuple[str, bool, bool]) -> ReadFile:
    """Read one file, in whatever process: its path, whether with roles, whether as JSON."""
    result = _open(argument)
    return replace(result, lines=tuple(result.lines))


def _open(argument: tuple[str, bool, bool]) -> ReadFile:
    """Open one file; its lines are made as they are asked for, so that memory stays flat."""
    from tomoni.exchange.documents import read_document
    from tomoni.reading.read import ReadText

    path, roles, as_json = argument
    try:
        if not Path(path).exists():
            raise InputError("There is no such file.", where=Where(path), do="Check the path.")
        document = read_document(Path(path))
    except TomoniError as error:
        return ReadFile((), error=str(error), exit_code=error.exit_code)
    proposals = _proposals(ReadText(document.text), roles)
    if as_json:
        return ReadFile((_json_line(document, one) for one in proposals), document.notes)
    return ReadFile(tuple(_text(document, list(proposals))), document.notes)


def _proposals(text: ReadText, roles: bool) -> Iterator[Proposal]:
    """Yield the proposals of a text in the order of their spans."""
    for part in text.parts():
        found = [*part.figures(), *(part.roles() if roles else ())]
        yield from sorted(found, key=lambda one: (one.start, one.end))


def _json_line(document: DocumentText, proposal: Proposal) -> str:
    fields: dict[str, object] = {
        "document": document.name,
        "page": _page(document, proposal.start),
        "section": document.heading_at(proposal.start) or proposal.section,
        "start": proposal.start,
        "end": proposal.end,
        "text": proposal.text,
        "value": proposal.value,
        "kind": proposal.kind,
        "unit": proposal.unit,
        "currency": proposal.currency,
        "qualifier": proposal.qualifier,
        "as_of": proposal.as_of or proposal.date,
        "period_start": proposal.period_start,
        "period_end": proposal.period_end,
        "measure": proposal.measure,
        "population": proposal.population,
        "countries": list(proposal.countries),
        "organisations": list(proposal.organisations),
        "frameworks": list(proposal.frameworks),
        "activity": proposal.activity,
        "confidence": proposal.confidence,
        "reasons": [*proposal.reasons, *([f"list_{proposal.list}"] if proposal.list else [])],
    }
    return (
        "{" + ", ".join(f'"{name}": {_json(name, value)}' for name, value in fields.items()) + "}"
    )


def _page(document: DocumentText, offset: int) -> int | None:
    label = document.page_at(offset)
    return None if label is None else int(label)


def _json(name: str, value: object) -> str:
    """The JSON of a field. Quantities are written digit by digit: no float holds them."""
    from tomoni.rules.quantities import Quantity

    if isinstance(value, Quantity):
        return plain_number(value)
    if name == "confidence" and isinstance(value, int):
        return f"0.{value:02d}" if value < 100 else "1"
    return json.dumps(value, ensure_ascii=False)


def plain_number(quantity: Quantity) -> str:
    """Return the quantity as a JSON number: whole where it is whole, else with its decimals."""
    text = f"{quantity.to_decimal():f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(document: DocumentText, proposals: Sequence[Proposal]) -> Iterator[str]:
    rows = [
        (
            document.page_at(p.start) or f"{p.start}",
            p.text,
            "–" if p.value is None else plain_number(p.value),
            p.currency or p.unit or "",
            p.qualifier,
            p.measure or p.kind,
            " ".join(p.countries),
            f"{p.confidence} %",
        )
        for p in proposals
    ]
    yield document.name
    yield from table(
        ("At", "As printed", "Value", "Unit", "Hedge", "Measure", "Countries", "Sure"), rows, "l.r"
    )
    yield ""
    yield f"{len(proposals)} proposals"
    yield ""
