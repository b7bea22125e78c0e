"""Counts of records on a page: each opens the list of exactly the records that were counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Json

RECORDS_SHOWN = 50


def records_summary(kind: str, ids: list[str]) -> Json:
    """Return how a proof shows records of one kind: their number, a digest of them, the first.

    The digest is that of figures: SHA-256 of the ids in order, each followed by a line feed.
    """
    digest = hashlib.sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()
    return {"kind": kind, "count": len(ids), "digest": digest, "first": ids[:RECORDS_SHOWN]}


def counted(
    build: Build, definition: Label, kind: str, ids: Iterable[str], where: Mapping[str, str]
) -> Json:
    """Return a count as a number whose proof lists the records.

    ``kind`` is the kind of record (a key of ``paths.SECTIONS``), ``where`` the condition that chose
    them, ``definition`` says in a sentence what is counted.
    """
    found = sorted(set(ids))
    request = json.dumps([kind, definition.en, dict(where)], sort_keys=True, ensure_ascii=False)
    proof_id = f"count.{kind}.{hashlib.sha256(request.encode()).hexdigest()[:12]}"
    made = cells.number(str(len(found)), proof_id)
    build.proofs.add(
        proof_id,
        {
            "kind": "count",
            "definition": cells.words(definition),
            "number": made,
            "where": dict(where),
            "records": [records_summary(kind, found)],
        },
        [(kind, found)],
    )
    return made
