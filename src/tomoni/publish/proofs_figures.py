"""The proof of every row of every figure that a page shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.terms import TERMS
from tomoni.figures.keys import KEYS
from tomoni.figures.registry import NOT_APPLICABLE
from tomoni.figures.run import FigureRun

from . import cells
from .build import Build
from .cells import Json
from .counted import RECORDS_SHOWN, records_summary
from .evidence import bound_flags
from .figure_runs import (
    BASIS_LABELS,
    Answer,
    FigureRow,
    command_line,
    definition_of,
    narrowed_request,
)
from .page_figures import TOTALS
from .pages_claims import others_table
from .proof_notes import answer_notes, answer_parts, left_out
from .unit_words import agreeing, counted_label

EVIDENCE_SHOWN = 12
_PLAIN_UNITS = frozenset({"", "currency", "share", "year", "ordinal", "per_year"})
_COUNTRY_KEYS = frozenset({"country", "region"})
_ABOUT_COUNTRIES = frozenset({"recipient_countries_count", "country_profile"})
_OF_EDITIONS = frozenset({"edition_gaps", "editions_held_count"})
RECORDS_KEPT = 2_000
# Names of snapshot tables as kinds of record.
KIND_OF_TABLE: dict[str, str] = {
    "activities": "activity",
    "claims": "claim",
    "documents": "document",
    "editions": "edition",
    "entries": "entry",
    "findings": "finding",
    "frameworks": "framework",
    "mentions": "mention",
    "observations": "observation",
    "parties": "organisation",
    "pledge_results": "result",
    "pledge_targets": "target",
    "pledges": "pledge",
    "series": "series",
}
Behind = Mapping[str, list[str]]


def _traced(answer: Answer) -> list[Behind] | None:
    """Return the ids behind each row, by table; None when they are too many to list at once."""
    assert answer.run is not None
    try:
        traced = answer.run.as_dict(trace=True)["rows"]
    except RefusedError:
        return None
    assert isinstance(traced, list)
    found: list[Behind] = []
    for row in traced:
        claims = [claim["id"] for claim in row["claims"]]
        ids = {source: row.get(source, []) for source in answer.run.sources if source != "claims"}
        found.append({**ids, "claims": claims})
    return found


def _paged(run: FigureRun, place: int) -> tuple[list[Json], dict[str, list[str]]]:
    """Return summaries and first ids of a row with too many records to trace."""
    summaries, kept = [], {}
    for line in run.lineage(place):
        kind = KIND_OF_TABLE.get(line.source, line.source)
        summaries.append(
            {
                "kind": kind,
                "count": line.count,
                "digest": line.digest,
                "first": list(line.first[:RECORDS_SHOWN]),
            }
        )
        kept[line.source] = list(run.lineage_page(place, line.source, 0, RECORDS_KEPT))
    return summaries, kept


def _basis(run: FigureRun, request: Json) -> list[Json]:
    """Return the parts of the declared basis that bear on this request.

    On what ground a country counts bears only on a request that names or divides by countries, and
    on figures about countries.
    """
    asked = {*request["where"], *request["by"], *request["row"]}
    is_by_country = bool(asked & _COUNTRY_KEYS) or run.figure.name in _ABOUT_COUNTRIES
    return [
        {"label": cells.words(BASIS_LABELS[name]), "words": words}
        for name, words in run.figure.basis.as_dict().items()
        if words != NOT_APPLICABLE and (name != "country_basis" or is_by_country)
    ]


def unit_words(run: FigureRun, row: FigureRow) -> Json | None:
    """Return what the number counts, to stand after it; None for money, shares and bare numbers."""
    label = _counted_label(run, row)
    return None if label is None else cells.words(agreeing(label, row.plain["value"]))


def _counted_label(run: FigureRun, row: FigureRow) -> Label | None:
    if run.figure.name in _OF_EDITIONS:
        return counted_label("editions")
    measure = MEASURES_BY_CODE.get(run.figure.name.removesuffix("_count"))
    if measure is not None:
        return None if row.plain.get("currency") else lowered(measure.label)
    unit = run.figure.unit
    if " " in unit:
        unit = str(row.key.get("unit") or "")
    if row.plain.get("currency") or unit in _PLAIN_UNITS:
        return None
    return counted_label(unit) or TERMS["unit"].get(unit)


def lowered(label: Label) -> Label:
    """Return a label as it reads within a line."""
    return Label(label.en.lower(), label.ja)


def _asked(build: Build, request: Json) -> list[Json]:
    """Return what the figure was narrowed to, in words; ids that have no name are left out."""
    pairs = [(key, value) for key, values in request["where"].items() for value in values]
    pairs += list(request["row"].items())
    asked = []
    for key, value in pairs:
        label = build.figures.key_label(key, value)
        if value is None or (KEYS[key].kind == "record" and label.en == str(value)):
            continue
        asked.append({"key": cells.words(KEYS[key].label), "value": cells.words(label)})
    return asked


def _value_table(row: FigureRow, request: Json, snapshot: str) -> Json:
    """Return the value as a one-row table, for its CSV."""
    plain = row.plain
    fixed = {
        "figure": row.run.figure.name,
        "version": str(row.run.figure.version),
        **{key: "|".join(map(str, values)) for key, values in request["where"].items()},
        **{key: "" if value is None else str(value) for key, value in request["row"].items()},
        "as_of": request["as_of"],
        "value": plain["value"],
        "low": plain["low"],
        "high": plain["high"],
        "qualifier": plain["qualifier"],
        "unit": row.run.figure.unit,
        "snapshot": snapshot,
    }
    heads = [cells.column(name, Label(name, name)) for name in fixed]
    return cells.table("value", Label("Value", "値"), heads, [[*fixed.values()]])


def _query_path(build: Build, run: FigureRun) -> str:
    """Keep the SQL of a run once and return where it stands."""
    backend = run.snapshot.backend
    queries = [
        f"-- {part.name}: {part.source}\n{backend.compile(part.rows, pretty=True)};\n"
        for part in run.evidence.parts
    ]
    body = f"-- {run.figure.name}, version {run.figure.version}\n" + "\n".join(queries)
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    path = f"queries/{digest}.sql"
    build.keep_file(path, "text/plain; charset=utf-8", body.encode())
    return f"/{path}"


def _data(
    build: Build, row: FigureRow, records: list[Json], claim_ids: list[str], query: str
) -> Json:
    run, plain = row.run, row.plain
    request = narrowed_request(run, row.key)
    claims = build.source.by_key("claims")
    known = [claims[claim_id] for claim_id in claim_ids if claim_id in claims]
    others = others_table(build, set(claim_ids)) if 0 < len(claim_ids) <= EVIDENCE_SHOWN else None
    tables = {"value": _value_table(row, request, run.snapshot.id)}
    observed = [each["first"] for each in records if each["kind"] == "observation"]
    if others:
        tables["others"] = others
    return {
        "kind": "figure",
        "figure": run.figure.name,
        "version": run.figure.version,
        "title": cells.words(run.figure.label),
        "definition": cells.words(definition_of(run.figure)),
        "missing": run.figure.definition.missing,
        "unit": run.figure.unit,
        "unit_words": unit_words(run, row),
        "number": row.number,
        **bound_flags(plain["qualifier"]),
        "low_is_open": plain["low_is_open"],
        "high_is_soft": plain["high_is_soft"],
        "basis": _basis(run, request),
        "asked": _asked(build, request),
        "as_of": cells.dated(request["as_of"]),
        "notes": answer_notes(plain),
        "parts": answer_parts(row),
        "left_out": left_out(run),
        "records": [
            each for each in records if each["kind"] != "claim" or each["count"] > EVIDENCE_SHOWN
        ],
        "evidence": [build.evidence.of_claim(claim) for claim in known[:EVIDENCE_SHOWN]],
        "claims": len(claim_ids),
        "residual": build.figures.residual_of(observed[0][0])
        if len(observed) == 1 and len(observed[0]) == 1 and run.figure.name in TOTALS
        else None,
        "command": command_line(run.figure.name, request),
        "request": request,
        "query": query,
        "tables": tables,
    }


def _kept(ids: Behind) -> Iterable[tuple[str, list[str]]]:
    return [(KIND_OF_TABLE.get(source, source), list(found)) for source, found in ids.items()]


def write_figure_proofs(build: Build) -> None:
    """Write the proof of every row of every answer that was asked for while pages were built."""
    for answer in build.figures.asked:
        assert answer.run is not None
        wanted = [row for row in answer.rows if row.number and row.proof not in build.proofs]
        if not wanted:
            continue
        traced = _traced(answer)
        query = _query_path(build, answer.run)
        for row in wanted:
            ids: Behind
            if traced is not None:
                ids = traced[row.place]
                records = [
                    records_summary(KIND_OF_TABLE.get(source, source), sorted(found))
                    for source, found in ids.items()
                    if found
                ]
            else:
                records, ids = _paged(answer.run, row.place)
            data = _data(build, row, records, list(ids.get("claims", [])), query)
            build.proofs.add(row.proof, data, _kept(ids))
