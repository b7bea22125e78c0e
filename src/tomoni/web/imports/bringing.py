"""From a file that was given to its preview and its import: opens the file, calls the action."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.exchange.iati.bring.read import FileBringing
from tomoni.exchange.iati.source import Source, sources_of
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.common import find
from tomoni.records.actions.imports.apply import apply_file
from tomoni.records.actions.imports.files import (
    GivenFile,
    given_bytes,
    kept_path,
    refuse_file,
)
from tomoni.records.actions.imports.preview import preview_file
from tomoni.records.models import ImportedFile, User

# What a browser sends, and what an archive may unpack to.
LARGEST_SENT = 50 * 2**20
LARGEST_UNPACKED = 200 * 2**20

Progress = Callable[[int], object]


def files_in(name: str, content: bytes) -> Iterator[GivenFile]:
    """Yield the XML files that somebody sent: the file itself, or all of an archive, unpacked.

    Errors: InputError for what is empty, damaged or too large.
    """
    for source in sources_of(name, content, largest=LARGEST_UNPACKED):
        with source.blocks() as blocks:
            yield given_bytes(source.name, b"".join(blocks))


def preview(file_id: str) -> ImportedFile:
    """Preview a file that was given; one that is no IATI file is refused with its reason."""
    file = find(ImportedFile, file_id)
    try:
        return preview_file(file_id, FileBringing(_kept(file)))
    except InputError as error:
        return refuse_file(file_id, _words(error))


def apply(file_id: str, *, progress: Progress | None = None) -> ImportedFile:
    """Apply a file for whoever asked for it. Errors: those of ``apply_file``."""
    file = find(ImportedFile, file_id)
    by = User.objects.filter(public_id=file.applied_by).first() or SYSTEM
    return apply_file(file_id, FileBringing(_kept(file)), by=by, progress=progress)


def is_kept(file: ImportedFile) -> bool:
    """Whether the instance holds the file itself; of a lake's files the lake does."""
    return kept_path(file.sha256).is_file()


def _kept(file: ImportedFile) -> Source:
    path = kept_path(file.sha256)
    if not path.is_file():
        raise NotFoundError(
            f"The file {file.name} is not in {path.parent}.",
            where=Where(file.name),
            do="Give it again.",
        )
    return Source(file.name, path, largest=LARGEST_UNPACKED)


def _words(error: InputError) -> str:
    what, do = error.words("en")
    return f"{what} {do}".strip()
