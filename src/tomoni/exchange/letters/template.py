"""The wording of a letter: a text that an institute may change, with ``{fields}`` to fill in.

Lines at the top name ``subject``, ``salutation`` and ``closing``. Then come blocks, parted by blank
lines: ``# `` a heading, ``- `` points, ``Name | value`` rows of facts, anything else a paragraph.
What names a field whose value is unknown is left out whole: a paragraph, a point, a row; and a
heading when all is left out that stands close under it, or before the next. A point that names a
list becomes one point for each of its items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from tomoni.catalogue.errors import InputError, Where

from .model import Block, Bullets, Facts, Frame, Heading, Letter, Paragraph

FieldValue = str | tuple[str, ...] | None
_FIELD = re.compile(r"\{(\w+)\}")
_TOP = re.compile(r"(subject|salutation|closing):\s*(.*)")


def fill(
    text: str, fields: Mapping[str, FieldValue], frame: Frame, file: str = "template"
) -> Letter:
    """Return the letter. Raises InputError naming the line of a field that does not exist."""
    lines = text.splitlines()
    _check_fields(lines, fields, file)
    top = {match[1]: match[2] for line in lines if (match := _TOP.fullmatch(line))}
    subject = _filled(top.get("subject", ""), fields)
    if not subject:
        raise InputError(
            "The template has no subject.",
            where=Where(file=file),
            do='Begin it with a line such as "subject: Invitation to {course}".',
        )
    body = [line for line in lines if not _TOP.fullmatch(line)]
    blocks = tuple(_without_bare_headings(list(_blocks(body, fields, frame))))
    return Letter(
        frame,
        subject,
        blocks,
        salutation=_filled(top.get("salutation", ""), fields),
        closing=_filled(top.get("closing", ""), fields),
    )


def _check_fields(lines: list[str], fields: Mapping[str, FieldValue], file: str) -> None:
    for number, line in enumerate(lines, start=1):
        for name in _FIELD.findall(line):
            if name not in fields:
                raise InputError(
                    f"There is no field {{{name}}}.",
                    where=Where(file=file, line=number),
                    do="Fields are: " + ", ".join(sorted(fields)) + ".",
                )


def _blocks(lines: list[str], fields: Mapping[str, FieldValue], frame: Frame) -> Iterator[Block]:
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield from _block([line.strip() for line in group], fields, frame)


def _block(lines: list[str], fields: Mapping[str, FieldValue], frame: Frame) -> Iterator[Block]:
    if lines[0].startswith("# "):
        # What stands close under its heading goes and comes with it.
        under = list(_block(lines[1:], fields, frame)) if lines[1:] else []
        if under or not lines[1:]:
            yield Heading(_filled(lines[0][2:], fields) or "")
            yield from under
        return
    if all(line.startswith("- ") for line in lines):
        items = tuple(item for line in lines for item in _items(line[2:], fields))
        if items:
            yield Bullets(items)
    elif all(" | " in line for line in lines):
        parted = [line.partition(" | ") for line in lines]
        rows = tuple(
            (name.strip(), value)
            for name, _, text in parted
            if (value := _filled(text.strip(), fields))
        )
        if rows:
            yield Facts(rows)
    else:
        # Japanese is written without spaces between words, and so between lines.
        text = _filled(("" if frame.language == "ja" else " ").join(lines), fields)
        if text:
            yield Paragraph(text)


def _items(text: str, fields: Mapping[str, FieldValue]) -> Iterator[str]:
    """One point, or one for each item of the list that it names."""
    listed = [name for name in _FIELD.findall(text) if isinstance(fields[name], tuple)]
    if not listed:
        filled = _filled(text, fields)
        if filled:
            yield filled
        return
    for item in fields[listed[0]] or ():
        filled = _filled(text, {**fields, listed[0]: item})
        if filled:
            yield filled


def _filled(text: str, fields: Mapping[str, FieldValue]) -> str | None:
    """The text with its fields; None when one is unknown, or the text is empty."""
    named = [fields.get(name) for name in _FIELD.findall(text)]
    if not text or any(value is None or value in ("", ()) for value in named):
        return None
    return _FIELD.sub(lambda match: _printed(fields[match[1]]), text)


def _printed(value: FieldValue) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _without_bare_headings(blocks: list[Block]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if not isinstance(block, Heading) or not (after is None or isinstance(after, Heading)):
            yield block
