"""Which parts of a text are digits, in whatever writing: 12, １２, ², ①, Ⅳ, ½, 二百人.

A superscript that makes a unit (m², km³) is none. Kanji numerals are read as a number where they
count something (三か国, 第十二, 二百), not where they are part of a word (一般, 十分, 二国間).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_KANJI = "〇一二三四五六七八九十百千万億兆壱弐拾"
_SCALES = frozenset("十百千万億兆拾")
_COUNTERS = (
    "か国|カ国|ヵ国|ヶ国|ケ国|箇国|か月|カ月|ヵ月|ヶ月|か所|カ所|ヵ所|ヶ所|か年|カ年|名|人|年|月|日|回|件|"
    "円|ドル|ユーロ|割|％|%|パーセント|倍|歳|社|校|隻|台|個|時間|週間|章|条|項|号|期|次|都市|地域|分の|"
    "世紀|カ条|か条|本|冊|機関|団体|組"
)
_BEFORE = "第約計全延平成令和昭和"
_NUMERAL = re.compile(f"[{_KANJI}]+")
_COUNTER = re.compile(_COUNTERS)
# Words that are written with a numeral and count nothing.
_WORDS = re.compile(
    "第[一二三]に|第三(?:国|者)|[二三]国間|一人ひとり|一人一人|一人前|十分|一部|一方|一般|一度|一時|一層|"
    "一致|一環|一定|一貫|一体|一切|一律|一番|一覧|一連|一同|一員|一助|一歩|統一|唯一|万一|千差万別|三角|四半期|"
    "万全|万国|百科|一日も早|一年を通じ|一次産品|一層|八百長|一石二鳥|七転八起|五輪|九州|四国|三権|二次"
)
_UNITS = re.compile(r"(?:^|[^A-Za-z])[kcm]?m$", re.ASCII)
_DIGITS = frozenset({"Nd", "Nl", "No"})


def digit_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of all digits in a text, each run once, from the left."""
    runs = [*_plain_runs(text), *_kanji_runs(text)]
    yield from sorted(runs)


def _plain_runs(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, character in enumerate(text):
        is_digit = unicodedata.category(character) in _DIGITS and not _is_of_unit(text, at)
        if is_digit and start is None:
            start = at
        elif not is_digit and start is not None and not _joins(text, at):
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)


def _joins(text: str, at: int) -> bool:
    """Say whether a mark stands between digits of one number: 6,100 and 15.5."""
    return text[at] in ",.，．" and unicodedata.category(text[at + 1 : at + 2] or " ") == "Nd"


def _is_of_unit(text: str, at: int) -> bool:
    return text[at] in "²³" and bool(_UNITS.search(text[max(0, at - 3) : at]))


def _kanji_runs(text: str) -> Iterator[tuple[int, int]]:
    words = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    for found in _NUMERAL.finditer(text):
        start, end = found.span()
        if any(first < end and start < last for first, last in words):
            continue
        counts = _COUNTER.match(text, end) is not None
        is_large = len(found[0]) > 1 and bool(_SCALES & set(found[0]))
        is_told = start > 0 and text[start - 1] in _BEFORE
        if counts or is_large or is_told:
            yield start, end
