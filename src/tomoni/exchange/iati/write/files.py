"""Files of the standard, written one activity after another, split before they grow too large."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from tomoni.catalogue.errors import InputError

from .activity import activity_element, organisation_element
from .elements import Element, is_writable, lines_of, opening_line
from .model import Activity, OrganisationFile

VERSION = "2.03"
ORGANISATION_FILE = "organisation.xml"
# The public validator takes 60 MiB, and what it does not take is not collected by others.
MOST_BYTES = 50_000_000
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def activities_name(number: int) -> str:
    """Return the name of a file of activities: ``activities.xml``, then ``activities-2.xml``."""
    return "activities.xml" if number == 1 else f"activities-{number}.xml"


def write_activities(
    activities: Iterable[Activity],
    directory: Path,
    *,
    generated_at: str | None,
    most_bytes: int = MOST_BYTES,
) -> list[Path]:
    """Write activities into one file, or several of at most ``most_bytes`` each; return them.

    ``generated_at``: instant of the data, such as 2026-11-22T21:01:42Z; None leaves it out. Without
    activities there is no file: the standard knows no empty one. Raises InputError for a control
    character.
    """
    root = _root("iati-activities", generated_at)
    closing = f"</{root.tag}>\n".encode()
    written: list[Path] = []
    file: BinaryIO | None = None
    size = 0
    try:
        for activity in activities:
            body = _bytes(lines_of(activity_element(activity), 1), activity.identifier)
            if file is None or size + len(body) + len(closing) > most_bytes:
                if file is not None:
                    file.write(closing)
                    file.close()
                written.append(directory / activities_name(len(written) + 1))
                file = written[-1].open("wb")
                size = file.write(_DECLARATION + _bytes([opening_line(root)], root.tag))
            size += file.write(body)
        if file is not None:
            file.write(closing)
    finally:
        if file is not None:
            file.close()
    return written


def write_organisation(
    about: OrganisationFile, directory: Path, *, generated_at: str | None
) -> Path:
    """Write the organisation file and return it."""
    root = _root("iati-organisations", generated_at)
    whole = Element(root.tag, root.attributes, (organisation_element(about),))
    path = directory / ORGANISATION_FILE
    path.write_bytes(_DECLARATION + _bytes(lines_of(whole), ORGANISATION_FILE))
    return path


def _root(tag: str, generated_at: str | None) -> Element:
    return Element(tag, (("version", VERSION), ("generated-datetime", generated_at)))


def _bytes(lines: Iterable[str], of: str) -> bytes:
    text = "".join(f"{line}\n" for line in lines)
    if not is_writable(text):
        raise InputError(
            f"{of} holds a character that XML cannot hold.",
            do="Remove the control character from the names behind it.",
        )
    return text.encode()
