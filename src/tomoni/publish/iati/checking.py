"""Our own files are held to the standard before anybody sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from tomoni.catalogue.errors import RefusedError, Where
from tomoni.exchange.iati.schema import schema_for

SHOWN = 3


def require_clean(paths: Sequence[Path]) -> None:
    """Raise RefusedError when the schema or an error of the rules speaks against a file."""
    for path in paths:
        found = [problem for _, problem in zip(range(SHOWN), _problems(path), strict=False)]
        if found:
            line, message = found[0]
            raise RefusedError(
                f"The file is not clean: {message}",
                where=Where(path.name, line),
                do="Nothing was written. Mend the record behind it; if none is wrong, report it.",
            )


def _problems(path: Path) -> Iterator[tuple[int, str]]:
    for record in _records(path):
        root = record.getparent()
        kind: Any = root.tag.removeprefix("iati-")
        schema = schema_for(kind)
        if not schema.validate(root):
            yield from ((entry.line, entry.message) for entry in schema.error_log)
        root.clear(keep_tail=True)
        root.set("version", "2.03")


def _records(path: Path) -> Iterator[Any]:
    """Yield each activity or organisation of a file, alone in its root."""
    tags = ("iati-activity", "iati-organisation")
    for _, record in etree.iterparse(path, tag=tags, resolve_entities=False, no_network=True):
        yield record
