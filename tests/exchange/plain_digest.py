"""The digest once more, from docs/reference/snapshot-format.md alone: no Arrow, no NumPy."""

from __future__ import annotations

import datetime
import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES, Table

ROWS_PER_CHUNK = 65_536


def _bits(flags: Sequence[bool]) -> bytes:
    packed = bytearray((len(flags) + 7) // 8)
    for position, flag in enumerate(flags):
        packed[position // 8] |= flag << (position % 8)
    return bytes(packed)


def _chunk(field: Field, values: Sequence[Any]) -> bytes:
    valid = _bits([value is not None for value in values])
    if field.type == "text":
        texts = [(value or "").encode() for value in values]
        lengths = b"".join(struct.pack("<i", len(text)) for text in texts)
        return valid + lengths + b"".join(texts)
    if field.type == "boolean":
        return valid + _bits([bool(value) for value in values])
    if field.type == "date":
        epoch = datetime.date(1970, 1, 1)
        days = [0 if value is None else (value - epoch).days for value in values]
        return valid + b"".join(struct.pack("<i", day) for day in days)
    return valid + b"".join(struct.pack("<q", value or 0) for value in values)


def _table(table: Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    rows = sorted(rows, key=lambda row: row[table.key].encode())
    contract = json.dumps(
        {
            "schema": "4",
            "table": table.name,
            "columns": [[field.name, field.type, field.required] for field in table.fields],
        },
        separators=(",", ":"),
    )
    whole = contract.encode() + b"\n" + struct.pack("<Q", len(rows))
    for field in table.fields:
        column = hashlib.sha256()
        for start in range(0, len(rows), ROWS_PER_CHUNK):
            chunk = rows[start : start + ROWS_PER_CHUNK]
            column.update(_chunk(field, [row.get(field.name) for row in chunk]))
        whole += column.digest()
    return hashlib.sha256(whole).digest()


def plain_snapshot_id(tier: str, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the snapshot id of plain rows."""
    whole = f"tomoni snapshot 4 {tier}\n".encode()
    for table in TABLES:
        whole += _table(table, tables.get(table.name, ()))
    return hashlib.sha256(whole).hexdigest()
