"""Claims as the pages of findings show them: value, edition, time, passage, and a chart of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.publish.charts import point_chart
from tomoni.publish.evidence import claim_number, edition_label, row_number
from tomoni.publish.html.cells import CELL_HTML
from tomoni.publish.numbers import format_date, format_number
from tomoni.records.actions.loading.findings import facts_of
from tomoni.records.models import Activity, Claim, Document, FindingFigure
from tomoni.records.queries.countries_named import countries_named
from tomoni.rules.findings.facts import FindingClaim, held_at, is_dated_metric
from tomoni.rules.findings.lists import compare_count_with_list
from tomoni.web.shell.choices import reader_language

CLASSES_BY_WEIGHT: tuple[str, ...] = (
    "conflict", "internal_inconsistency", "undeterminable", "target_versus_actual", "correction",
    "stale_or_dropped", "update", "scope_difference", "time_basis_difference", "restatement",
    "same",
)  # fmt: skip
"""Classes of findings, those that ask most of a reviewer first."""
_AMOUNT = (
    "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "unit_code",
    "currency_code", "metric_code", "date_stated",
)  # fmt: skip
NAMED = ("activity__parent_activity", "activity__series", "document", "framework")


def value_of(claim: Claim) -> str:
    """Return what a claim asserts, in the reader's language: "more than 6,100 persons"."""
    return CELL_HTML[reader_language()].number_text(_number(claim))


def figure_value(figure: FindingFigure) -> str:
    """Return the value of a figure in the reader's language."""
    row = {name: getattr(figure, name) for name in _AMOUNT if hasattr(figure, name)}
    return CELL_HTML[reader_language()].number_text(row_number(row, ""))


def edition_of(document: Document) -> str:
    """Return how a document is cited: its edition, or that it is undated."""
    label: Label = edition_label({"edition_year": document.edition_year})
    return label.in_language(reader_language())


def shown_claims(claims: Iterable[Claim], aside: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return one row a claim, as the table of a finding shows it."""
    return [
        {
            "claim": claim,
            "value": value_of(claim),
            "edition": edition_of(claim.document),
            "when": _when(claim),
            "is_aside": claim.public_id in aside,
            "is_withdrawn": claim.outcome_reason_code == "withdrawn",
        }
        for claim in claims
    ]


def series_of(claims: Sequence[Claim]) -> list[Claim]:
    """Return all claims of the same activities and metrics, in the order of the times they hold."""
    subjects = {(one.activity_id, one.metric_code) for one in claims}
    wanted = Claim.objects.filter(
        activity__in={activity for activity, _ in subjects},
        metric_code__in={metric for _, metric in subjects},
    ).exclude(outcome_reason_code="withdrawn")
    wanted = wanted.select_related(*NAMED)
    found = [one for one in wanted if (one.activity_id, one.metric_code) in subjects]
    return sorted(found, key=_moment)


def chart_of(claims: Sequence[Claim], title: str) -> Mapping[str, Any] | None:
    """Return the chart of quantities of one unit over time; None for fewer than two dated ones.

    An undated one stands open at the left edge.
    """
    facts = [facts_of(one) for one in claims]
    units = {(one.unit, one.currency) for one in facts}
    if len(units) != 1 or any(is_dated_metric(one) for one in facts):
        return None
    drawn = point_chart(Label(title, title), [_point(*pair) for pair in _distinct(claims, facts)])
    if drawn is None:
        return None
    for line in drawn["grid"]:
        line["text"] = amount_words(line["text"].replace(",", ""), claims[0])
    # Amounts of money are longer than the numbers that the box is made for.
    room = 70 if claims[0].currency_code else 0
    return {**drawn, "box": f"{-room} 0 {drawn['width'] + room} {drawn['height']}"}


def amount_words(value: str, like: Claim) -> str:
    """Return digits in the unit or currency of a claim, in the reader's language."""
    return format_number(value, like.unit_code, like.currency_code, reader_language())


def lists_beside(claims: Sequence[Claim]) -> list[dict[str, str]]:
    """Return how counts of countries fit the countries that their texts list by name.

    It decides nothing: a text may list only some of those that it counts.
    """
    named = countries_named(claims)
    found = []
    for claim in claims:
        beside = named.get(claim.pk)
        if beside is None:
            continue
        fits = compare_count_with_list(facts_of(claim), beside.codes, is_open=beside.is_open)
        if fits is not None:
            found.append(
                {
                    "claim": amount_words(str(facts_of(claim).quantity), claim),
                    "named": amount_words(str(len(beside.codes)), claim),
                    "reason_code": fits.reason_code,
                }
            )
    return found


def _distinct(
    claims: Sequence[Claim], facts: Sequence[FindingClaim]
) -> list[tuple[Claim, FindingClaim]]:
    """One point for each time and value: a text that prints a number twice draws it once."""
    found = {}
    for claim, fact in zip(claims, facts, strict=True):
        held = held_at(fact)
        found.setdefault(
            (held.last if held else claim.public_id, str(fact.quantity)), (claim, fact)
        )
    return list(found.values())


def _point(claim: Claim, fact: FindingClaim) -> dict[str, Any]:
    held = held_at(fact)
    label = edition_label({"edition_year": claim.document.edition_year})
    number = _number(claim)
    return {
        "number": number,
        "text": CELL_HTML[reader_language()].number_text(number),
        "below": label.in_language(reader_language()),
        "when": held.last if held else None,
        "en": label.en,
        "ja": label.ja,
        "claim": claim,
    }


def _number(claim: Claim) -> Any:
    row = {name: getattr(claim, name) for name in _AMOUNT}
    return claim_number({**row, "claim_id": claim.public_id})


def _moment(claim: Claim) -> tuple[str, str]:
    held = held_at(facts_of(claim))
    return held.last.isoformat() if held else "", claim.public_id


def _when(claim: Claim) -> str:
    """The time that the text states for it, as stated; empty where it states none."""
    language = reader_language()

    def said(prefix: str) -> str:
        stated = getattr(claim, f"{prefix}_stated")
        return format_date(stated, language) if stated else ""

    if claim.as_of_stated and claim.as_of_basis_code == "stated":
        return said("as_of")
    if claim.period_start_stated or claim.period_end_stated:
        return f"{said('period_start')}–{said('period_end')}"
    return ""


def metric_words(code: str) -> str:
    """Return what is counted, in the reader's language."""
    metric = METRICS_BY_CODE.get(code)
    return metric.label.in_language(reader_language()) if metric else code


def paid_by_others(activities: Iterable[Activity], home_party: str) -> set[str]:
    """Return the activities that have funders, none of which is the home party or part of it."""
    found = set()
    for activity in activities:
        funders = [one.party for one in activity.parties.all() if one.role_code == "funder"]
        if funders and not any(_is_home(one, home_party) for one in funders):
            found.add(activity.public_id)
    return found


def _is_home(party: Any, home_party: str) -> bool:
    while party is not None and party.public_id != home_party:
        party = party.parent_party
    return party is not None
