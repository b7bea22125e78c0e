"""Lines and columns of a text that is passed over part by part."""

from __future__ import annotations


def line_ends(text: bytes) -> int:
    """Return the number of line ends in a text: LF, CR LF, or CR alone."""
    feeds = text.count(b"\n")
    if b"\r" not in text:
        return feeds
    return feeds + text.count(b"\r") - text.count(b"\r\n")


class Place:
    """Where one stands in a text: line and column of the next byte, from 1, columns in bytes."""

    def __init__(self) -> None:
        self.line = 1
        self.column = 1

    def pass_over(self, text: bytes) -> None:
        """Move to behind a part of the text."""
        ends = line_ends(text)
        if not ends:
            self.column += len(text)
            return
        self.line += ends
        self.column = len(text) - max(text.rfind(b"\n"), text.rfind(b"\r"))
