"""What a picture of a report is, told by its content and never by its name alone."""

from __future__ import annotations

from collections.abc import Mapping

from tomoni.catalogue.errors import InputError

from ..refusals import Refusal, raise_first
from .folders import PICTURE_KINDS, ending_of

# How a file begins, and what stands near its end when it is whole.
_MARKS: Mapping[str, tuple[bytes, bytes, int]] = {
    "jpeg": (b"\xff\xd8\xff", b"\xff\xd9", 65_536),
    "png": (b"\x89PNG\r\n\x1a\n", b"IEND", 64),
}


def why_not_picture(name: str, content: bytes) -> list[Refusal]:
    """Return why a file of this name and content is no picture that is taken."""
    kind = PICTURE_KINDS.get(ending_of(name))
    if kind is not None:
        begin, end, reach = _MARKS[kind]
        if content.startswith(begin) and end in content[-reach:]:
            return []
    return [Refusal("report_picture_bad", {"file": name}, "picture")]


def can_be_picture(name: str, content: bytes) -> bool:
    """Whether a file is a picture that is taken."""
    return not why_not_picture(name, content)


def check_picture(name: str, content: bytes) -> str:
    """Return the media type of a picture. Errors: InputError for what is none, or was cut off."""
    raise_first(why_not_picture(name, content), InputError, file=name)
    return f"image/{PICTURE_KINDS[ending_of(name)]}"
