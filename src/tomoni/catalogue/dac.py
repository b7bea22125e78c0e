"""Reporting to the OECD DAC: columns, codes and decisions, read from ``data/dac``.

``data/dac/README.md`` says where each table comes from. What an instance alone knows (its own
agencies, channels, identification numbers) comes from ``dac_profile``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from .packaged import packaged_rows

ColumnType = Literal["year", "date", "code", "text", "flag", "marker", "amount", "rate"]
Layout = Literal["crs++", "later"]
Consequence = Literal["held", "dropped", "collapsed", "noted"]


@dataclass(frozen=True, slots=True)
class CrsColumn:
    """One column of a submission.

    ``required_when``: ``always``, ``one_amount`` (one of the columns so marked), ``loan``,
    ``technical_cooperation``; None: never. ``missing``: whether a row without it is held back or
    noted. ``bulk``: the column of the OECD's bulk file that holds the same, if one does.
    """

    position: int
    name: str
    heading: str
    group: str
    type: ColumnType
    code_list: str | None
    required_when: str | None
    missing: str | None
    bulk: str | None
    layout: Layout


@dataclass(frozen=True, slots=True)
class AidTypeMeaning:
    """What a type of aid says: bi/multi, the FTC flag (None: it does not say), its DAC1 row."""

    aid_type_code: str
    bi_multi: str
    ftc: str | None
    dac1_row: str


@dataclass(frozen=True, slots=True)
class Dac1Row:
    """One row of table DAC1. ``rule``: sum of its parts, by type of aid, or a memo item."""

    code: str
    name: str
    parent: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One extending agency of a donor. ``covers``: the party itself and all below, or these."""

    donor_code: str
    agency_code: str
    name: str
    party_id: str
    covers: Literal["self_and_below", "below"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is not, or not wholly, in the file; what follows, and what mends it."""

    code: str
    consequence: Consequence
    what: str
    do: str


def _rows(name: str) -> list[dict[str, str]]:
    return list(packaged_rows("dac", name))


def _pairs(name: str, key: str, value: str) -> Mapping[str, str]:
    return MappingProxyType({row[key]: row[value] for row in _rows(name) if row[value]})


CRS_COLUMNS: tuple[CrsColumn, ...] = tuple(
    CrsColumn(
        int(row["position"]),
        row["name"],
        row["heading"],
        row["group"],
        row["type"],  # type: ignore[arg-type]  # a test holds the file to the types
        row["code_list"] or None,
        row["required_when"] or None,
        row["missing"] or None,
        row["bulk"] or None,
        row["layout"],  # type: ignore[arg-type]  # as above
    )
    for row in _rows("columns.csv")
)
COLUMNS_BY_NAME: Mapping[str, CrsColumn] = MappingProxyType(
    {column.name: column for column in CRS_COLUMNS}
)
NATURE_OF_SUBMISSION = _pairs("nature-of-submission.csv", "code", "name")
AMOUNT_COLUMNS = _pairs("amounts.csv", "measure", "column")
"""The column of each measure of money; measures that are no flow are not in it."""
WRITTEN_QUALIFIERS = frozenset(
    row["qualifier"] for row in _rows("qualifiers.csv") if row["is_written"] == "yes"
)
AID_TYPE_BY_VENUE: Mapping[tuple[str, str], str] = MappingProxyType(
    {(row["kind"], row["venue"]): row["aid_type_code"] for row in _rows("aid-types.csv")}
)
AID_TYPES: Mapping[str, AidTypeMeaning] = MappingProxyType(
    {
        row["aid_type_code"]: AidTypeMeaning(
            row["aid_type_code"], row["bi_multi"], row["ftc"] or None, row["dac1_row"]
        )
        for row in _rows("aid-type-meaning.csv")
    }
)
DAC1_ROWS: tuple[Dac1Row, ...] = tuple(
    Dac1Row(row["code"], row["name"], row["parent"] or None, row["rule"])
    for row in _rows("dac1-rows.csv")
)
AGENCIES: tuple[Agency, ...] = tuple(
    Agency(
        row["donor_code"],
        row["agency_code"],
        row["name"],
        row["party_id"],
        row["covers"],  # type: ignore[arg-type]  # as above
    )
    for row in _rows("agencies.csv")
)
CHANNELS_OF_PARTIES = _pairs("channels.csv", "party_id", "channel_code")
CHANNEL_PARENTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {(row["party_kind"], row["seat"]): row["channel_code"] for row in _rows("channel-parents.csv")}
)
CURRENCY_CODES = _pairs("currencies.csv", "currency", "dac_code")
REGION_CODES = _pairs("regions.csv", "region", "dac_code")
REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        row["code"]: Reason(
            row["code"],
            row["consequence"],  # type: ignore[arg-type]  # as above
            row["what"],
            row["do"],
        )
        for row in _rows("reasons.csv")
    }
)
UNSPECIFIED_RECIPIENT = "998"
"""Developing countries, unspecified."""
ODA_FLOW = "10"
TRIANGULAR = "8"


def columns_of(layout: str) -> tuple[CrsColumn, ...]:
    """Return the columns of a layout: ``crs++`` (the 54), or ``full`` (and the later fields)."""
    return CRS_COLUMNS if layout == "full" else tuple(c for c in CRS_COLUMNS if c.layout == layout)
