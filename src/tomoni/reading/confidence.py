"""How sure a reading is, in hundredths, from what spoke for it.

A reading is as sure as the weakest of its reasons. The numbers are judgement, ordered by how often
each kind of reason misled on the marked samples; they rank proposals, and promise no probability.
"""

from __future__ import annotations

from .spans import Figure

_BY_REASON = {
    "currency": 97, "percent_sign": 97, "date": 95, "fiscal_year": 95, "frequency": 90,
    "time_unit": 93, "unit": 93, "counted_noun": 92, "joined_noun": 85, "ordinal_digits": 93,
    "ordinal_word": 75, "ordinal_ja": 93, "counter": 93, "kanji": 80, "fraction": 70, "factor": 75,
    "noun_of_next": 80, "noun_before": 80, "noun_of_previous": 75, "no_noun": 55, "header_unit": 85,
}  # fmt: skip
_LESS = {"year_before": 15, "year_of_range": 3, "year_of_document": 30, "range": 3}
IN_TABLE = 20
SMALL_WORD = 12


def confidence_of(figure: Figure, line_kind: str) -> int:
    """Return the confidence of a figure; numbers in tables lack the words that make them sure."""
    confidence = min((_BY_REASON[r] for r in figure.reasons if r in _BY_REASON), default=60)
    confidence -= sum(_LESS.get(reason, 0) for reason in figure.reasons)
    if line_kind == "table":
        confidence -= IN_TABLE
    if figure.is_word and figure.kind == "count" and figure.value <= 3:
        confidence -= SMALL_WORD
    return max(confidence, 5)
