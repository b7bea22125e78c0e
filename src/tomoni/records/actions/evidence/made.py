"""What an accepted reading makes: a claim, its place, and what the rule makes of the claim.

The columns of entries, observations, targets and results are those that loading a portfolio makes
of the same claim. Undoing keeps the ledger append-only: the entry is reversed, the observation
withdrawn, and the claim stays on record as withdrawn, never to be published again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.records.actions.audit import Event, actor_id, as_payload
from tomoni.records.actions.common import fiscal_start_month, link_id
from tomoni.records.actions.loading.claims import as_of_columns, claim_observation
from tomoni.records.actions.loading.columns import Setting, amount_columns, date_columns
from tomoni.records.actions.loading.ledger import claim_entry, reversal, roles_of
from tomoni.records.actions.loading.observations import Kind, kind_of, settle
from tomoni.records.actions.loading.pledges import stated_by
from tomoni.records.actions.splits import carry_splits
from tomoni.records.models import (
    Claim,
    ClaimSpan,
    Entry,
    Framework,
    Observation,
    Party,
    PledgeResult,
    PledgeTarget,
    Series,
    User,
)
from tomoni.rules.evidence.claims import why_not_withdraw
from tomoni.rules.refusals import raise_first

from .look import Looked

WITHDRAWN = "withdrawn"


class Maker:
    """Makes the claims of some readings and what they become, in bulk; notes the audit's events."""

    def __init__(self, looked: Sequence[Looked], *, by: User | str) -> None:
        self.looked = looked
        self.setting = Setting(actor_id(by), datetime.now(UTC), fiscal_start_month(), {})
        self.events: list[Event] = []
        self._parties = _keys(Party, (one.reading.get("party_id") for one in looked))
        self._frameworks = _keys(Framework, (one.reading.get("framework_id") for one in looked))

    @cached_property
    def _roles(self) -> dict[int, list[tuple[int, str]]]:
        return roles_of([one.activity.pk for one in self.looked if one.activity])

    @cached_property
    def _series(self) -> dict[int, int]:
        return _series_of(self.looked)

    def make(self) -> list[Claim]:
        """Write the claims and all that follows from them; return the claims in order."""
        claims = [self.claim(one) for one in self.looked]
        Claim.objects.bulk_create(claims)
        ClaimSpan.objects.bulk_create(
            span_of(claim, claim.start, claim.end, is_primary=True) for claim in claims
        )
        entries: list[Entry] = []
        observations: list[Observation] = []
        for claim, one in zip(claims, self.looked, strict=True):
            self._note("create", "claim", claim.public_id, _payload(claim, one))
            if claim.outcome_code == "entry":
                entries.append(self.entry(claim, one))
            elif claim.outcome_code == "observation":
                observations.append(self.observation(claim, one))
            elif claim.outcome_code == "pledge_target":
                self.target(claim, one).save(force_insert=True)
            elif claim.outcome_code == "pledge_result":
                self.result(claim, one).save(force_insert=True)
            if claim.outcome_code in _MADE:
                made = {"claim": claim.public_id}
                self._note("create", claim.outcome_code, str(claim.outcome_id), made)
        Entry.objects.bulk_create(entries)
        Observation.objects.bulk_create(observations)
        settle({kind_of(one) for one in observations})
        return claims

    def claim(self, one: Looked) -> Claim:
        """Return the unsaved claim of a reading that nothing stands against."""
        decision, quantity, dates = one.judged.decision, one.judged.quantity, one.judged.dates
        if decision is None or quantity is None or dates is None or one.document is None:
            raise ValueError("the reading cannot be accepted")
        reading, activity = one.reading, one.activity
        metric = METRICS_BY_CODE[str(reading["metric_code"])]
        outcome_id = decision.derived_id
        if decision.outcome == "series_fact" and activity is not None and activity.series:
            outcome_id = activity.series.public_id
        elif decision.outcome == "activity_fact" and activity is not None:
            outcome_id = activity.public_id
        return Claim(
            public_id=one.claim_id,
            document=one.document,
            activity=activity,
            party_id=self._parties.get(reading.get("party_id") or ""),
            framework_id=self._frameworks.get(reading.get("framework_id") or ""),
            metric_code=metric.code,
            measure_code=metric.measure_code,
            population_code=reading.get("population_code"),
            accumulation_code=reading["accumulation_code"],
            scope=reading.get("scope"),
            qualifier_code=reading.get("qualifier_code") or "exact",
            unit_code=reading["unit_code"],
            currency_code=reading.get("currency_code"),
            start=one.proposal.start,
            end=one.proposal.end,
            outcome_code=decision.outcome,
            outcome_reason_code=decision.reason,
            outcome_id=outcome_id,
            **amount_columns(quantity, decision.interval),
            **date_columns("date", dates["date"]),
            **as_of_columns(dates["as_of"], one.document.edition_year),
            **date_columns("period_start", dates["period_start"]),
            **date_columns("period_end", dates["period_end"]),
        )

    def entry(self, claim: Claim, one: Looked) -> Entry:
        """Return the unsaved entry of a claim that becomes one."""
        if one.judged.decision is None:
            raise ValueError("the reading cannot be accepted")
        roles = self._roles.get(claim.activity_id, [])
        return claim_entry(claim, one.judged.decision, roles, self.setting)

    def observation(self, claim: Claim, one: Looked) -> Observation:
        """Return the unsaved observation of a claim that becomes one."""
        if one.judged.decision is None or one.judged.dates is None:
            raise ValueError("the reading cannot be accepted")
        since = one.judged.dates["period_start"]
        series = self._series.get(claim.activity_id)
        return claim_observation(claim, one.judged.decision, series, since)

    def target(self, claim: Claim, one: Looked) -> PledgeTarget:
        """Return the unsaved target of a claim that states one."""
        measure = claim.measure_code
        return PledgeTarget(pledge=one.pledge, measure_code=measure, **stated_by(claim))

    def result(self, claim: Claim, one: Looked) -> PledgeResult:
        """Return the unsaved result of a claim that states one."""
        is_self_reported = one.reading.get("self_reported") == "yes"
        columns = stated_by(claim)
        return PledgeResult(target=one.target, is_self_reported=is_self_reported, **columns)

    def _note(self, verb: str, object_type: str, public_id: str, payload: dict[str, Any]) -> None:
        self.events.append(Event(verb, object_type, public_id, as_payload(payload)))


