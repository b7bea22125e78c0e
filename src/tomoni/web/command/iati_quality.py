"""`tomoni iati quality`: what each publisher states, and identifiers that several records bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .iati_lakes import everyone_of
from .output import emit, json_option, table

if TYPE_CHECKING:
    from tomoni.figures.everyone import Double, PublisherQuality

_SHOWN = ("place", "sector", "date", "transaction", "result")


@click.command("quality")
@click.argument("lake")
@click.option("--doubles", "limit", type=click.IntRange(0), default=20, show_default=True,
              help="So many identifiers that several records bear.")  # fmt: skip
@json_option
def command(lake: str, limit: int, as_json: bool) -> None:
    """Show for each publisher in LAKE what its activities state and which rules they break.

    Counts, no score. Of an identifier that several records bear, figures count the one marked *.
    """
    from tomoni.figures.everyone import doubles, publisher_quality

    with everyone_of(lake) as everyone:
        publishers = publisher_quality(everyone)
        found = doubles(everyone, limit=limit)
    result = {
        "publishers": [asdict(one) for one in publishers],
        "doubles": [asdict(one) for one in found],
    }
    emit(result, as_json, lambda: _text(publishers, found))


def _text(publishers: Sequence[PublisherQuality], found: Sequence[Double]) -> Iterator[str]:
    headings = ("Publisher", "Activities", "Valid", *(name.capitalize() for name in _SHOWN))
    rows = (
        (one.publisher, *(f"{count:,}" for count in _counts(one)), _faults(one))
        for one in publishers
    )
    yield from table((*headings, "Rules broken most"), rows, right="lrrrrrrrl")
    if found:
        yield ""
        yield "Identifiers that several records bear (* counts):"
        for double in found:
            copies = (
                f"{copy.publisher}{'*' if copy.is_counted else ''} ({', '.join(copy.files)})"
                for copy in double.copies
            )
            yield f"  {double.identifier}: {', '.join(copies)}"


def _counts(one: PublisherQuality) -> tuple[int, ...]:
    return (one.activities, one.valid, *(one.stated[name] for name in _SHOWN))


def _faults(one: PublisherQuality) -> str:
    return ", ".join(f"{fault.rule} ×{fault.findings:,}" for fault in one.faults[:3])
