"""Which countries a document names as taking part in, or served by, what its claims count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.records.models import Claim, Naming

_COUNTED_ROLES = ("participant", "recipient")


@dataclass(frozen=True, slots=True)
class CountriesNamed:
    """Codes of the countries, and whether a list that names them is open or not told."""

    codes: frozenset[str]
    is_open: bool


def countries_named(claims: Iterable[Claim]) -> dict[int, CountriesNamed]:
    """Return whom the documents of claims that count countries name, by the claim's integer key.

    Only names for the very activity that is counted, in the role of participant or recipient.
    Claims beside which nobody is named are left out. One query; none where no claim counts them.
    """
    counts = [one for one in claims if one.unit_code == "country"]
    if not counts:
        return {}
    rows = Naming.objects.filter(
        document__in={one.document_id for one in counts},
        activity__in={one.activity_id for one in counts},
        role_code__in=_COUNTED_ROLES,
        place_code__isnull=False,
    )
    lists: dict[tuple[int, int], list[tuple[str, str | None]]] = {}
    for document, activity, place, kind in rows.values_list(
        "document_id", "activity_id", "place_code", "list_code"
    ):
        lists.setdefault((document, activity), []).append((place, kind))
    return {
        one.pk: CountriesNamed(
            frozenset(place for place, _ in found), any(kind != "closed" for _, kind in found)
        )
        for one in counts
        if (found := lists.get((one.document_id, one.activity_id)))
    }
