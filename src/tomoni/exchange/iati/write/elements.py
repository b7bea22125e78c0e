"""XML elements as plain values, and their bytes: the same element gives the same bytes, always."""

from __future__ import annotations

import re
from dataclasses import dataclass

INDENT = "  "
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``attributes`` in order, those that are None left out.

    It holds either text or children: the standard has no element of ours with both.
    """

    tag: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    children: tuple[Element, ...] = ()
    text: str | None = None


def element(tag: str, *children: Element, **attributes: str | None) -> Element:
    """Return an element with children; ``_`` in the name of an attribute stands for a hyphen.

    ``lang`` is ``xml:lang``.
    """
    named = tuple(
        ("xml:lang" if name == "lang" else name.replace("_", "-"), value)
        for name, value in attributes.items()
    )
    return Element(tag, named, children)


def is_writable(text: str) -> bool:
    """Whether XML 1.0 can hold every character of a text."""
    return _FORBIDDEN.search(text) is None


def lines_of(one: Element, depth: int = 0) -> list[str]:
    """Return the lines of an element, indented, without line ends."""
    lines: list[str] = []
    _add_lines(lines, one, INDENT * depth)
    return lines


def _add_lines(lines: list[str], one: Element, margin: str) -> None:
    opening = f"{margin}<{one.tag}{_attributes(one)}"
    if one.children:
        lines.append(f"{opening}>")
        for child in one.children:
            _add_lines(lines, child, margin + INDENT)
        lines.append(f"{margin}</{one.tag}>")
    elif one.text is not None:
        lines.append(f"{opening}>{one.text.translate(_IN_TEXT)}</{one.tag}>")
    else:
        lines.append(f"{opening}/>")


def opening_line(one: Element) -> str:
    """Return the start tag of an element whose children are written one by one."""
    return f"<{one.tag}{_attributes(one)}>"


def _attributes(one: Element) -> str:
    return "".join(
        f' {name}="{value.translate(_IN_ATTRIBUTES)}"'
        for name, value in one.attributes
        if value is not None
    )
