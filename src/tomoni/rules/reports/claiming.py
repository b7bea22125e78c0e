"""What a published report claims: from the proof of one number to the claim that it becomes.

A claim of our own report is never an entry and never an observation: what it says stands in the
ledger already. It is kept so that next year's report can be held against it.

| the number | becomes |
|---|---|
| a claim of a document | the same claim, as said here |
| a figure of a measure that documents count, about one activity or series | a claim about it |
| any other figure | no claim; the statement keeps its proof |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tomoni.catalogue.metrics import METRICS_BY_CODE

from ..quantities import Quantity
from ..statements import Known, Untrue, decide_statement

OUTCOME_REASON = "said_by_own_report"

# Figures of what documents count as well: the metric, and whether the total is to date.
FIGURE_METRICS: Mapping[str, tuple[str, str]] = {
    "graduates_count": ("graduates", "cumulative"),
    "persons_trained_count": ("persons_trained", "cumulative"),
    "participants_count": ("participants", "flow"),
    "countries_represented_count": ("countries_represented", "cumulative"),
    "amount_contributed": ("amount_contributed", "cumulative"),
    "amount_disbursed": ("amount_disbursed", "cumulative"),
    "amount_contributed_flows": ("amount_contributed", "flow"),
    "amount_disbursed_flows": ("amount_disbursed", "flow"),
}
_SUBJECTS = ("activity", "series")
_PERIODS = {"year": "{}", "fiscal_year": "FY{}"}
_NO_SCOPE = frozenset({*_SUBJECTS, *_PERIODS, "currency", "unit", "measure", "from", "to"})


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """A number as a report says it: exact value, hedge, unit, currency of money."""

    quantity: Quantity
    qualifier: str
    unit_code: str
    currency_code: str | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A number that repeats the claim of a document. ``said`` None: a date, kept as it stands."""

    claim_id: str
    said: SaidNumber | None


@dataclass(frozen=True, slots=True)
class FromFigure:
    """A number of a figure that becomes a claim.

    Exactly one of ``activity_id`` and ``series_id`` is set. ``as_of``, ``period_start`` and
    ``period_end``: stated dates. ``scope``: what else the figure was narrowed to.
    """

    said: SaidNumber
    metric_code: str
    accumulation_code: str
    activity_id: str | None
    series_id: str | None
    as_of: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class NoClaim:
    """Why a number becomes no claim: a code of the list "statement_reason"."""

    reason: str


def claim_of(proof: Mapping[str, Any]) -> Repeated | FromFigure | NoClaim:
    """Return the claim that a proven number becomes, out of its line in a proof file."""
    source = proof.get("claim")
    if source:
        said = None if proof.get("stated") else said_number(proof)
        if said is None and not proof.get("stated"):
            return NoClaim("no_exact_number")
        return Repeated(str(source["claim_id"]), said)
    request = proof["request"]
    found = FIGURE_METRICS.get(request["figure"])
    if found is None:
        return NoClaim("no_metric")
    keys = _keys(request)
    subject = next(((name, keys[name]) for name in _SUBJECTS if name in keys), None)
    if subject is None:
        return NoClaim("no_subject")
    said = said_number(proof)
    if said is None:
        return NoClaim("no_exact_number")
    metric, accumulation = found
    start, end = _period(keys)
    name, value = subject
    return FromFigure(
        said=said,
        metric_code=METRICS_BY_CODE[metric].code,
        accumulation_code=accumulation if start or end else "cumulative",
        activity_id=value if name == "activity" else None,
        series_id=value if name == "series" else None,
        as_of=request.get("as_of"),
        period_start=start,
        period_end=end,
        scope=_scope(keys),
    )


def said_number(proof: Mapping[str, Any]) -> SaidNumber | None:
    """Return the number as it is printed; None where the ledger cannot hold it exactly.

    The build has found it true; here it is only rounded and hedged as the slot asked.
    """
    value, low, high = (_fraction(proof.get(name)) for name in ("value", "low", "high"))
    known = Known(value, low, high, proof["qualifier"], low_is_open=True, high_is_open=True)
    say = proof["say"].replace(" ", "_") or None
    step = _fraction(proof["rounding"])
    said = decide_statement(known, "exact" if say == "exactly" else say, step)
    if isinstance(said, Untrue):
        return None
    quantity = _quantity(said.value)
    if quantity is None or not quantity.fits_ledger:
        return None
    return SaidNumber(quantity, said.qualifier, proof["unit"], proof.get("currency"))


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(Decimal(text)) if text else None


def _quantity(value: Fraction) -> Quantity | None:
    for decimals in range(7):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            return Quantity(scaled.numerator, -decimals)
    return None


def _keys(request: Mapping[str, Any]) -> dict[str, str]:
    """The keys that narrow the number to one value each: of the request, then of its row."""
    narrowed = {
        name: str(values[0]) for name, values in request["where"].items() if len(values) == 1
    }
    of_row = {name: str(value) for name, value in request["row"].items() if value is not None}
    return narrowed | of_row


def _period(keys: Mapping[str, str]) -> tuple[str | None, str | None]:
    for name, pattern in _PERIODS.items():
        if name in keys:
            return pattern.format(keys[name]), pattern.format(keys[name])
    return keys.get("from"), keys.get("to")


def _scope(keys: Mapping[str, str]) -> str | None:
    others = sorted(f"{name} {value}" for name, value in keys.items() if name not in _NO_SCOPE)
    return "; ".join(others) or None
