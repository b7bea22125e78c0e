"""Identifiers: no blanks around them, no signs in them, and what they must begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc

from tomoni.catalogue.iati.prefixes import IdentifierPrefixes
from tomoni.catalogue.iati.tables import Kind

from .columns import Mask, Numbers, Piece, Rows, mask_of
from .gathered import Gathered
from .places import element_of

_SIGNS = r"[/&|?]"
# No organisation of the lists has a longer identifier.
_LONGEST = 100


class _Column(NamedTuple):
    """One column of identifiers. ``type``: rows of this type only."""

    rule: str
    table: str
    name: str
    type: str | None = None


_OF_PARTIES = ("transactions", "planned_disbursements")
_BLANKS: dict[Kind, tuple[_Column, ...]] = {
    "activities": (
        _Column("1.3.1", "activities", "iati_identifier"),
        _Column("1.14.1", "reporting_orgs", "ref"),
        _Column("1.16.1", "other_identifiers", "ref", "B1"),
        _Column("1.6.1", "other_identifiers", "ref", "A3"),
        _Column("1.11.1", "other_identifiers", "owner_org_ref"),
        _Column("1.7.1", "related_activities", "ref"),
        _Column("1.8.1", "participating_orgs", "ref"),
        _Column("1.9.1", "participating_orgs", "activity_id"),
        *(_Column("1.10.1", table, "provider_org_ref") for table in _OF_PARTIES),
        *(_Column("1.4.1", table, "provider_org_activity_id") for table in _OF_PARTIES),
        *(_Column("1.15.1", table, "receiver_org_ref") for table in _OF_PARTIES),
        *(_Column("1.5.1", table, "receiver_org_activity_id") for table in _OF_PARTIES),
    ),
    "organisations": (
        _Column("1.12.1", "organisations", "organisation_identifier"),
        _Column("1.17.1", "recipient_org_budgets", "recipient_org_ref"),
        _Column("1.18.1", "reporting_orgs", "ref"),
    ),
}
_ORGANISATIONS: dict[Kind, tuple[_Column, ...]] = {
    "activities": (
        _Column("1.14.13", "reporting_orgs", "ref"),
        _Column("1.11.13", "other_identifiers", "owner_org_ref"),
        _Column("1.8.13", "participating_orgs", "ref"),
        *(_Column("1.10.13", table, "provider_org_ref") for table in _OF_PARTIES),
        *(_Column("1.15.13", table, "receiver_org_ref") for table in _OF_PARTIES),
    ),
    "organisations": (
        _Column("1.12.13", "organisations", "organisation_identifier"),
        _Column("1.18.13", "reporting_orgs", "ref"),
    ),
}
_AGENCY: dict[Kind, str] = {"activities": "1.14.8", "organisations": "1.18.8"}


def check_identifiers(
    piece: Piece, found: Gathered, kind: Kind, prefixes: IdentifierPrefixes
) -> None:
    """Ask the rules about identifiers; those of known organisations may break rules of form."""
    for column in _BLANKS[kind]:
        rows = piece.rows(column.table)
        failing = _blanks_around(rows, column.name)
        if column.type is not None:
            failing &= rows.among("type", column.type)
        found.add(column.rule, rows, failing, element_of(kind, column.table, column.name))
    for column in _ORGANISATIONS[kind]:
        _signs(piece, found, kind, column, lambda text: text in prefixes.organisations)
    reporting = _Column(_AGENCY[kind], "reporting_orgs", "ref")
    _failing_texts(piece, found, kind, reporting, lambda text: not _has_agency(text, prefixes))
    if kind == "activities":
        identifier = _Column("1.3.13", "activities", "iati_identifier")
        _signs(piece, found, kind, identifier, lambda text: _is_of_known(text, prefixes))
        _check_beginnings(piece, found)


def _blanks_around(rows: Rows, name: str) -> Mask:
    column = rows.column(name)
    if column.null_count == rows.count:
        return np.zeros(rows.count, np.bool_)
    return mask_of(pc.not_equal(column, pc.utf8_trim_whitespace(column)))


def _signs(
    piece: Piece, found: Gathered, kind: Kind, column: _Column, is_known: Callable[[str], bool]
) -> None:
    rows = piece.rows(column.table)
    if rows.column(column.name).null_count == rows.count:
        return
    failing = np.flatnonzero(mask_of(pc.match_substring_regex(rows.column(column.name), _SIGNS)))
    texts = [text or "" for text in rows.texts(column.name, failing)]
    keep = np.array([not is_known(text) for text in texts], np.bool_)
    found.add(
        column.rule,
        rows,
        failing[keep],
        element_of(kind, column.table, column.name),
        value=[text for text, kept in zip(texts, keep, strict=True) if kept],
    )


def _failing_texts(
    piece: Piece, found: Gathered, kind: Kind, column: _Column, fails: Callable[[str], bool]
) -> None:
    rows = piece.rows(column.table)
    at = np.flatnonzero(rows.where(column.name, fails))
    found.add(
        column.rule,
        rows,
        at,
        element_of(kind, column.table, column.name),
        value=rows.texts(column.name, at),
    )


def _has_agency(text: str, prefixes: IdentifierPrefixes) -> bool:
    agency = "-".join(text.split("-")[:2])
    return text in prefixes.organisations or agency in prefixes.agencies


def _is_of_known(identifier: str, prefixes: IdentifierPrefixes) -> bool:
    hyphens = (place for place, sign in enumerate(identifier[:_LONGEST]) if sign == "-")
    return any(identifier[:place] in prefixes.organisations for place in hyphens)


def _check_beginnings(piece: Piece, found: Gathered) -> None:
    """1.1.3 and 1.1.21: the activity's identifier against those of who reports it."""
    reporting = _refs_by_activity(piece, piece.rows("reporting_orgs"), None)
    earlier = _refs_by_activity(piece, piece.rows("other_identifiers"), "B1")
    root = piece.root
    same: list[int] = []
    foreign: list[int] = []
    identifiers = root.column("iati_identifier").to_pylist()
    for place, (activity, identifier) in enumerate(
        zip(root.activity.tolist(), identifiers, strict=True)
    ):
        if identifier is None:
            continue
        own = reporting.get(activity, [])
        if identifier in own:
            same.append(place)
        begins = (f"{ref}-" for ref in (*own, *earlier.get(activity, ())))
        if not any(identifier.startswith(begin) for begin in begins):
            foreign.append(place)
    at = np.array(same, np.int64)
    values = [identifiers[place] for place in same]
    found.add("1.1.3", root, at, "iati-identifier", value=values)
    at = np.array(foreign, np.int64)
    found.add(
        "1.1.21",
        root,
        at,
        "iati-identifier",
        value=[identifiers[place] for place in foreign],
        prefix=[next(iter(reporting.get(int(root.activity[p]), [])), "") for p in foreign],
    )


def _refs_by_activity(piece: Piece, rows: Rows, of_type: str | None) -> dict[int, list[str]]:
    """Return the stated ``ref`` of each activity's rows, by activity."""
    stated = rows.has("ref")
    if of_type is not None:
        stated &= rows.among("type", of_type)
    at: Numbers = np.flatnonzero(stated)
    refs: dict[int, list[str]] = {}
    for activity, ref in zip(rows.activity[at].tolist(), rows.texts("ref", at), strict=True):
        refs.setdefault(activity, []).append(ref or "")
    return refs
