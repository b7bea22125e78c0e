"""Asks an opened snapshot, and turns its answers into plain values and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tomoni.catalogue.errors import NotFoundError, RefusedError, Where
from tomoni.catalogue.labels import Label
from tomoni.exchange.snapshot import Snapshot
from tomoni.figures.run import FigureRun, run_figure

from ..evidence import claim_number, edition_label
from ..figure_runs import (
    FigureRuns,
    definition_of,
    narrowed_request,
    number_of,
    proof_id_of,
)
from ..proof_notes import left_out
from ..source import Row, Source, label_of
from .answers import AnswerRow, ClaimAnswer, FigureAnswer, Json, OpenFinding, Refusal
from .model import Lineage

# Findings of these classes contradict what is printed; the others explain a difference.
CONTRADICTING = frozenset({"conflict", "internal_inconsistency", "undeterminable"})
_CLAIM_COLUMNS = {
    "metric": "metric_code",
    "measure": "measure_code",
    "document": "document_id",
    "activity": "activity_id",
}
_CLAIMS_KEPT = 2_000
# Units of figures that count what was said or written, whatever it says.
_OF_SAYINGS = frozenset({"claims", "findings", "documents", "passages"})


class Asker:
    """Asks figures and claims of one opened snapshot."""

    def __init__(self, snapshot: Snapshot, *, with_proofs: bool) -> None:
        self._snapshot = snapshot
        self._with_proofs = with_proofs
        self._source = Source(snapshot)
        self._words = FigureRuns(snapshot, self._source)
        self._findings_by_claim: dict[str, list[Row]] | None = None

    def figure(self, request: Json) -> Json:
        """Return the plain answer of a figure. Errors: those of ``run_figure``."""
        run = run_figure(
            self._snapshot,
            request["figure"],
            by=request["by"],
            where=request["where"],
            as_of=request["as_of"],
        )
        behind = self._behind(run)
        rows = [self._row(run, place, behind[place]) for place in range(len(run.rows))]
        definition = definition_of(run.figure)
        return {
            "figure": run.figure.name,
            "version": run.figure.version,
            "title": _pair(run.figure.label),
            "definition": _pair(definition),
            "unit": run.figure.unit,
            "always": list(run.figure.always),
            "hash": run.hash if self._with_proofs else "",
            "rows": rows,
            "left_out": [_left_out_words(line) for line in left_out(run)],
        }

    def claim(self, claim_id: str) -> Json:
        """Return the plain answer of a claim. Errors: NotFoundError."""
        row = self._source.by_key("claims").get(claim_id)
        if row is None:
            raise NotFoundError(
                f"The snapshot has no claim {claim_id!r}.",
                where=Where(field="claim"),
                do="`tomoni claims` lists them; a public snapshot holds cleared ones only.",
            )
        document = self._source.by_key("documents")[row["document_id"]]
        activity = self._source.by_key("activities").get(row["activity_id"] or "")
        has_number = row["quantity"] is not None or row["date_stated"] is not None
        spans = self._source.of("claim_spans", "claim_id", claim_id)
        return {
            "claim": claim_id,
            "document_id": row["document_id"],
            "document": document["title"],
            "public_page": document["public_page"] or "",
            "edition": _pair(edition_label(document)),
            "metric": _pair(label_of("metric", row["metric_code"])),
            "subject": activity["title"] if activity else "",
            "as_of": row["as_of_stated"] or row["period_end_stated"] or row["date_stated"],
            "number": claim_number(row) if has_number else None,
            "spans": [[span["start"], span["end"]] for span in spans]
            or [[row["start"], row["end"]]],
            **self._findings([claim_id]),
        }

    def claims(self, filters: Mapping[str, str]) -> Json:
        """Return the ids of the claims that fit. Errors: NotFoundError where none does."""
        columns = {_CLAIM_COLUMNS[name]: value for name, value in filters.items()}
        found = [
            row
            for row in self._source.rows("claims")
            if all(row[column] == value for column, value in columns.items())
        ]
        if not found:
            asked = ", ".join(f"{name}={value}" for name, value in filters.items())
            raise NotFoundError(
                f"The snapshot has no claims with {asked or 'anything'}.",
                do="`tomoni claims` lists them; a public snapshot holds cleared ones only.",
            )
        return {"claims": [row["claim_id"] for row in sorted(found, key=self._edition_order)]}

    def _edition_order(self, claim: Row) -> tuple[int, str, int, str]:
        document = self._source.by_key("documents")[claim["document_id"]]
        year = document["edition_year"] or 9999
        return year, claim["document_id"], claim["start"], claim["claim_id"]

    def _row(self, run: FigureRun, place: int, behind: Mapping[str, Sequence[str]]) -> Json:
        row = run.rows[place]
        plain = row.as_dict()
        site_id = proof_id_of(run.figure.name, run.figure.version, narrowed_request(run, row.key))
        names = {name: self._words.key_label(name, value) for name, value in row.key.items()}
        lineage = self._lineage(run, place, behind) if self._with_proofs else []
        claims = () if run.figure.unit in _OF_SAYINGS else behind["claims"]
        return {
            "key": dict(row.key),
            "names": {name: _pair(label) for name, label in names.items()},
            "number": number_of(plain, site_id, _unit_of(run, row.key)),
            "plain": {name: value for name, value in plain.items() if name != "parts"},
            "site_id": site_id,
            "lineage": lineage,
            **self._findings(claims),
        }

    def _behind(self, run: FigureRun) -> list[dict[str, list[str]]]:
        """Return the ids behind each row by table; claims alone where they are too many to list."""
        try:
            traced = run.as_dict(trace=True)["rows"] if self._with_proofs else _traced(run)
        except RefusedError:
            has_claims = "claims" in run.sources
            return [
                {"claims": list(run.lineage_page(place, "claims", 0, _CLAIMS_KEPT))}
                if has_claims
                else {"claims": []}
                for place in range(len(run.rows))
            ]
        assert isinstance(traced, list)
        return [
            {source: list(row.get(source, [])) for source in run.sources if source != "claims"}
            | {"claims": [claim["id"] for claim in row["claims"]]}
            for row in traced
        ]

    def _lineage(
        self, run: FigureRun, place: int, behind: Mapping[str, Sequence[str]]
    ) -> list[list[Any]]:
        if any(source not in behind for source in run.sources):
            found = [[line.source, line.count, line.digest] for line in run.lineage(place)]
        else:
            found = [[each, len(behind[each]), digest_of(behind[each])] for each in run.sources]
        return [line for line in found if line[1]]

    def _findings(self, claim_ids: Iterable[str]) -> Json:
        """Return the open findings that contradict any of the claims; and if any is decided."""
        by_claim = self._all_findings()
        found = {row["finding_id"]: row for claim in claim_ids for row in by_claim.get(claim, [])}
        listed = [
            {
                "id": row["finding_id"],
                "topic": row["topic"],
                "label": _pair(label_of("finding_class", row["class_code"])),
            }
            for _, row in sorted(found.items())
            if row["state_code"] == "open" and row["class_code"] in CONTRADICTING
        ]
        is_decided = any(row["state_code"] == "adjudicated" for row in found.values())
        return {"findings": listed, "is_decided": is_decided}

    def _all_findings(self) -> dict[str, list[Row]]:
        if self._findings_by_claim is None:
            self._findings_by_claim = {}
            findings = self._source.by_key("findings")
            for link in self._source.rows("finding_claims"):
                finding = findings.get(link["finding_id"])
                if finding is not None and not link["is_set_aside"]:
                    self._findings_by_claim.setdefault(link["claim_id"], []).append(finding)
        return self._findings_by_claim


def digest_of(ids: Iterable[str]) -> str:
    """Return the digest of ids as ``figures.lineage`` makes it: each with a line feed, ordered."""
    lines = sorted({each.encode() for each in ids})
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


def refusal_of(plain: Json) -> Refusal | None:
    """Return the refusal that a plain answer is, None where it is an answer."""
    found = plain.get("refusal")
    if found is None:
        return None
    ja = found["ja"]
    japanese = (ja[0], ja[1] or "") if ja else None
    return Refusal(found["code"], found["what"], found["do"] or "", found["field"], japanese)


def figure_answer(plain: Json) -> FigureAnswer | Refusal:
    """Return the answer of a figure out of plain values."""
    refusal = refusal_of(plain)
    if refusal is not None:
        return refusal
    return FigureAnswer(
        plain["figure"],
        plain["version"],
        Label(*plain["title"]),
        Label(*plain["definition"]),
        plain["unit"],
        tuple(plain["always"]),
        plain["hash"],
        tuple(_answer_row(row) for row in plain["rows"]),
        tuple(Label(*pair) for pair in plain["left_out"]),
    )


def claim_answer(plain: Json) -> ClaimAnswer | Refusal:
    """Return the answer of a claim out of plain values."""
    refusal = refusal_of(plain)
    if refusal is not None:
        return refusal
    return ClaimAnswer(
        plain["claim"],
        plain["document_id"],
        plain["document"],
        plain["public_page"],
        Label(*plain["edition"]),
        Label(*plain["metric"]),
        plain["subject"],
        plain["as_of"],
        plain["number"],
        tuple((start, end) for start, end in plain["spans"]),
        _open_findings(plain["findings"]),
        plain["is_decided"],
    )


def _answer_row(plain: Json) -> AnswerRow:
    return AnswerRow(
        plain["key"],
        {name: Label(*pair) for name, pair in plain["names"].items()},
        plain["number"],
        plain["plain"],
        plain["site_id"],
        tuple(Lineage(source, count, digest) for source, count, digest in plain["lineage"]),
        _open_findings(plain["findings"]),
        plain["is_decided"],
    )


def _open_findings(plain: Iterable[Json]) -> tuple[OpenFinding, ...]:
    return tuple(OpenFinding(each["id"], each["topic"], Label(*each["label"])) for each in plain)


def _traced(run: FigureRun) -> list[Json]:
    """Return the claims alone of each row, as a preview wants them."""
    has_claims = "claims" in run.sources
    return [
        {"claims": [{"id": each} for each in run.lineage_page(place, "claims", 0, _CLAIMS_KEPT)]}
        if has_claims and len(run.rows) == 1
        else {"claims": []}
        for place in range(len(run.rows))
    ]


def _unit_of(run: FigureRun, key: Mapping[str, Any]) -> str:
    """Return the unit of a row: the figure's own, or that of the row where each has another."""
    return str(key.get("unit") or "") if " " in run.figure.unit else run.figure.unit


def _left_out_words(line: Json) -> list[str]:
    said = [f"{line['count']} {line['what'][language]}" for language in ("en", "ja")]
    return [f"{said[0]}: {line['reason']['en']}", f"{said[1]}：{line['reason']['ja']}"]


def _pair(label: Label) -> list[str]:
    return [label.en, label.ja]
