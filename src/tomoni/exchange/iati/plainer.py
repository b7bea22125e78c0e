"""Writes an activity's comments and sections otherwise, so that arrays can read it: same content.

A section becomes text with references; a comment between elements becomes its line ends. Every
element and every text stays in its line. Nothing of this is kept: sources stay as they are.
"""

from __future__ import annotations

import re

from .places import line_ends

_HIDING = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|<!--(?:[^-]++|-(?!-))*+-->", re.DOTALL)
_ILLEGAL = re.compile("[^\t\n\r -\ufffd\U00010000-\U0010ffff]")
_SPACES = b" \t\r\n"
_GREATER, _SLASH = b">/"


def plainer(source: bytes) -> bytes | None:
    """Return an activity without comments and sections; None: it has any that must stay."""
    parts, at = [], 0
    for hiding in _HIDING.finditer(source):
        section = hiding.group(1)
        if section is None:
            if not _is_between(source, hiding.start(), hiding.end()):
                return None
            if not _is_legal(hiding.group()):
                return None
            text = b"\n" * line_ends(source, hiding.start(), hiding.end())
        elif not section.strip() or not _is_in_text(source, hiding.start()):
            return None  # white space of a section is not that between elements
        else:
            text = section.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
        parts += [source[at : hiding.start()], text]
        at = hiding.end()
    parts.append(source[at:])
    return b"".join(parts)


def _is_legal(comment: bytes) -> bool:
    """Say whether a comment is of characters that XML may hold: it is going to be left out."""
    try:
        return _ILLEGAL.search(comment.decode()) is None
    except UnicodeDecodeError:
        return False


def _is_in_text(source: bytes, start: int) -> bool:
    """Say whether the last tag before a place has ended there."""
    return source.rfind(b">", source.rfind(b"<", 0, start), start) >= 0


def _is_between(source: bytes, start: int, end: int) -> bool:
    """Say whether a comment surely stands between elements, where white space says nothing."""
    while start and source[start - 1] in _SPACES:
        start -= 1
    if not start or source[start - 1] != _GREATER:
        return False
    tag = source.rfind(b"<", 0, start)
    follows_end = source[tag + 1] == _SLASH or source[start - 2] == _SLASH
    while end < len(source) and source[end] in _SPACES:
        end += 1
    after = source[end : end + 2]
    return after[:1] == b"<" and (follows_end or after[1:].isalpha())
