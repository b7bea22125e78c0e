"""Values that the schema surely allows, told by columns. The others are left to the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.tables import Column

_MOST_INT = 2**31 - 1
_PART = r"(?:[A-Za-z0-9._~:@!$&'()*+,;=/-]|%[0-9A-Fa-f]{2})*"
# Stricter than the schema's own types: what does not match is looked at by the schema.
_SURE: Mapping[str, str] = {
    "anyURI": (
        rf"^(?:[a-z]+://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?|[A-Za-z0-9.-]+)"
        rf"(?:/{_PART})?(?:\?{_PART})?(?:#{_PART})?$"
    ),
    "lang": r"^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$",
    "NMTOKEN": r"^[A-Za-z0-9._:-]+$",
    "dateTime": (
        r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?"
        r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?$"
    ),
}
_TYPED = {"decimal", "boolean", "date", "dateTime", "int", "nonNegativeInteger", "positiveInteger"}


def unproven(simple_type: str, column: Column, table: pa.Table) -> Any | None:
    """Return which rows hold a text of the column that is not proven valid; None: every one is."""
    if simple_type in ("string", "presence"):
        return None
    texts = table[column.name].chunk(0)
    if texts.null_count == len(texts):
        return None
    wrong = _wrong(simple_type, column, texts, table)
    if wrong is None or not pc.any(wrong).as_py():
        return None
    return pc.fill_null(wrong, False).to_numpy(zero_copy_only=False)


def _wrong(simple_type: str, column: Column, texts: pa.Array, table: pa.Table) -> Any | None:
    wrong = None
    if simple_type in _TYPED:
        assert column.meaning is not None
        meanings = table[column.meaning].chunk(0)
        if meanings.null_count != texts.null_count:
            wrong = pc.and_(pc.is_valid(texts), pc.is_null(meanings))
        wrong = _either(wrong, _out_of_bounds(simple_type, texts, meanings))
    if simple_type in _SURE:
        wrong = _either(wrong, pc.invert(_matches(texts, _SURE[simple_type])))
    if wrong is None and simple_type not in _TYPED:
        return pc.is_valid(texts)  # a type that this module does not know
    return wrong


def _either(one: Any | None, other: Any | None) -> Any | None:
    if one is None or other is None:
        return other if one is None else one
    return pc.or_kleene(one, other)


def _out_of_bounds(simple_type: str, texts: pa.Array, meanings: pa.Array) -> Any | None:
    if simple_type == "date":
        # Ten characters are a day without a zone, whose bounds are the schema's business.
        return pc.not_equal(pc.binary_length(texts), 10)
    if simple_type == "int":
        return pc.or_(pc.less(meanings, 0), pc.greater(meanings, _MOST_INT))
    if simple_type == "nonNegativeInteger":
        return pc.less(meanings, 0)
    if simple_type == "positiveInteger":
        return pc.less(meanings, 1)
    return None


def _matches(texts: pa.Array, pattern: str) -> Any:
    """Return which texts match: each distinct text is tried once."""
    encoded = pc.dictionary_encode(texts)
    return pc.match_substring_regex(encoded.dictionary, pattern).take(encoded.indices)
