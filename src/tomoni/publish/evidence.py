"""What stands behind a number: claims with their documents, places and passages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.qualifiers import interval
from tomoni.rules.quantities import Quantity, format_major

from . import cells
from .cells import Cell, Json
from .paths import CLAIM_PROOF
from .source import Row, Source, label_of

CONTEXT = 200


class Texts:
    """Texts of attached documents that the instance may show, by content hash."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._read = lru_cache(maxsize=16)(self._text_at)

    def of(self, document: Row) -> str | None:
        """Return the text of a document; None when it is not attached or may not be shown."""
        if self._directory is None or not document["may_show"]:
            return None
        return self._read(self._directory / f"{document['sha256']}.txt")

    def _text_at(self, path: Path) -> str | None:
        # newline="" keeps the line ends, because spans count them.
        if not path.is_file():
            return None
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()


def passage(text: str, start: int, end: int, context: int = CONTEXT) -> Json:
    """Return the words around a span: before, the span itself, after, and whether more follows."""
    first, last = max(0, start - context), min(len(text), end + context)
    before, after = text[first:start], text[end:last]
    if first > 0:
        before = before.partition(" ")[2] or before
    if last < len(text):
        after = after.rpartition(" ")[0] or after
    return {
        "before": before.lstrip(),
        "span": text[start:end],
        "after": after.rstrip(),
        "cut_before": first > 0,
        "cut_after": last < len(text),
    }


def amounts(row: Row) -> dict[str, str | None]:
    """Return value, low and high of a row as decimal text in major units."""
    found: dict[str, str | None] = {}
    for name, column in (("value", "quantity"), ("low", "low_quantity"), ("high", "high_quantity")):
        whole = row[column]
        found[name] = (
            None
            if whole is None
            else format_major(Quantity(whole, row["exponent"]), row["currency_code"])
        )
    return found


def row_number(row: Row, proof: str, **more: object) -> Json:
    """Return the number that one row holds, whatever its table."""
    made = amounts(row)
    return cells.number(
        str(made["value"]),
        proof,
        unit=row["unit_code"],
        currency=row["currency_code"],
        qualifier=row["qualifier_code"],
        low=made["low"],
        high=made["high"],
        **more,
    )


def claim_number(claim: Row) -> Json:
    """Return the number, or the date, that a claim asserts, with the claim as its proof."""
    metric = METRICS_BY_CODE.get(claim["metric_code"])
    is_date = claim["date_stated"] is not None and (
        metric is None or metric.role in ("date_fact", "series_fact", "context")
    )
    stated = claim["date_stated"] if is_date else None
    return row_number(claim, CLAIM_PROOF + claim["claim_id"], stated=stated)


def edition_label(document: Row) -> Label:
    """Return how a document is cited in a table: its edition, or that it has none."""
    year = document["edition_year"]
    if year is None:
        return Label("undated", "日付なし")
    return Label(f"{year} edition", f"{year}年版")


def document_link(document: Row) -> Json:
    """Return a link to a document that reads its title."""
    return cells.link("document", document["document_id"], document["title"])


def claim_period(claim: Row) -> Cell:
    """Return the time that a claim itself states: as of when, or over which period; else None.

    An as-of date that is only read from the edition is not repeated: the edition stands beside it.
    """
    if claim["as_of_stated"] and claim["as_of_basis_code"] == "stated":
        return cells.dated(claim["as_of_stated"])
    return stated_period(claim)


def claim_as_of(claim: Row) -> Json:
    """Return as of when a claim counts and on what ground that is known.

    Both are None for a claim that is neither dated so nor a cumulative total: nothing is missing.
    """
    code = claim["as_of_basis_code"]
    if not claim["as_of_stated"] and claim["accumulation_code"] != "cumulative":
        return {"as_of": None, "as_of_basis": None}
    return {
        "as_of": cells.dated(claim["as_of_stated"]),
        "as_of_basis": cells.coded("as_of_basis", code, label_of("as_of_basis", code))
        if code
        else None,
    }


def bound_flags(qualifier: str) -> dict[str, bool]:
    """Return which bounds a hedge leaves open (not reached) or soft (read from the rounding)."""
    bounds = interval(Quantity(1, 0), qualifier)
    return {
        "low_is_open": bounds.low_is_open,
        "low_is_soft": bounds.low_is_soft,
        "high_is_open": bounds.high_is_open,
        "high_is_soft": bounds.high_is_soft,
    }


def stated_period(claim: Row) -> Cell:
    """Return the period over which a claim counts, as stated; None where none is stated."""
    start, end = claim["period_start_stated"], claim["period_end_stated"]
    if start or end:
        return {"t": "period", "since": cells.dated(start), "until": cells.dated(end)}
    return None


@dataclass(frozen=True)
class Evidence:
    """Turns claims into evidence: where it stands, what it says, what it became."""

    source: Source
    texts: Texts

    def span(self, document: Row, start: int, end: int, context: int = CONTEXT) -> Json:
        """Return one place in a document, with its passage where the instance may show it."""
        text = self.texts.of(document)
        place: Json = {"start": start, "end": end}
        if text is not None and end <= len(text):
            place["passage"] = passage(text, start, end, context)
        return place

    def of_claim(self, claim: Row) -> Json:
        """Return one claim as evidence: number, document, edition, place, passage, address."""
        document = self.source.by_key("documents")[claim["document_id"]]
        metric = label_of("metric", claim["metric_code"])
        return {
            "claim": claim["claim_id"],
            "number": claim_number(claim),
            "metric": cells.coded("metric", claim["metric_code"], metric),
            "document": document_link(document),
            "edition": cells.words(edition_label(document)),
            "has_edition": document["edition_year"] is not None,
            "edition_basis": cells.coded(
                "stated_or_inferred",
                document["edition_basis_code"],
                label_of("stated_or_inferred", document["edition_basis_code"]),
            ),
            "publisher": document["publisher"],
            "public_page": document["public_page"],
            "place": self.span(document, claim["start"], claim["end"]),
            "period": claim_period(claim),
            "scope": claim["scope"],
            "value_inferred": claim["value_inferred"],
            "outcome": cells.coded(
                "claim_outcome",
                claim["outcome_code"],
                label_of("claim_outcome", claim["outcome_code"]),
            ),
            "outcome_reason": cells.coded(
                "claim_outcome_reason",
                claim["outcome_reason_code"],
                label_of("claim_outcome_reason", claim["outcome_reason_code"]),
            ),
        }
