"""The proof of a ledger line that was counted, not claimed: the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import cells
from .cells import Json
from .claim_tables import activity_link, entry_proof_id, party_cell
from .counted import records_summary
from .evidence import bound_flags, row_number
from .source import Row, label_of

if TYPE_CHECKING:
    from .build import Build


def entry_proof(build: Build, entry: Row) -> tuple[str, Json, list[tuple[str, Iterable[str]]]]:
    """Return id, data and records of the proof of one entry without a claim."""
    proof_id = entry_proof_id(entry)
    measure = entry["measure_code"]
    parties = {
        name: party_cell(build.source, entry[f"{name}_party_id"])
        for name in ("provider", "receiver")
        if entry[f"{name}_party_id"]
    }
    data: Json = {
        "kind": "entry",
        "definition": cells.coded("measure", measure, label_of("measure", measure)),
        "number": row_number(entry, proof_id),
        **bound_flags(entry["qualifier_code"]),
        "activity": activity_link(build.source, entry["activity_id"]),
        "period": cells.dated(entry["date_stated"]),
        "origin": cells.coded(
            "entry_origin", entry["origin_code"], label_of("entry_origin", entry["origin_code"])
        ),
        **parties,
        "records": [records_summary("entry", [entry["entry_id"]])],
    }
    return proof_id, data, [("entry", [entry["entry_id"]])]
