"""What the texts of a column mean: exact numbers, days, truth. Null where they mean nothing.

The texts are read as XML Schema reads them: white space around them says nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.tables import Column

from .arrow import NUMBER

_SPACE = " \t\r\n"
# The longest number that fits, with sign and point.
_DECIMAL = r"^[+-]?(?:[0-9]{1,28}(?:\.[0-9]{0,10}0*)?|\.[0-9]{1,10}0*)$"
_LEADING_ZEROS = r"^[+-]?0+[0-9]"
# Plain columns need no patterns: these bytes alone, and so few that no number of them is too long.
_OF_NUMBERS, _OF_DAYS = np.zeros(256, bool), np.zeros(256, bool)
_OF_NUMBERS[list(b"0123456789.+-")] = True
_OF_DAYS[list(b"0123456789-")] = True
_PLAIN_DIGITS = 28
_FIRST_DAY = date(1, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
_INTEGER = r"^[+-]?[0-9]{1,18}$"
# No calendar has a year 0.
_YEAR = r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DAY = rf"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?$"
_INSTANT = (
    rf"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]+)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?$"
)


def meaning_of(column: Column, texts: pa.Array) -> pa.Array:
    """Return the second column of ``column``: what each of its texts means; null: nothing."""
    if column.type == "decimal":
        return _numbers(texts)
    if column.type == "integer":
        return pc.utf8_ltrim(_kept(texts, _INTEGER), "+").cast(pa.int64())
    if column.type == "boolean":
        return _truths(texts)
    return _days(texts, _DAY if column.type == "date" else _INSTANT)


def _numbers(texts: pa.Array) -> pa.Array:
    if _is_plain(texts, _OF_NUMBERS, range(1, _PLAIN_DIGITS + 1)):
        try:
            return texts.cast(NUMBER)
        except pa.ArrowInvalid:
            pass  # some are no numbers
    return _kept(texts, _DECIMAL).cast(NUMBER)


def _is_plain(texts: pa.Array, characters: Any, lengths: range) -> bool:
    """Say whether all texts are of those characters and lengths: what needs no pattern."""
    _, offset_bytes, content = texts.buffers()
    if content is None:
        return True
    offsets = np.frombuffer(offset_bytes, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    used = np.frombuffer(content, np.uint8)[offsets[0] : offsets[-1]]
    lengths_found = np.diff(offsets)
    if texts.null_count:
        lengths_found = lengths_found[lengths_found > 0]
        if pc.any(pc.equal(texts, "")).as_py():
            return False
    if not len(lengths_found):
        return True
    shortest, longest = int(lengths_found.min()), int(lengths_found.max())
    return shortest in lengths and longest in lengths and bool(characters[used].all())


def _kept(texts: pa.Array, pattern: str) -> Any:
    """Return the texts that match, without white space around them; null for the others."""
    fits = pc.match_substring_regex(texts, pattern)
    if pc.all(fits).as_py() in (True, None):
        return texts
    trimmed = pc.ascii_trim(texts, _SPACE)
    return pc.if_else(pc.match_substring_regex(trimmed, pattern), trimmed, None)


def _truths(texts: pa.Array) -> pa.Array:
    trimmed = pc.ascii_trim(texts, _SPACE)
    known = pc.is_in(trimmed, pa.array(["true", "1", "false", "0"]))
    yes = pc.is_in(trimmed, pa.array(["true", "1"]))
    return pc.if_else(known, yes, pa.scalar(None, pa.bool_()))


def _days(texts: pa.Array, pattern: str) -> pa.Array:
    if pattern == _DAY and _is_plain(texts, _OF_DAYS, range(10, 11)):
        try:
            days = texts.cast(pa.date32())
        except pa.ArrowInvalid:
            pass  # some are no days
        else:
            first = pc.min(days)
            if not first.is_valid or first.cast(pa.int32()).as_py() >= _FIRST_DAY:
                return days
    dated = pc.utf8_slice_codeunits(_kept(texts, pattern), 0, 10)
    try:
        return dated.cast(pa.date32())
    except pa.ArrowInvalid:
        return _days_one_by_one(dated)


def _days_one_by_one(texts: pa.Array) -> pa.Array:
    """Return days where some are of no calendar, such as 2021-02-30."""
    distinct = pc.dictionary_encode(texts)
    days: list[date | None] = []
    for text in distinct.dictionary.to_pylist():
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            days.append(None)
    known = pa.array(days, pa.date32())
    return known.take(distinct.indices)
