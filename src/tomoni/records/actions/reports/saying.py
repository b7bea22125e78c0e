"""One proven number of a published report: the claim that it becomes, and its statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.records.models import (
    Activity,
    Claim,
    ClaimSpan,
    Document,
    ReportEdition,
    ReportStatement,
    Series,
)
from tomoni.rules.dates import year_as_date
from tomoni.rules.reports.claiming import (
    OUTCOME_REASON,
    FromFigure,
    NoClaim,
    Repeated,
    SaidNumber,
    claim_of,
)

from ..common import link_id, stated
from ..loading.columns import date_columns, hedged_columns
from .statements import SaidInText

_DATES = ("date", "as_of", "period_start", "period_end")
_KEPT = (
    "activity_id", "party_id", "framework_id", "metric_code", "measure_code", "population_code",
    "accumulation_code", "as_of_basis_code", "scope", "value_inferred", "unit_code",
    "currency_code", *(f"{name}_{part}" for name in _DATES
                       for part in ("stated", "first", "last", "precision_code")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """Records that the numbers of a report are about, by public id."""

    claims: Mapping[str, Claim]
    activities: Mapping[str, Activity]
    of_series: Mapping[str, Activity]


def held_for(said: Sequence[SaidInText]) -> Held:
    """Return the records that numbers are about, in three queries."""
    wanted = [claim_of(one.proof) for one in said]
    sources = {one.proof["claim"]["claim_id"] for one in said if one.proof.get("claim")}
    figures = [one for one in wanted if isinstance(one, FromFigure)]
    activities = Activity.objects.filter(public_id__in={one.activity_id for one in figures})
    series = Series.objects.filter(public_id__in={one.series_id for one in figures})
    return Held(
        {one.public_id: one for one in Claim.objects.filter(public_id__in=sources)},
        {one.public_id: one for one in activities},
        {one.public_id: one.activity for one in series.select_related("activity")},
    )


class Saying:
    """One number of the report: its statement, and its claim where it becomes one."""

    def __init__(
        self,
        edition: ReportEdition,
        document: Document,
        said: SaidInText,
        held: Held,
        release: Mapping[str, Any],
    ) -> None:
        self._edition, self._document, self._said = edition, document, said
        self._held, self._release = held, release
        self._reason: str | None = None
        self._source: Claim | None = None
        self.claim: Claim | None = self._claim(claim_of(said.proof))

    def _claim(self, wanted: Repeated | FromFigure | NoClaim) -> Claim | None:
        if isinstance(wanted, NoClaim):
            return self._none(wanted.reason)
        if isinstance(wanted, Repeated):
            return self._repeated(wanted)
        return self._from_figure(wanted)

    def _none(self, reason: str) -> None:
        self._reason = reason
        if self._said.proof.get("claim"):
            self._source = self._held.claims.get(self._said.proof["claim"]["claim_id"])

    def _repeated(self, wanted: Repeated) -> Claim | None:
        source = self._held.claims.get(wanted.claim_id)
        if source is None:
            return self._none("source_gone")
        self._source = source
        columns = {name: getattr(source, name) for name in _KEPT}
        if wanted.said is None:
            kept = ("quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code")
            return self._made(columns | {name: getattr(source, name) for name in kept})
        return self._made(columns | _amount(wanted.said))

    def _from_figure(self, wanted: FromFigure) -> Claim | None:
        activity = (
            self._held.activities.get(str(wanted.activity_id))
            if wanted.activity_id is not None
            else self._held.of_series.get(str(wanted.series_id))
        )
        if activity is None:
            return self._none("source_gone")
        metric = METRICS_BY_CODE[wanted.metric_code]
        return self._made(
            {
                "activity": activity,
                "metric_code": metric.code,
                "measure_code": metric.measure_code,
                "population_code": metric.population,
                "accumulation_code": wanted.accumulation_code,
                "scope": wanted.scope,
                **_amount(wanted.said),
                **date_columns("period_start", stated(wanted.period_start)),
                **date_columns("period_end", stated(wanted.period_end)),
                **self._as_of(wanted),
            }
        )

    def _as_of(self, wanted: FromFigure) -> dict[str, Any]:
        """As-of as asked of the figure, else the edition's year, marked as inferred."""
        if wanted.as_of is not None:
            return {**date_columns("as_of", stated(wanted.as_of)), "as_of_basis_code": "stated"}
        year = self._document.edition_year
        date = None if year is None else year_as_date(year)
        basis = "unknown" if year is None else "inferred"
        return {**date_columns("as_of", date), "as_of_basis_code": basis}

    def _made(self, columns: Mapping[str, Any]) -> Claim:
        start, end = self._said.spans[0]
        return Claim(
            public_id=link_id(self._document.public_id, self._said.proof["id"]),
            document=self._document,
            start=start,
            end=end,
            outcome_code="claim_only",
            outcome_reason_code=OUTCOME_REASON,
            **{**columns, **self._release},
        )

    def spans(self, claim: Claim) -> list[ClaimSpan]:
        """The places of the text that print the claim."""
        return [
            ClaimSpan(
                public_id=link_id(claim.public_id, f"{start}-{end}"),
                claim=claim,
                document=self._document,
                start=start,
                end=end,
                is_primary=place == 0,
            )
            for place, (start, end) in enumerate(self._said.spans)
        ]

    def statement(self) -> ReportStatement:
        """The row that ties proof and claim together."""
        proof = self._said.proof
        request = proof.get("request")
        start, end = self._said.spans[0]
        return ReportStatement(
            public_id=link_id(self._edition.public_id, "said", proof["id"]),
            report_edition=self._edition,
            proof_id=proof["id"],
            said=proof["text"],
            start=start,
            end=end,
            claim=self.claim,
            source_claim=self._source,
            figure=request["figure"] if request else None,
            request=request,
            run_hash=proof.get("run_hash") or None,
            reason_code=self._reason,
        )


def _amount(said: SaidNumber) -> dict[str, Any]:
    return {
        **hedged_columns(said.quantity, said.qualifier),
        "qualifier_code": said.qualifier,
        "unit_code": said.unit_code,
        "currency_code": said.currency_code,
    }
