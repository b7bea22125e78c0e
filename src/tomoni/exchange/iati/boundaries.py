"""Where activities begin and end in a stretch of bytes, whatever comments and sections hide.

Most stretches hold neither: then four searches find an activity. Where one holds any, a scan by
tokens takes over for that activity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPECIAL_ENDS = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
_LESS = ord("<")
_AFTER_NAME = b" \t\r\n/>"


@dataclass(frozen=True, slots=True)
class Span:
    """One activity from its first byte to behind its last; ``is_closed``: its end tag is there."""

    start: int
    end: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What a stretch holds: activities, and where the root ends (None: not in this stretch)."""

    spans: tuple[Span, ...]
    root_end: int | None


class Boundaries:
    """Finds activities whose element has the name ``element``, as ``iati-activity``."""

    def __init__(self, element: bytes, root: bytes) -> None:
        self._open = b"<" + element
        self._close = b"</" + element
        self._root_close = b"</" + root
        name = re.escape(element)
        self._tag = re.compile(
            rb"<" + name + rb"(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+>", re.DOTALL
        )
        # Comments, sections and instructions come first, so that what they hide is passed over.
        self._token = re.compile(
            rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</"
            + name
            + rb"(?=[\s>])[^>]*+>|<"
            + name
            + rb"(?=[\s/>])|"
            + re.escape(self._root_close)
            + rb"(?=[\s>])|<!--|<!\[CDATA\[|<\?",
            re.DOTALL,
        )

    def scan(self, text: bytes, *, is_last: bool) -> Scan:
        """Return the activities of a stretch that are there whole, in their order.

        ``is_last``: nothing follows; what is open at the end is then cut there, not closed.
        """
        spans: list[Span] = []
        at = 0
        while True:
            start, is_root_end = self._next(text, at)
            if start is None:
                return Scan(tuple(spans), None)
            if is_root_end:
                return Scan(tuple(spans), start)
            span = self._span(text, start, is_last)
            if span is None:
                return Scan(tuple(spans), None)
            spans.append(span)
            at = span.end

    def first(self, text: bytes) -> int:
        """Return where the first activity begins, hidden or not; -1: nowhere."""
        found = self._named(text, self._open, 0)
        return -1 if found is None else found

    def behind(self, text: bytes, at: int) -> int | None:
        """Return the end of the activity that ``at`` lies in, whatever it hides; None: not here.

        That is behind its end tag, or where another activity begins or the root ends.
        """
        close = self._named(text, self._close, at)
        if close is not None:
            end = text.find(b">", close)
            close = None if end < 0 else end + 1
        ends = (close, self._named(text, self._open, at), self._named(text, self._root_close, at))
        return min((end for end in ends if end is not None), default=None)

    def _next(self, text: bytes, at: int) -> tuple[int | None, bool]:
        """Return where the next activity begins, or the root ends, and whether it is the latter."""
        while True:
            start = self._named(text, self._open, at)
            limit = len(text) if start is None else start
            root_end = text.find(self._root_close, at, limit)
            limit = limit if root_end < 0 else root_end
            hidden_until = _special_end(text, at, limit)
            if hidden_until is None:
                return (start, False) if root_end < 0 else (root_end, True)
            if hidden_until < 0:
                return None, False
            at = hidden_until

    def _named(self, text: bytes, tag: bytes, at: int, end: int | None = None) -> int | None:
        """Return where a tag of exactly that name begins."""
        while (found := text.find(tag, at, end)) >= 0:
            after = text[found + len(tag) : found + len(tag) + 1]
            if after and after in _AFTER_NAME:
                return found
            at = found + 1
        return None

    def _span(self, text: bytes, start: int, is_last: bool) -> Span | None:
        tag = self._tag.match(text, start)
        at = start + len(self._open)
        if tag is not None:
            at = tag.end()
            if text[at - 2 : at] == b"/>":
                return Span(start, at, True)
        end = self._plain_end(text, at)
        if end is None:
            end = self._end_by_tokens(text, at)
        if end is None:
            return Span(start, len(text), False) if is_last else None
        return Span(start, *end)

    def _plain_end(self, text: bytes, at: int) -> tuple[int, bool] | None:
        """Return the end of an activity that hides nothing; None: it does, or it does not end."""
        close = self._named(text, self._close, at)
        if (
            close is None
            or _is_special(text, b"!", at, close)
            or _is_special(text, b"?", at, close)
        ):
            return None
        other = self._named(text, self._open, at, close)
        if other is not None:
            return other, False
        if text.find(self._root_close, at, close) >= 0:
            return text.find(self._root_close, at, close), False
        end = text.find(b">", close)
        return None if end < 0 else (end + 1, True)

    def _end_by_tokens(self, text: bytes, at: int) -> tuple[int, bool] | None:
        for token in self._token.finditer(text, at):
            found = token.group()
            if found.startswith(self._close):
                return token.end(), True
            if found in (self._open, self._root_close):
                return token.start(), False
            if found in (b"<!--", b"<![CDATA[", b"<?"):
                return None  # it hides all the rest
        return None


def _is_special(text: bytes, sign: bytes, start: int, end: int) -> bool:
    """Say whether a ``<`` and the sign stand there: one byte is found much faster than two."""
    found = text.find(sign, start, end)
    while found >= 0:
        if text[found - 1] == _LESS:
            return True
        found = text.find(sign, found + 1, end)
    return False


def _special_end(text: bytes, at: int, limit: int) -> int | None:
    """Return the end of the first hiding place before ``limit``; None: none; -1: it has no end."""
    first = [
        (found, end) for mark, end in _SPECIAL_ENDS if (found := text.find(mark, at, limit)) >= 0
    ]
    if not first:
        return None
    found, end = min(first)
    closed = text.find(end, found + 2)
    return -1 if closed < 0 else closed + len(end)
