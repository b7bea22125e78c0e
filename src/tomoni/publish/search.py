"""The search index: words of European languages, and pairs of characters for Japanese.

Trigrams would miss Japanese words of two characters, so runs of Japanese are indexed as overlapping
pairs. A query is turned into the index's own language here, so that no input can be a syntax error.
"""

from __future__ import annotations

import re
import unicodedata

DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, bigrams,"
    " path UNINDEXED, name_en UNINDEXED, name_ja UNINDEXED,"
    " tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')"
)
_JAPANESE = re.compile(r"[々〇\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_]+")
MAXIMUM_TERMS = 12


def bigrams(run: str) -> list[str]:
    """Return the overlapping pairs of a run of characters, and its last character alone."""
    return [run[place : place + 2] for place in range(len(run))]


def index_text(text: str) -> str:
    """Return the Japanese of a text as pairs separated by spaces; "" when there is none."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join(pair for run in _JAPANESE.findall(text) for pair in bigrams(run))


def _japanese_term(run: str) -> str:
    if len(run) == 1:
        return f'bigrams : "{run}"*'
    pairs = " ".join(bigrams(run)[:-1])
    return f'bigrams : "{pairs}"'


def match_expressions(query: str) -> tuple[str, ...]:
    """Return the index expressions for what a person typed, to be tried in turn.

    All terms must match. The first expression takes words as they stand, plural and singular alike;
    the second, for when that finds nothing, takes each as the beginning of a word. Beginnings cost
    a look at every word that has them, so that they are not asked for first. Japanese runs match
    anywhere. At most ``MAXIMUM_TERMS`` terms are used; () when there is nothing to look for.
    """
    query = unicodedata.normalize("NFKC", query)
    runs = [_japanese_term(run) for run in _JAPANESE.findall(query)]
    words = _WORD.findall(_JAPANESE.sub(" ", query))
    whole = [*runs, *(f'{{title body}} : "{word}"' for word in words)][:MAXIMUM_TERMS]
    if not whole:
        return ()
    begun = [*runs, *(f'{{title body}} : "{word}"*' for word in words)][:MAXIMUM_TERMS]
    made = (_all_of(whole), _all_of(begun))
    return made if words else made[:1]


def _all_of(terms: list[str]) -> str:
    return " AND ".join(f"({term})" for term in terms)
