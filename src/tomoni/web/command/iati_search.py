"""`tomoni iati search`: activities of all publishers by words and place, and who funds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .iati_lakes import everyone_of
from .output import emit, json_option, table

if TYPE_CHECKING:
    from tomoni.figures.everyone import Activity, Funder


@click.command("search")
@click.argument("lake")
@click.argument("words", nargs=-1, required=True)
@click.option("--place", metavar="CODE", help="Only activities in this country: ISO code.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="So many at most."
)
@json_option
def command(
    lake: str, words: tuple[str, ...], place: str | None, limit: int, as_json: bool
) -> None:
    """Search LAKE (or LAKE@RUN) for activities whose texts hold all WORDS; the best come first."""
    from tomoni.figures.everyone import activities_of, funders_of
    from tomoni.publish.everyone.search import search_activities

    with everyone_of(lake) as everyone:
        hits = search_activities(everyone.folder, " ".join(words), place=place, limit=limit)
        found = activities_of(everyone, records=hits.records, limit=limit)
        funders = funders_of(everyone, hits.records)
    result = {
        "activities": [asdict(one) for one in found],
        "is_more": hits.is_more,
        "funders": [asdict(one) for one in funders],
    }
    emit(result, as_json, lambda: _text(found, hits.is_more, funders))


def _text(found: Sequence[Activity], is_more: bool, funders: Sequence[Funder]) -> Iterator[str]:
    if not found:
        yield "No activity holds all these words."
        return
    rows = (
        (
            one.identifier,
            one.publisher_name or one.publisher,
            one.title,
            one.begins,
            ", ".join(one.countries),
            "own" if one.is_own else "",
        )
        for one in found
    )
    yield from table(("Identifier", "Publisher", "Title", "Begins", "Countries", "Whose"), rows)
    if is_more:
        yield "There are more: add a word, a place, or --limit."
    if funders:
        yield ""
        rows_of_funders = ((one.name, one.ref, one.activities) for one in funders)
        yield from table(("Funded by", "Reference", "Activities"), rows_of_funders, right="llr")
