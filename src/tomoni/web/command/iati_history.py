"""`tomoni iati history`: the versions of one activity in a lake, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import NotFoundError

from .iati_diff import change_line
from .iati_lakes import lake_of
from .output import emit, json_option

if TYPE_CHECKING:
    from tomoni.exchange.iati.lake import Lake, RecordVersion
    from tomoni.exchange.iati.lake.differences import Change

    Told = tuple[RecordVersion, tuple[Change, ...]]


@click.command("history")
@click.argument("identifier")
@click.option("--lake", "given", required=True, metavar="DIR", help="Lake, or LAKE@RUN.")
@json_option
def command(identifier: str, given: str, as_json: bool) -> None:
    """Show every version of the activity or organisation IDENTIFIER, and what each changed.

    Several versions in one run are the same identifier published twice.
    """
    with lake_of(given) as lake:
        versions = lake.history_of(identifier)
        if not versions:
            raise NotFoundError(
                f"No record of the lake bears the identifier {identifier!r}.",
                do="Identifiers are compared letter by letter, capitals too.",
            )
        told = list(_told(lake, versions))
    result = {
        "identifier": identifier,
        "versions": [
            {**asdict(version), "changes": [asdict(change) for change in changes]}
            for version, changes in told
        ],
    }
    emit(result, as_json, lambda: _text(told))


def _told(lake: Lake, versions: Sequence[RecordVersion]) -> Iterator[Told]:
    from tomoni.exchange.iati.lake.differences import differences, parsed

    before = None
    for number, version in enumerate(versions):
        source = lake.source_of(version.record)
        element = parsed(source.source, source.namespaces)
        yield version, differences(before, element) if number else ()
        before = element


def _text(told: Sequence[Told]) -> Iterator[str]:
    for version, changes in told:
        runs = ", ".join(str(run) for run in version.runs)
        stated = f", last updated {version.last_updated}" if version.last_updated else ""
        valid = "" if version.is_valid else ", not valid"
        yield f"Run {runs}: record {version.record}{stated}{valid} in {', '.join(version.files)}"
        yield from (change_line(change) for change in changes)
