"""`tomoni iati prepare`: what questions to a lake need, computed once a run."""

from __future__ import annotations

from pathlib import Path

import click

from .iati_lakes import MEMORY
from .output import StepBar, emit, json_option


@click.command("prepare")
@click.argument("lake", type=click.Path(file_okay=False, path_type=Path))
@json_option
def command(lake: Path, as_json: bool) -> None:
    """Prepare the latest run of LAKE for `search`, `money` and `quality`.

    Money is divided over places and sectors by the percentages stated and by nothing else; what
    none divides stays whole. What was prepared of a run stays with it.
    """
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.exchange.iati.prepared.prepare import prepare, read_prepared
    from tomoni.publish.everyone.search import build_search

    with StepBar() as step, open_lake(lake, memory_limit=MEMORY) as opened:
        folder = prepare(opened, progress=step)
        step("search index")
        build_search(folder)
    said = read_prepared(folder)
    rows = said["rows"]
    result = {"folder": str(folder), **said}
    counts = f"{rows['activities']:,} activities, {rows['lines']:,} money lines"
    lines = [f"Run {said['run']} is prepared in {folder}: {counts}.", *_left_out(said["left_out"])]
    emit(result, as_json, lambda: lines)


def _left_out(counted: dict[str, int]) -> list[str]:
    words = {
        "without_value": "have no value that is a number, and are left out",
        "too_long": "have more than four decimals or eighteen digits, and are left out",
        "without_year": "state no date",
        "without_currency": "state no currency",
    }
    return [f"{counted[key]:,} transactions {word}." for key, word in words.items() if counted[key]]
