"""Which participations count: as somebody who took part, and as a graduate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOOK_PART: tuple[str, ...] = (
    "arrived", "active", "completed", "partially_completed", "dismissed", "certified", "alumnus",
)  # fmt: skip
"""States of somebody who came, or joined online; before them, nobody is counted."""

COMPLETED: tuple[str, ...] = ("completed", "certified", "alumnus")

COUNTED_ROLES: tuple[str, ...] = ("participant", "self_funded", "host_national")
"""Observers are no participants."""

# Whether a nomination ended, and how; what has not been forwarded is the country's own matter.
OUTCOMES: dict[str, str] = {
    "selected": "selected",
    "reserve": "reserve",
    "not_selected": "not_selected",
    "ineligible": "ineligible",
    "withdrawn": "withdrawn",
}
NOT_COUNTED_NOMINATIONS: tuple[str, ...] = ("draft", "submitted", "endorsed", "duplicate")
PENDING = "pending"


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """One participation as counts see it.

    ``country_code``: that of the time. ``attended_minutes``: None where nobody noted any.
    """

    country_code: str
    role_code: str
    state_code: str
    attended_minutes: int | None = None


def took_part(state_code: str, role_code: str, attended_minutes: int | None = None) -> bool:
    """Whether a participation counts as one person who took part, also if they left later."""
    left_later = state_code == "withdrawn" and bool(attended_minutes)
    return (state_code in TOOK_PART or left_later) and role_code in COUNTED_ROLES


def has_completed(state_code: str, role_code: str) -> bool:
    """Whether a participation counts as one graduate."""
    return state_code in COMPLETED and role_code in COUNTED_ROLES


def itemised_counts(people: Iterable[CountedPerson]) -> dict[tuple[str, str], int]:
    """Return how many people of one edition there are by measure and country; no zero is stated.

    Measures: participants and graduates. Every graduate is a participant as well.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in people:
        if took_part(one.state_code, one.role_code, one.attended_minutes):
            counts["participants", one.country_code] += 1
        if has_completed(one.state_code, one.role_code):
            counts["graduates", one.country_code] += 1
    return dict(counts)


def incomplete_measures(
    counts: Mapping[tuple[str, str], int], reported: Mapping[str, int]
) -> frozenset[str]:
    """Return the measures of which a roster lists fewer people than were reported.

    ``counts``: by measure and country. ``reported``: by measure, the least that was reported of
    the edition as a whole. Such a list is a part of the edition: what was reported stands.
    """
    listed: Counter[str] = Counter()
    for (measure, _), count in counts.items():
        listed[measure] += count
    return frozenset(one for one, count in listed.items() if count < reported.get(one, 0))
