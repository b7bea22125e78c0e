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
_OF_LEVEL = {
    True: Label("Whole activities only.", "親のない案件のみ。"),
    False: Label(
        "Components and parts only: they belong to an activity and are never added to it.",
        "構成要素のみ。案件の一部であり、案件数には加えません。",
    ),
}


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


def counted_apart(
    build: Build, definition: Label, activity_ids: Iterable[str], where: Mapping[str, str]
) -> Json:
    """Return a count of whole activities and one of components, which are never added up.

    ``whole`` is always a number; ``parts`` is None where there are none.
    """
    activities = build.source.by_key("activities")
    apart: dict[bool, list[str]] = {True: [], False: []}
    for key in set(activity_ids):
        apart[bool(activities[key]["is_top_level"])].append(key)
    made = {
        is_whole: counted(
            build,
            Label(
                f"{definition.en} {_OF_LEVEL[is_whole].en}",
                f"{definition.ja}{_OF_LEVEL[is_whole].ja}",
            ),
            "activity",
            ids,
            {**where, "level": "top" if is_whole else "component"},
        )
        for is_whole, ids in apart.items()
        if is_whole or ids
    }
    return {"whole": made[True], "parts": made.get(False)}
