"""Claims, and the entries and observations that the rule makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.records.actions.common import link_id
from tomoni.records.models import (
    Activity,
    Claim,
    ClaimActivity,
    ClaimSpan,
    Document,
    Entry,
    Observation,
)
from tomoni.rules.claims import ClaimDecision, ClaimFacts, decide_claim
from tomoni.rules.dates import StatedDate, year_as_date
from tomoni.rules.identity import derived_id

from .cells import Row
from .columns import amount_columns, date_columns, release_of
from .ledger import claim_entry, reverse, roles_of
from .observations import Kind, kind_of, settle
from .values import read_quantity
from .writer import Pending, Writer


@dataclass(frozen=True, slots=True)
class _ActivityFacts:
    kind_code: str
    series_id: str | None
    stands_for: int | None


class ClaimWriter(Writer):
    """Claims. What a claim becomes follows from it and from facts of its activity and document.

    When one of these changes, the record made of it is reversed or withdrawn and made anew under
    the claim's next revision.
    """

    model, object_type = Claim, "claim"

    def prepare_file(self) -> None:
        self.touched: set[Kind] = set()

    def prepare(self, rows: Sequence[Row]) -> None:
        activities = Activity.objects.filter(public_id__in={row["activity_id"] for row in rows})
        self.activities = {
            public_id: _ActivityFacts(kind, series, stands_for)
            for public_id, kind, series, stands_for in activities.values_list(
                "public_id", "kind_code", "series__public_id", "stands_for_series"
            )
        }
        documents = Document.objects.filter(public_id__in={row["document_id"] for row in rows})
        self.editions: dict[str, int | None] = dict(
            documents.values_list("public_id", "edition_year")
        )

    def context(self, row: Row) -> object:
        """The facts of activity, document and pledge that the rule looks at."""
        activity = self.activities[row["activity_id"]]
        edition = self.editions[row["document_id"]]
        is_pledged = row["claim_id"] in self.load.known.pledged
        stands_for = activity.stands_for is not None
        return [activity.kind_code, activity.series_id, stands_for, edition, is_pledged]

    def values(self, pending: Pending, *, is_new: bool) -> dict[str, Any]:
        values = super().values(pending, is_new=is_new)
        decision = self._decide(pending.row)
        quantity = read_quantity(pending.row["value"])
        return {
            **values,
            **amount_columns(quantity, decision.interval),
            "measure_code": METRICS_BY_CODE[pending.row["metric_code"]].measure_code,
            **self._as_of(pending.row),
            "revision": pending.generation - 1,
            "outcome_code": decision.outcome,
            "outcome_reason_code": decision.reason,
            "outcome_id": self._outcome_id(pending, decision),
        }

    def _decide(self, row: Row) -> ClaimDecision:
        date = self.load.setting.date
        activity = self.activities[row["activity_id"]]
        facts = ClaimFacts(
            claim_id=row["claim_id"],
            metric_code=row["metric_code"],
            measure_code=METRICS_BY_CODE[row["metric_code"]].measure_code,
            accumulation=row["accumulation_code"],
            quantity=read_quantity(row["value"]),
            qualifier=row["qualifier_code"],
            date=date(row.get("date")),
            as_of=date(row.get("as_of")),
            period_start=date(row.get("period_start")),
            period_end=date(row.get("period_end")),
            edition_year=self.editions[row["document_id"]],
            activity_kind=activity.kind_code,
            is_pledge=row["claim_id"] in self.load.known.pledged,
            in_series=activity.series_id is not None,
        )
        return decide_claim(facts, self.load.setting.fiscal_start_month)

    def _as_of(self, row: Row) -> dict[str, Any]:
        stated = self.load.setting.date(row.get("as_of"))
        return as_of_columns(stated, self.editions[row["document_id"]])

    def _outcome_id(self, pending: Pending, decision: ClaimDecision) -> str | None:
        """Return the id of the record that the claim evidences.

        Ledger lines and observations are never edited, so each revision of the claim makes its own;
        targets and results are rewritten with their pledge.
        """
        if decision.outcome in ("entry", "observation"):
            return derived_id(pending.public_id, decision.outcome, pending.generation - 1)
        if decision.outcome == "series_fact":
            return self.activities[pending.row["activity_id"]].series_id
        if decision.outcome == "activity_fact":
            return str(pending.row["activity_id"])
        return decision.derived_id

    def update(self, record: Claim, pending: Pending) -> Claim:
        self._undo(record)
        super().update(record, pending)
        return record

    def _undo(self, claim: Claim) -> None:
        """Cancel the entry or withdraw the observation that the claim has made so far."""
        if claim.outcome_code == "entry":
            standing = Entry.objects.filter(reversing_entries__isnull=True)
            reverse(self.load, standing.filter(public_id=claim.outcome_id))
        elif claim.outcome_code == "observation":
            for observation in Observation.objects.filter(public_id=claim.outcome_id):
                self.touched.add(kind_of(observation))
                self.load.report.withdrawn += 1
                self.load.note("withdraw", "observation", observation.public_id, {})

    def parts(self, record: Claim, row: Row) -> list[Model]:
        return list(self._parts(record, row))

    def _parts(self, claim: Claim, row: Row) -> Iterator[Model]:
        document = self.load.keys["documents", row["document_id"]]
        for place in (row, *(row.get("also_at") or [])):
            yield ClaimSpan(
                public_id=link_id(claim.public_id, f"{place['start']}-{place['end']}"),
                claim=claim,
                document_id=document,
                start=place["start"],
                end=place["end"],
                is_primary=place is row,
            )
        for activity_id in row.get("also_activity_ids") or []:
            yield ClaimActivity(
                public_id=link_id(claim.public_id, activity_id),
                claim=claim,
                activity_id=self.load.keys["activities", activity_id],
            )

    def drop_parts(self, record: Claim) -> None:
        record.spans.all().delete()
        record.further_activities.all().delete()

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        """Enter and observe what the claims of the batch evidence."""
        entries: list[Entry] = []
        observations: list[Observation] = []
        entering = [claim.activity_id for claim, _ in written if claim.outcome_code == "entry"]
        roles = roles_of(entering)
        for claim, pending in written:
            self.load.report.outcomes[claim.outcome_code, claim.outcome_reason_code] += 1
            if claim.outcome_code == "entry":
                decision = self._decide(pending.row)
                parties = roles.get(claim.activity_id, [])
                entries.append(claim_entry(claim, decision, parties, self.load.setting))
                self.load.note("create", "entry", str(claim.outcome_id), {"claim": claim.public_id})
            elif claim.outcome_code == "observation":
                observations.append(self._observation(claim, pending.row))
                self.touched.add(kind_of(observations[-1]))
                self.load.note(
                    "create", "observation", str(claim.outcome_id), {"claim": claim.public_id}
                )
        Entry.objects.bulk_create(entries)
        Observation.objects.bulk_create(observations)
        self.load.report.entered += len(entries)
        self.load.report.observed += len(observations)

    def _observation(self, claim: Claim, row: Row) -> Observation:
        series = self.activities[row["activity_id"]].stands_for
        since = self.load.setting.date(row.get("period_start"))
        return claim_observation(claim, self._decide(row), series, since)

    def finish(self) -> None:
        """Say of each kind touched which observation stands at its cut-off."""
        settle(self.touched)


def as_of_columns(stated: StatedDate | None, edition_year: int | None) -> dict[str, Any]:
    """Return a claim's as-of: as stated, else the edition's year, marked as inferred; else unknown.

    Dates of claims that state none follow the edition alone, never the day of reading.
    """
    if stated is not None:
        return {**date_columns("as_of", stated), "as_of_basis_code": "stated"}
    if edition_year is not None:
        year = year_as_date(edition_year)
        return {**date_columns("as_of", year), "as_of_basis_code": "inferred"}
    return {**date_columns("as_of", None), "as_of_basis_code": "unknown"}


def claim_observation(
    claim: Claim, decision: ClaimDecision, series_id: int | None, since: StatedDate | None
) -> Observation:
    """Return the unsaved observation that a claim evidences.

    ``series_id``: integer key of the series that the claim's activity stands for, if it does.
    """
    return Observation(
        public_id=claim.outcome_id,
        activity_id=claim.activity_id,
        series_id=series_id,
        measure_code=claim.measure_code,
        population_code=claim.population_code,
        quantity=claim.quantity,
        exponent=claim.exponent,
        low_quantity=claim.low_quantity,
        high_quantity=claim.high_quantity,
        qualifier_code=claim.qualifier_code,
        unit_code=claim.unit_code,
        currency_code=claim.currency_code,
        cutoff_basis_code=decision.cutoff_basis,
        claim=claim,
        **date_columns("since", since),
        **date_columns("cutoff", decision.cutoff),
        **release_of(claim),
    )
