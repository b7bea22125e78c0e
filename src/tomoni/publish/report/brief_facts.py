"""What is on record for one country: its activities by basis, the numbers stated, open findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tomoni.catalogue.errors import NotFoundError, Where
from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE

from ..source import Row, Source
from .asking import CONTRADICTING

RECIPIENT = "stated"


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """The records of one country, each list in the order of the records' ids.

    ``recipient``: activities that name it as recipient, policies left out. ``other``: activities
    that name it on another basis alone, by that basis, without parts of those of ``recipient``.
    ``alone`` and ``shared``: claims that state a quantity of an activity that names no other
    recipient, in a closed list, and of one that may.
    ``began``: claims of a first year. ``documents``: those that mention any of these activities.
    ``findings``: contradictions over its claims, while undecided. All empty: silent sources.
    """

    code: str
    name: Label
    recipient: tuple[Row, ...]
    other: dict[str, tuple[Row, ...]]
    alone: tuple[Row, ...]
    shared: tuple[Row, ...]
    began: tuple[Row, ...]
    documents: tuple[Row, ...]
    findings: tuple[Row, ...]

    @property
    def is_silent(self) -> bool:
        """Whether no activity on record names the country, on any basis."""
        return not self.recipient and not self.other

    @property
    def measures(self) -> frozenset[str]:
        """The units in which work is stated for activities of the country; need is no work."""
        claims = (*self.alone, *self.shared)
        return frozenset(
            str(claim["unit_code"])
            for claim in claims
            if METRICS_BY_CODE[claim["metric_code"]].role != "need"
        )


def country_facts(source: Source, code: str) -> CountryFacts:
    """Return what a snapshot holds for a country or territory, by its two-letter code.

    Errors: NotFoundError for a code of no country or territory.
    """
    place = source.by_key("places").get(code)
    if place is None or place["kind_code"] == "region":
        raise NotFoundError(
            f"There is no country or territory {code!r}.",
            where=Where(field="country"),
            do="Use a two-letter code of ISO 3166-1, such as VN or LA.",
        )
    by_basis = _by_basis(source, code)
    recipient = by_basis.pop(RECIPIENT, ())
    named = {row["activity_id"] for row in recipient}
    other = {
        basis: kept
        for basis, rows in by_basis.items()
        if (kept := tuple(row for row in rows if not named & set(_lineage(source, row))))
    }
    claims = _claims(source, recipient)
    quantities = [claim for claim in claims if claim["measure_code"] is not None]
    return CountryFacts(
        code=code,
        name=source.place_label(code),
        recipient=recipient,
        other=other,
        alone=tuple(claim for claim in quantities if _is_alone(source, claim)),
        shared=tuple(claim for claim in quantities if not _is_alone(source, claim)),
        began=tuple(claim for claim in claims if claim["metric_code"] == "first_year"),
        documents=_documents(
            source, (*recipient, *(row for rows in other.values() for row in rows))
        ),
        findings=_findings(source, claims),
    )


def _by_basis(source: Source, code: str) -> dict[str, tuple[Row, ...]]:
    activities = source.by_key("activities")
    found: dict[str, list[Row]] = {}
    for row in source.of("activity_countries", "country_code", code):
        activity = activities.get(row["activity_id"])
        if activity is not None and not activity["is_policy"]:
            found.setdefault(row["basis_code"], []).append(activity)
    return {basis: _ordered(rows, "activity_id") for basis, rows in sorted(found.items())}


def _lineage(source: Source, activity: Row) -> Iterator[str]:
    """Yield the ids of an activity and of the wider efforts that it is part of."""
    yield activity["activity_id"]
    yield from (wider["activity_id"] for wider in source.ancestors(activity))


def _claims(source: Source, activities: Iterable[Row]) -> tuple[Row, ...]:
    claims = source.by_key("claims")
    found: dict[str, Row] = {}
    for activity in activities:
        own = source.of("claims", "activity_id", activity["activity_id"])
        linked = source.of("claim_activities", "activity_id", activity["activity_id"])
        also = (claims[row["claim_id"]] for row in linked if row["claim_id"] in claims)
        found |= {claim["claim_id"]: claim for claim in (*own, *also)}
    return tuple(found[claim_id] for claim_id in sorted(found))


def _is_alone(source: Source, claim: Row) -> bool:
    rows = source.of("activity_countries", "activity_id", claim["activity_id"])
    named = [row for row in rows if row["basis_code"] == RECIPIENT]
    return len(named) == 1 and not named[0]["is_open_list"]


def _documents(source: Source, activities: Iterable[Row]) -> tuple[Row, ...]:
    documents = source.by_key("documents")
    mentioned = {
        mention["document_id"]
        for activity in activities
        for mention in source.of("mentions", "activity_id", activity["activity_id"])
    }
    rows = (documents[each] for each in mentioned if each in documents)
    return tuple(sorted(rows, key=lambda row: (row["edition_year"] or 0, row["document_id"])))


def _findings(source: Source, claims: Iterable[Row]) -> tuple[Row, ...]:
    findings = source.by_key("findings")
    related = {
        link["finding_id"]
        for claim in claims
        for link in source.of("finding_claims", "claim_id", claim["claim_id"])
    }
    rows = (findings[each] for each in related if each in findings)
    contradicting = (row for row in rows if row["class_code"] in CONTRADICTING)
    return _ordered((row for row in contradicting if row["state_code"] == "open"), "finding_id")


def _ordered(rows: Iterable[Row], key: str) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: str(row[key])))
