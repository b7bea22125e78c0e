"""All figures of a text, from every finder, without overlaps."""

from __future__ import annotations

from collections.abc import Iterable

from .dates import find_dates
from .dates_ja import find_dates_ja
from .figures_en import figures_in
from .figures_ja import find_figures_ja, has_japanese
from .frequencies import find_frequencies
from .layout import Layout
from .nonclaims import non_claims
from .nonclaims_ja import non_claims_ja
from .numerals import scan_numerals
from .ordinals import find_ordinals
from .spans import Figure, Mask
from .tables import find_cells

_SAID = frozenset({"header_unit", "counter"})
_BARE = frozenset({"no_noun", "noun_of_previous", "noun_of_next", "noun_before"})


def find_figures(text: str, layout: Layout, dollar: str = "USD") -> list[Figure]:
    """Return the figures of a normal text in the order of their spans.

    ``dollar``: the currency that a bare dollar sign means.
    """
    japanese = has_japanese(text)
    spans = list(non_claims(text, layout))
    if japanese:
        spans += non_claims_ja(text)
    mask = Mask(spans)

    def section_start(offset: int) -> int:
        return layout.section_at(offset)[0]

    found: list[Figure] = list(find_cells(text, layout, mask))
    mask = _masked(spans, found)
    found += find_frequencies(text, mask)
    mask = _masked(spans, found)
    if japanese:
        dates = list(find_dates_ja(text, mask, section_start))
        found += dates
        mask = _masked(spans, found)
        found += find_figures_ja(text, mask, dollar)
        mask = _masked(spans, found)
    found += find_dates(text, mask, section_start)
    mask = _masked(spans, found)
    found += find_ordinals(text, mask)
    mask = _masked(spans, found)
    numerals = [n for n in scan_numerals(text) if not (japanese and _is_japanese(text, n.end))]
    found += figures_in(text, numerals, mask, dollar)
    found = [figure for figure in found if not _is_bare_cell(figure, text, layout)]
    return sorted(found, key=lambda figure: (figure.start, figure.end, figure.role == "end"))


def _is_bare_cell(figure: Figure, text: str, layout: Layout) -> bool:
    """A number in a row of a table, with no word of its row that says what it counts."""
    line = layout.line_at(figure.start)
    if line.kind != "table" or _SAID.intersection(figure.reasons):
        return False
    if figure.kind == "year":
        return "date" in figure.reasons
    said_after = any(character.isalpha() for character in text[figure.end : line.end])
    return not _BARE.isdisjoint(figure.reasons) or (figure.kind == "count" and not said_after)


def _masked(spans: Iterable[tuple[int, int, str]], found: Iterable[Figure]) -> Mask:
    return Mask([*spans, *((figure.start, figure.end, "figure") for figure in found)])


def _is_japanese(text: str, end: int) -> bool:
    return "\u3040" <= text[end : end + 1] <= "\u9fff"
