"""Tables of claims, entries and observations, the same on every page that shows them."""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.catalogue.labels import Label

from . import cells
from .cells import Cell, Json
from .evidence import claim_number, claim_period, document_link, edition_label, row_number
from .paths import CLAIM_PROOF
from .source import Row, Source, label_of

_METRIC = cells.column("metric", Label("What is said", "内容"))
_VALUE = cells.column("value", Label("Value", "値"), is_number=True)
_PERIOD = cells.column("period", Label("Time", "時点・期間"))
_SCOPE = cells.column("scope", Label("Scope", "範囲"))
_EDITION = cells.column("edition", Label("Edition", "版"))
_OUTCOME = cells.column("outcome", Label("What it became", "扱い"))
_ACTIVITY = cells.column("activity", Label("Activity", "案件"))
_DOCUMENT = cells.column("document", Label("Document", "文書"))


def _metric(claim: Row) -> Cell:
    return cells.coded("metric", claim["metric_code"], label_of("metric", claim["metric_code"]))


def _outcome(claim: Row) -> Cell:
    return cells.coded(
        "claim_outcome", claim["outcome_code"], label_of("claim_outcome", claim["outcome_code"])
    )


def _edition(source: Source, claim: Row) -> Cell:
    document = source.by_key("documents")[claim["document_id"]]
    return cells.link("document", document["document_id"], cells.words(edition_label(document)))


def activity_link(source: Source, activity_id: str | None) -> Cell:
    """Return a link to an activity that reads its title; None for None."""
    if activity_id is None:
        return None
    activity = source.by_key("activities").get(activity_id)
    return None if activity is None else cells.link("activity", activity_id, activity["title"])


def claims_of_activity(source: Source, claims: Iterable[Row]) -> Json:
    """Return the table of what the documents say about one activity."""
    rows: list[list[Cell]] = [
        [
            _metric(claim),
            claim_number(claim),
            claim_period(claim),
            claim["scope"],
            _edition(source, claim),
            _outcome(claim),
        ]
        for claim in claims
    ]
    return cells.table(
        "claims",
        Label("What the documents say", "文書の記載"),
        [_METRIC, _VALUE, _PERIOD, _SCOPE, _EDITION, _OUTCOME],
        rows,
        empty=Label(
            "The documents state no figure or date for this activity.",
            "この案件について、数値や日付の記載はありません。",
        ),
    )


def claims_with_activity(
    source: Source, claims: Iterable[Row], name: str, title: Label, *, empty: Label | None = None
) -> Json:
    """Return a table of claims about several activities."""
    rows: list[list[Cell]] = [
        [
            activity_link(source, claim["activity_id"]),
            _metric(claim),
            claim_number(claim),
            claim_period(claim),
            _edition(source, claim),
        ]
        for claim in claims
    ]
    return cells.table(
        name, title, [_ACTIVITY, _METRIC, _VALUE, _PERIOD, _EDITION], rows, empty=empty
    )


_COMPARED = {
    False: Label("yes", "対象"),
    True: Label("set aside: comparable with none of the others", "対象外：他と比較できない"),
}


def claims_side_by_side(source: Source, claims: Iterable[Row], aside: frozenset[str]) -> Json:
    """Return the table that sets the claims of one finding beside each other.

    ``aside``: claims that compare with none of the others; the table then says which.
    """
    documents = source.by_key("documents")
    rows: list[list[Cell]] = []
    for claim in claims:
        population = claim["population_code"]
        rows.append(
            [
                document_link(documents[claim["document_id"]]),
                cells.words(edition_label(documents[claim["document_id"]])),
                _metric(claim),
                claim_number(claim),
                population
                and cells.coded("population", population, label_of("population", population)),
                claim_period(claim),
                claim["scope"],
                *([cells.words(_COMPARED[claim["claim_id"] in aside])] if aside else []),
            ]
        )
    heads = [
        _DOCUMENT,
        _EDITION,
        _METRIC,
        _VALUE,
        cells.column("population", Label("Who is counted", "対象")),
        _PERIOD,
        _SCOPE,
        *([cells.column("compared", Label("Compared", "比較"))] if aside else []),
    ]
    return cells.table("claims", Label("The claims side by side", "主張の比較"), heads, rows)


def _measure(row: Row) -> Cell:
    return cells.coded("measure", row["measure_code"], label_of("measure", row["measure_code"]))


def entries_table(source: Source, entries: Iterable[Row], total: int) -> Json:
    """Return the ledger lines of one activity, newest first. ``total`` counts those not shown too.

    A line proves itself by the claim behind it; a counted line by its own record.
    """
    rows: list[list[Cell]] = []
    for entry in entries:
        proof = CLAIM_PROOF + entry["claim_id"] if entry["claim_id"] else entry_proof_id(entry)
        rows.append(
            [
                _measure(entry),
                row_number(entry, proof),
                cells.dated(entry["date_stated"]),
                _party(source, entry["provider_party_id"]),
                _party(source, entry["receiver_party_id"]),
                cells.coded(
                    "entry_origin",
                    entry["origin_code"],
                    label_of("entry_origin", entry["origin_code"]),
                ),
            ]
        )
    heads = [
        cells.column("measure", Label("What is counted", "計上項目")),
        _VALUE,
        cells.column("date", Label("Date", "日付")),
        cells.column("provider", Label("From", "提供者")),
        cells.column("receiver", Label("To", "受領者")),
        cells.column("origin", Label("Origin", "由来")),
    ]
    made = cells.table("entries", Label("Entries of the ledger", "台帳の記入"), heads, rows)
    if total > len(rows):
        made["cut"] = total
    return made


def entry_proof_id(entry: Row) -> str:
    """Return the proof id of a ledger line that no claim evidences."""
    return f"entry.{entry['entry_id']}"


def _party(source: Source, party_id: str | None) -> Cell:
    if party_id is None:
        return None
    return party_cell(source, party_id)


def party_cell(source: Source, party_id: str) -> Cell:
    """Return a party's name, with a link unless it is named as background only."""
    party = source.by_key("parties").get(party_id)
    if party is None:
        return party_id
    if party["is_context_only"]:
        return str(party["name"])
    return cells.link("organisation", party_id, party["name"])


def observations_table(source: Source, observations: Iterable[Row]) -> Json:
    """Return cumulative totals by cut-off. They are levels of one count and never add up."""
    rows: list[list[Cell]] = []
    for row in sorted(
        observations, key=lambda each: (each["measure_code"], str(each["cutoff_first"]))
    ):
        claim = source.by_key("claims").get(row["claim_id"])
        rows.append(
            [
                _measure(row),
                row_number(row, CLAIM_PROOF + row["claim_id"]),
                cells.dated(row["since_stated"]),
                cells.dated(row["cutoff_stated"]),
                cells.coded(
                    "stated_or_inferred",
                    row["cutoff_basis_code"],
                    label_of("stated_or_inferred", row["cutoff_basis_code"]),
                ),
                None if claim is None else _edition(source, claim),
            ]
        )
    heads = [
        cells.column("measure", Label("What is counted", "計上項目")),
        _VALUE,
        cells.column("since", Label("Counted from", "起算")),
        cells.column("cutoff", Label("Up to", "基準時点")),
        cells.column("basis", Label("Cut-off", "基準時点の根拠")),
        _EDITION,
    ]
    note = Label(
        "Each row is a total to its date. Rows are never added up.",
        "各行はその時点までの累計であり、合算しません。",
    )
    return cells.table("observations", Label("Cumulative totals", "累計"), heads, rows, note=note)
