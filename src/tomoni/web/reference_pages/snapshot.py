"""Reference page of the snapshot format: files, manifest, and the digest, byte by byte."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from tomoni.catalogue.tables import SCHEMA_VERSION, TABLES_BY_NAME
from tomoni.exchange.snapshot import memory_snapshot, table_from_rows
from tomoni.exchange.snapshot.digest import (
    ROWS_PER_CHUNK,
    TableHasher,
    canonical_buffers,
    contract_text,
)
from tomoni.exchange.snapshot.manifest import FORMAT

_EXAMPLE = TABLES_BY_NAME["activity_regions"]
_ROWS = (
    {"activity_region_id": "a--asia", "activity_id": "a", "region_code": "asia"},
    {"activity_region_id": "é--m49-035", "activity_id": "é", "region_code": "m49-035"},
)
_HEX_DIGITS_IN_A_LINE = 64


def snapshot_page() -> str:
    """The snapshot format, with a worked example that is computed here."""
    text = files(__package__).joinpath("snapshot_format.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        format=FORMAT,
        schema=SCHEMA_VERSION,
        rows=f"{ROWS_PER_CHUNK:,}",
        example="\n".join(_example()),
    )


def _example() -> list[str]:
    (chunk,) = table_from_rows(_EXAMPLE.name, _ROWS).to_batches()
    hasher = TableHasher(_EXAMPLE)
    hasher.update(chunk)
    digest = hasher.result()
    key = b"".join(bytes(buffer) for buffer in canonical_buffers(chunk.column(_EXAMPLE.key))).hex()
    with memory_snapshot({_EXAMPLE.name: _ROWS}) as snapshot:
        snapshot_id = snapshot.id
    step = _HEX_DIGITS_IN_A_LINE
    return [
        "## Worked example",
        "",
        f"Two rows of `{_EXAMPLE.name}`: the activity `a` in the region `asia`, the activity `é`",
        "in `m49-035`. The contract is the line",
        "",
        f"    {contract_text(_EXAMPLE).rstrip()}",
        "",
        f"The bytes of the column `{_EXAMPLE.key}` are, in hexadecimal,",
        "",
        *(f"    {key[at : at + step]}" for at in range(0, len(key), step)),
        "",
        "The digests of the columns, of the table, and the id of an internal snapshot that holds",
        "nothing else are",
        "",
        *(f"    {value}  {name}" for name, value in digest.columns.items()),
        f"    {digest.digest}  the table",
        f"    {snapshot_id}  the snapshot",
    ]
