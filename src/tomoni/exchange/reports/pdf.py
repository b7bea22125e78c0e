"""Publications as PDF, tagged and archival."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tomoni.catalogue.errors import Where

from ..typesetting import FontBook, set_directory
from .data import publication_data
from .model import Block, Box, Columns, Items, Picture, Publication, Quote

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def publication_pdf(publication: Publication, fonts: FontBook, where: Where | None = None) -> bytes:
    """Return the PDF: the same bytes for the same publication and fonts.

    Raises RefusedError when a text has a character that no font can show.
    """
    with tempfile.TemporaryDirectory(prefix="tomoni-print-") as made:
        directory = Path(made)
        shutil.copyfile(_TEMPLATE, directory / _TEMPLATE.name)
        for one in pictures(publication.blocks):
            (directory / one.name).write_bytes(one.data)
        values = publication_data(publication)
        return set_directory(
            directory, _TEMPLATE.name, values, fonts, dated=publication.dated, where=where
        )


def pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    """Yield the pictures of these blocks, at any depth."""
    for one in blocks:
        match one:
            case Picture():
                yield one
            case Quote(inner) | Box(_, inner) | Columns(inner):
                yield from pictures(inner)
            case Items(_, items):
                for item in items:
                    yield from pictures(item)