_MADE = {"entry", "observation", "pledge_target", "pledge_result"}


def span_of(claim: Claim, start: int, end: int, *, is_primary: bool = False) -> ClaimSpan:
    """Return the unsaved place that prints a claim, under the id that loading would give it."""
    return ClaimSpan(
        public_id=link_id(claim.public_id, f"{start}-{end}"),
        claim=claim,
        document_id=claim.document_id,
        start=start,
        end=end,
        is_primary=is_primary,
    )


def withdraw_claims(claims: Iterable[Claim], *, by: User | str, why: str) -> list[Event]:
    """Withdraw claims and what they made; return the events still to be recorded.

    An entry is reversed, an observation leaves its place to the next of its kind, a target or
    result is taken out of its pledge. The claim stays, withdrawn, and is never published again.
    Errors: RefusedError for a target that results stand against.
    """
    now, actor = datetime.now(UTC), actor_id(by)
    events: list[Event] = []
    touched: set[Kind] = set()
    for claim in claims:
        results = PledgeResult.objects.filter(target__public_id=claim.outcome_id).count()
        raise_first(why_not_withdraw(claim.outcome_code, results))
        if claim.outcome_code == "entry":
            events += _reverse(claim)
        elif claim.outcome_code == "observation":
            for observation in Observation.objects.filter(public_id=claim.outcome_id):
                touched.add(kind_of(observation))
                events.append(_withdrawn("observation", observation.public_id, claim, why))
        elif claim.outcome_code == "pledge_result":
            events += _drop(PledgeResult, "pledge_result", claim, why)
        elif claim.outcome_code == "pledge_target":
            events += _drop(PledgeTarget, "pledge_target", claim, why)
        Claim.objects.filter(pk=claim.pk).update(
            outcome_code="claim_only",
            outcome_reason_code=WITHDRAWN,
            outcome_id=None,
            release_code="never",
            release_by=actor,
            release_why=why,
            release_at=now,
            embargo_until=None,
        )
        events.append(Event("withdraw", "claim", claim.public_id, {"why": why}))
    settle(touched)
    return events


def _reverse(claim: Claim) -> list[Event]:
    events = []
    standing = Entry.objects.filter(reversing_entries__isnull=True, reverses_entry__isnull=True)
    for entry in standing.filter(public_id=claim.outcome_id):
        line = reversal(entry)
        line.save(force_insert=True)
        carry_splits(entry, line)
        events.append(Event("reverse", "entry", line.public_id, {"reverses": entry.public_id}))
    return events


def _drop(model: Any, object_type: str, claim: Claim, why: str) -> list[Event]:
    found = model.objects.filter(public_id=claim.outcome_id)
    events = [_withdrawn(object_type, one.public_id, claim, why) for one in found]
    found.delete()
    return events


def _withdrawn(object_type: str, public_id: str, claim: Claim, why: str) -> Event:
    return Event("withdraw", object_type, public_id, {"claim": claim.public_id, "why": why})


def _payload(claim: Claim, one: Looked) -> dict[str, Any]:
    document = claim.document
    return {
        "proposal": one.proposal.public_id,
        "document_id": document.public_id,
        "start": claim.start,
        "end": claim.end,
        "reading": {name: value for name, value in one.reading.items() if value is not None},
        "outcome_code": claim.outcome_code,
        "outcome_id": claim.outcome_id,
    }


def _keys(model: Any, public_ids: Iterable[str | None]) -> dict[str, int]:
    wanted = {one for one in public_ids if one}
    if not wanted:
        return {}
    return dict(model.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))


def _series_of(looked: Sequence[Looked]) -> dict[int, int]:
    """The series that each activity stands for, by integer keys."""
    activities = {one.activity.pk for one in looked if one.activity}
    rows = Series.objects.filter(activity__in=activities).order_by("-pk")
    return dict(rows.values_list("activity_id", "pk"))
