"""How complete and how faultless each publisher's activities are: counts, no score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .opened import Everyone

STATED = (
    "title", "description", "place", "sector", "date", "transaction", "budget", "result",
    "document", "location",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """How often a publisher breaks one rule, and in how many activities."""

    rule: str
    findings: int
    activities: int


@dataclass(frozen=True, slots=True)
class PublisherQuality:
    """One publisher (None: activities that name none).

    ``valid``: activities by the schema; ``doubles``: those whose identifier another record bears;
    ``stated``: how many activities state each of ``STATED``; ``last_updated``: latest time stated.
    """

    publisher: str | None
    activities: int
    valid: int
    doubles: int
    last_updated: str | None
    stated: Mapping[str, int]
    faults: tuple[Fault, ...]


def publisher_quality(everyone: Everyone) -> tuple[PublisherQuality, ...]:
    """Return every publisher of the lake, the one with most activities first."""
    faults: dict[str | None, list[Fault]] = {}
    for row in everyone.rows(everyone.table("faults")):
        fault = Fault(row["rule"], row["findings"], row["activities"])
        faults.setdefault(row["publisher"], []).append(fault)
    found = [
        PublisherQuality(
            row["publisher"],
            row["activities"],
            row["valid"],
            row["doubles"],
            row["last_updated"],
            {name: row[f"with_{name}"] for name in STATED},
            tuple(sorted(faults.get(row["publisher"], ()), key=lambda one: -one.findings)),
        )
        for row in everyone.rows(everyone.table("publishers"))
    ]
    return tuple(sorted(found, key=lambda one: (-one.activities, one.publisher or "")))
