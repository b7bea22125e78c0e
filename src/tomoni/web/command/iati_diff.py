"""`tomoni iati diff`: what differs between two files or lakes, activity by activity."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .iati_lakes import lake_of
from .output import json_option, say, shortened

if TYPE_CHECKING:
    from tomoni.exchange.iati.lake import Lake
    from tomoni.exchange.iati.lake.compare import RecordDifference
    from tomoni.exchange.iati.lake.differences import Change

WORDS = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "layout": "another layout, the same elements",
}
# What such a rule finds may have hidden activities of the file.
HIDING_RULES = frozenset({"0.1.1", "0.2.1", "0.6.1", "T.9.1", "T.9.2", "T.9.3", "T.9.4"})
MARKS = {"added": "+", "removed": "-", "changed": "~", "order": "↕", "unreadable": "!"}


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@json_option
def command(old: str, new: str, as_json: bool) -> None:
    """Say what differs from A to B, activity by activity and element by element.

    A and B are files (.xml, .gz, .zip), folders of files, lakes made by `tomoni iati read`, or one
    run of a lake: LAKE@2. Activities are matched by identifier. White space, comments and the order
    of the file are no difference. --json prints one object a line for every activity that differs.
    """
    from tomoni.exchange.iati.lake.compare import compare

    counted: Counter[str] = Counter()
    with lake_of(old) as before, lake_of(new) as after:
        for lake in (before, after):
            _warn(lake)
        for one in compare(before, after):
            counted[one.kind] += 1
            if as_json:
                click.echo(json.dumps(_as_dict(one), ensure_ascii=False))
            else:
                click.echo("\n".join(_lines(one)))
    if not as_json:
        click.echo(_summary(counted))


def _warn(lake: Lake) -> None:
    """Say which files were not read whole: what stood in the rest must not look removed."""
    broken = lake.broken_rules()
    for file in lake.files():
        rules = sorted(HIDING_RULES & broken.get(file.file, {}).keys())
        if rules:
            say(
                f"Warning: {file.name} could not be read whole ({', '.join(rules)}), and what is "
                "missing may seem removed or added. `tomoni iati check` says where it is damaged."
            )


def _as_dict(one: RecordDifference) -> dict[str, object]:
    return {
        "activity": one.identifier,
        "kind": one.kind,
        "changes": [asdict(change) for change in one.changes],
    }


def _lines(one: RecordDifference) -> Iterator[str]:
    yield f"{one.identifier or '(no identifier)'}: {WORDS[one.kind]}"
    yield from (change_line(change) for change in one.changes)


def change_line(change: Change) -> str:
    """Return one change as an indented line."""
    said = {
        "added": change.new or "",
        "removed": change.old or "",
        "changed": f"{shortened(change.old or '', 40)} → {shortened(change.new or '', 40)}",
        "order": "the same elements in another order",
        "unreadable": "one version is not well-formed XML",
    }[change.kind]
    return f"  {MARKS[change.kind]} {change.path}: {shortened(said, 90)}"


def _summary(counted: Counter[str]) -> str:
    if not counted:
        return "No activity differs."
    return ", ".join(f"{counted[kind]:,} {word}" for kind, word in WORDS.items() if counted[kind])
