"""Imports in tests: a drawn file given, previewed and applied."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from exchange.iati.drawn import HEAD, file_of
from tomoni.exchange.iati.bring.read import FileBringing
from tomoni.exchange.iati.source import sources_of
from tomoni.records.actions.imports.apply import apply_file
from tomoni.records.actions.imports.files import How, give_file, given_bytes, kept_path
from tomoni.records.actions.imports.preview import preview_file
from tomoni.records.models import ImportedFile, ImportLine, User


def given(*activities: str, by: User | str = "system", **how: str) -> ImportedFile:
    """Give a file of activities to be imported."""
    data = file_of(*activities, head=HEAD)
    return give_file(given_bytes("drawn.xml", data), How(**how), by=by)


def opened(file: ImportedFile) -> FileBringing:
    """Open a file that was given."""
    path: Path = kept_path(file.sha256)
    return FileBringing(sources_of(file.name, path.read_bytes())[0])


def previewed(*activities: str, by: User | str = "system", **how: str) -> ImportedFile:
    """Give a file and preview it."""
    file = given(*activities, by=by, **how)
    return preview_file(file.public_id, opened(file))


def applied(*activities: str, by: User | str = "system", **how: str) -> ImportedFile:
    """Give a file, preview and apply it."""
    file = previewed(*activities, by=by, **how)
    return apply_file(file.public_id, opened(file), by=by)


def outcomes(file: ImportedFile) -> Counter[str]:
    """Return the outcomes of the lines of a file, counted."""
    return Counter(file.lines.values_list("outcome_code", flat=True))


def line_of(file: ImportedFile, identifier: str) -> ImportLine:
    """Return the line of one identifier."""
    return file.lines.get(identifier=identifier)


def codes(notes: list[list[object]]) -> list[object]:
    """Return the codes of notes as they are kept."""
    return [code for code, _ in notes]
