"""Which records a public snapshot holds.

Held is what is real, cleared for release, and whose every required reference is held too; an entry
also needs the claim that evidences it. A reversal and the entry that it cancels are held together
or not at all. A party is held unless every record that names it is withheld; a finding, when all
its claims are held, and the edition whose silence it tells of. What was found against a figure of
the desk's own snapshot stays at the desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.rules.release import STATES, is_public

from .entries import Entries
from .keys import Keys, referenced_tables, required_references
from .ledger import Ledger
from .queries import ROW, columns_named, source_of
from .synthetic import is_real, left_out_activities

PUBLIC_STATES = pa.array([state for state in STATES if is_public(state)])


def visible_keys(ledger: Ledger, lines: Entries, home_party: str) -> tuple[dict[str, Keys], Any]:
    """Return the keys of the held rows of every referenced table, and which entries are held.

    The latter is a Boolean array by integer key.
    """
    keys: dict[str, Keys] = {}
    left_out = left_out_activities(ledger)
    # Observations and results are referred to by claims alone, as what a claim became; editions by
    # the people who took part.
    for name in (*referenced_tables(), "observations", "pledge_results", "editions"):
        if name not in ("parties", "findings"):
            keys[name] = _keys_of_held(ledger, name, keys, left_out)
    keys["findings"] = _finding_keys(ledger, keys["claims"], keys["documents"])
    entries = held_entries(lines, keys)
    keys["parties"] = _party_keys(ledger, keys, entries, home_party)
    return keys, entries


def cleared_rows(name: str, batch: Any, keys: dict[str, Keys]) -> Any:
    """Return which rows are cleared and have all required references held, as a Boolean array."""
    held = np.ones(batch.num_rows, dtype=bool)
    if "release_code" in TABLES_BY_NAME[name].columns:
        held &= np.asarray(pc.is_in(batch.column("release_code"), PUBLIC_STATES))
    for field in required_references(name):
        held &= keys[str(field.references)].holds(_integers(batch.column(field.name)))
    return held


def _keys_of_held(
    ledger: Ledger, name: str, keys: dict[str, Keys], left_out: frozenset[int]
) -> Keys:
    wanted = [field.name for field in (*required_references(name), *_release(name))]
    table = ledger.rows(columns_named(name, [TABLES_BY_NAME[name].key, *wanted]), source_of(name))
    held = cleared_rows(name, table, keys)
    if name == "activities" and left_out:
        held &= is_real(table.column(ROW).to_numpy(), left_out)
    return _keys(table.filter(pa.array(held)))


def _release(name: str) -> list[Field]:
    return [field for field in TABLES_BY_NAME[name].fields if field.name == "release_code"]


def _keys(table: pa.Table) -> Keys:
    return Keys(table.column(ROW).to_numpy(), table.column(0).combine_chunks())


def _integers(column: Any) -> Any:
    """Return integer keys as an array; -1, which no row has, for null."""
    return pc.fill_null(column, -1).to_numpy()


def _finding_keys(ledger: Ledger, claims: Keys, documents: Keys) -> Keys:
    links = ledger.rows(
        columns_named("finding_claims", ["finding_id", "claim_id"]), source_of("finding_claims")
    )
    findings = links.column("finding_id").to_numpy()
    held = claims.holds(links.column("claim_id").to_numpy())
    whole = np.setdiff1d(findings[held], findings[~held])
    names = ["finding_id", "basis_code", "later_document_id"]
    table = ledger.rows(columns_named("findings", names), source_of("findings"))
    shown = np.isin(table.column(ROW).to_numpy(), whole)
    shown &= np.asarray(pc.not_equal(table.column("basis_code"), "figure"))
    later = table.column("later_document_id")
    shown &= np.asarray(later.is_null()) | documents.holds(_integers(later))
    return _keys(table.filter(pa.array(shown)))


def held_entries(lines: Entries, keys: dict[str, Keys]) -> Any:
    """Return by integer key whether a public snapshot may hold an entry."""
    held = np.zeros(lines.rows, dtype=bool)
    names = ["activity_id", "claim_id", "release_code"]
    for batch in lines.stream(columns_named("entries", names), source_of("entries")):
        claim = batch.column("claim_id")
        evidenced = np.asarray(claim.is_null()) | keys["claims"].holds(_integers(claim))
        held[batch.column(ROW).to_numpy()] = cleared_rows("entries", batch, keys) & evidenced
    withhold_halves(lines, held)
    return held


def withhold_halves(lines: Entries, held: Any) -> None:
    """Withhold reversals whose entry is withheld, and entries whose reversal is."""
    pairs = list(lines.reversals())
    cancelled = np.concatenate([one for one, _ in pairs] or [_array(())])
    reversal = np.concatenate([other for _, other in pairs] or [_array(())])
    # A reversal may be reversed in turn, so one withheld line can draw in several.
    while (held[cancelled] != held[reversal]).any():
        both = held[cancelled] & held[reversal]
        held[cancelled[~both]] = False
        held[reversal[~both]] = False


def _party_keys(ledger: Ledger, keys: dict[str, Keys], entries: Any, home_party: str) -> Keys:
    parties = ledger.rows(
        columns_named("parties", ["party_id", "is_context_only"]), source_of("parties")
    )
    rows = parties.column(ROW).to_numpy()
    shown = np.asarray(parties.column("is_context_only")).astype(bool)
    shown |= np.asarray(pc.equal(parties.column("party_id"), home_party))
    by_held, by_any = _named_parties(ledger, keys, entries)
    shown |= np.isin(rows, by_held) | ~np.isin(rows, by_any)
    return _keys(parties.filter(pa.array(shown)))


def _named_parties(ledger: Ledger, keys: dict[str, Keys], entries: Any) -> tuple[Any, Any]:
    """Return the integer keys of parties that some held record names, and that any record names."""
    by_held: set[int] = set()
    by_any: set[int] = set()

    def add(column: Any, held: Any) -> None:
        named = _integers(column)
        by_any.update(np.unique(named).tolist())
        by_held.update(np.unique(named[held]).tolist())

    links = ledger.rows(
        columns_named("activity_parties", ["activity_id", "party_id"]),
        source_of("activity_parties"),
    )
    add(links.column("party_id"), keys["activities"].holds(_integers(links.column("activity_id"))))
    claims = ledger.rows(columns_named("claims", ["party_id"]), source_of("claims"))
    add(claims.column("party_id"), keys["claims"].holds(claims.column(ROW).to_numpy()))
    namings = ledger.rows(
        columns_named("namings", ["document_id", "party_id"]), source_of("namings")
    )
    add(
        namings.column("party_id"),
        keys["documents"].holds(_integers(namings.column("document_id"))),
    )
    names = ["provider_party_id", "receiver_party_id"]
    for batch in ledger.stream(columns_named("entries", names), source_of("entries")):
        held = entries[batch.column(ROW).to_numpy()]
        for name in names:
            add(batch.column(name), held)
    return _array(by_held), _array(by_any)


def _array(values: Iterable[int]) -> Any:
    return np.fromiter(values, np.int64)
