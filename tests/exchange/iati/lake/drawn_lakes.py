"""Lakes drawn by hand, record by record, without reading any file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from tomoni.exchange.iati.lake.layout import POSITIONS, RECORDS, SOURCES, Run, typed_schema
from tomoni.exchange.iati.lake.writer import LakeWriter

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def activity(identifier: str, body: str = "", publisher: str = "XX-1") -> str:
    """Return the XML of a small activity."""
    return (
        f"<iati-activity><iati-identifier>{identifier}</iati-identifier>"
        f'<reporting-org ref="{publisher}"/>{body}</iati-activity>'
    )


def draw_run(path: Path, files: Mapping[str, Sequence[str]]) -> tuple[Run, bool]:
    """Add a run of files to the lake: by name the XML of their activities."""
    with LakeWriter(path) as writer:
        for name, sources in files.items():
            _draw_file(writer, name, sources)
        return writer.finish((), sum(len(sources) for sources in files.values()))


def _draw_file(writer: LakeWriter, name: str, sources: Sequence[str]) -> None:
    sha256 = hashlib.sha256("\n".join(sources).encode()).hexdigest()
    known = writer.content_of(sha256)
    content = writer.new_content(sha256) if known is None else known
    writer.name(name, content)
    if known is not None:
        return
    digests = [hashlib.blake2b(source.encode(), digest_size=16).digest() for source in sources]
    records, is_new = writer.numbered(digests)
    writer.describe(
        content,
        {"sha256": sha256, "kind": "activities", "version": "2.03", "bytes": 1,
         "records": len(records)},
    )  # fmt: skip
    rows = [
        {"content": content, "position": place, "record": record, "line": place + 2}
        for place, record in enumerate(records)
    ]
    writer.parts.add("positions", pa.Table.from_pylist(rows, POSITIONS))
    for source, digest, record, new in zip(sources, digests, records, is_new, strict=True):
        if new:
            _draw_record(writer, source, digest, record)


def _draw_record(writer: LakeWriter, source: str, digest: bytes, record: int) -> None:
    identifier = source.partition("<iati-identifier>")[2].partition("<")[0] or None
    row = {
        "record": record, "digest": digest, "kind": "activity", "version": "2.03",
        "identifier": identifier, "publisher": source.partition('ref="')[2].partition('"')[0],
        "namespaces": "{}", "is_valid": True, "bytes": len(source), "run": writer.run,
    }  # fmt: skip
    writer.parts.add("records", pa.Table.from_pylist([row], RECORDS))
    kept = {"record": record, "source": source.encode()}
    writer.parts.add("sources", pa.Table.from_pylist([kept], SOURCES))
    typed = {"record": record, "row": 0, "line_within": 1, "iati_identifier": identifier}
    schema = typed_schema("activities")
    full = {field.name: False for field in schema if not field.nullable}
    writer.parts.add("activities", pa.Table.from_pylist([{**full, **typed}], schema))
