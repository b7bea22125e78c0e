"""Lines, headings, captions and sentences of a text, by which a figure finds its surroundings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

LONGEST_HEADING = 140
LONGEST_LABEL = 40
LONGEST_SENTENCE = 1200
FURNITURE_REPEATS = 3

_MARKDOWN = re.compile(r"\s{0,3}#{1,6}\s+\S")
_NUMBERED = re.compile(
    r"\s*(?:(?:Chapter|Section|Part|Annex|Appendix|Box)\s+[\dIVX]+\b"
    r"|(?:\d{1,2}(?:[.-]\d{1,2})*[.)]?|\(\d{1,2}\)|[IVX]{1,4}\.|[A-Z]\.)\s+(?=[A-Z\"'(\u3040-\u9fff])"
    r"|第\s*[\d一二三四五六七八九十IVX]+\s*[部章節]|[(]?\d{1,2}(?:[).]\s*|\s+|(?![年月日人名件回国かカヵヶ歳度万億個つ台隻校社時分週世]))[\u3040-\u9fff])"
)
_BULLET = re.compile(r"\s*(?:[■●◆◇○▶►▪□]|【)\s*\S")
_LIST = re.compile(r"\s*(?:[-*+・]|[•‣◦])\s+\S")
_ENDS = re.compile(r"[.!?:;,。、：；」）)]['\")\]]*\s*$")
_ROW_NUMBER = re.compile(r"(?<!\S)[-(]?[\d.,]+%?\)?(?!\S)")
_FIELD = re.compile(
    r"\S{0,8}(?:年度|期間|年月日|日付|時期|開始|終了|Date|Period|Year|Duration)\s?[:：]?\s+(?:令和|平成|昭和|(?:19|20)\d\d|\d)"
)
_AMOUNT = re.compile(r"[$€£¥]\s?\d|\d\s?(?:%|million|billion|yen\b|dollars|億|万円|万ドル)")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "against",
        "into",
        "under",
    ]
)
_STOP = re.compile(r"[.!?]|。[」』）)]?|\n[^\S\n]*\n")
_CLOSING = re.compile(r"(?:[\"')\]]|\[\d+\]|\*|\(\d{1,2}\))*(?:\s?Note\s?\d{1,3}|\d{1,3}(?=\s|$))?")
_NEXT_OPENS = re.compile(r"\s+[\"'(\[•-]?\s?[A-Z0-9\"']|\s*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|[A-Z][a-z]|Hon|Messrs|Lt|Col|Rep|Sen|e\.g|i\.e|approx|No|Nos|vs|cf|paras?|pp?|U\.S|U\.K|U\.N|etc|Mrs|Inc|Ltd|Art"
    r"|Fig|Vol|Dept|Gov|Gen|circa|ca|est|Prof|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)$|\b[A-Z]\.[A-Z]$"
)
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, without its line end."""

    start: int
    end: int
    kind: str  # heading, caption, furniture, table, text, blank


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a text's lines, sections and sentences stand. Offsets are of the normal text."""

    lines: tuple[Line, ...]
    line_starts: tuple[int, ...]
    sections: tuple[tuple[int, str], ...]
    sentence_starts: tuple[int, ...]
    length: int

    def line_at(self, offset: int) -> Line:
        """Return the line that holds the offset."""
        return self.lines[max(bisect_right(self.line_starts, offset) - 1, 0)]

    def section_at(self, offset: int) -> tuple[int, str | None]:
        """Return where the section of an offset begins, and its heading; None before the first."""
        position = bisect_right(self.sections, (offset, "\U0010ffff")) - 1
        return (0, None) if position < 0 else self.sections[position]

    def sections_before(self, offset: int, most: int) -> tuple[tuple[int, str], ...]:
        """Return the last sections that begin before an offset, ``most`` at most, in order."""
        position = bisect_left(self.sections, (offset, ""))
        return self.sections[max(position - most, 0) : position]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the sentence that holds the offset, or of its surroundings
        where it is longer than any sentence is.
        """
        position = max(bisect_right(self.sentence_starts, offset) - 1, 0)
        following = position + 1
        last = following >= len(self.sentence_starts)
        end = self.length if last else self.sentence_starts[following]
        start = max(self.sentence_starts[position], offset - LONGEST_SENTENCE)
        return start, min(end, offset + LONGEST_SENTENCE)


def lay_out(text: str) -> Layout:
    """Return the lines, sections and sentences of a normal text."""
    lines = _lines(text)
    sections = tuple(
        (line.start, _title(text[line.start : line.end]))
        for line in lines
        if line.kind == "heading"
    )
    return Layout(
        lines,
        tuple(line.start for line in lines),
        sections,
        _sentence_starts(text, lines),
        len(text),
    )


def _lines(text: str) -> tuple[Line, ...]:
    raw: list[tuple[int, int]] = []
    start = 0
    for part in text.split("\n"):
        raw.append((start, start + len(part)))
        start += len(part) + 1
    shapes = Counter(
        shape for start, end in raw if (shape := _furniture_shape(text[start:end])) is not None
    )
    lines: list[Line] = []
    labelled = False
    for index, (start, end) in enumerate(raw):
        printed = text[start:end]
        following = text[raw[index + 1][0] : raw[index + 1][1]] if index + 1 < len(raw) else ""
        before_blank = not lines or lines[-1].kind in {"blank", "heading", "caption", "furniture"}
        kind = _kind(printed, following, before_blank)
        if kind == "heading" and labelled and not _MARKDOWN.match(printed):
            kind = "text"  # "Period:" stands above it
        if kind != "blank":
            labelled = printed.rstrip().endswith((":", "：")) and len(printed) <= LONGEST_LABEL
        shape = _furniture_shape(printed)
        if shape is not None and (shape == "#" or shapes[shape] >= FURNITURE_REPEATS):
            kind = "furniture"
        lines.append(Line(start, end, kind))
    return tuple(lines)


def _furniture_shape(printed: str) -> str | None:
    """The line with its numbers as #, where it could be a running head or a page number."""
    stripped = printed.strip()
    if not stripped or len(stripped) > 90 or not _DIGIT.search(stripped):
        return None
    shape = re.sub(r"\d+", "#", stripped)
    if re.fullmatch(r"\W*(?:[Pp]age\s*)?#(?:\s*(?:of|/)\s*#)?\W*", shape) and "%" not in shape:
        return (
            "#"
            if re.fullmatch(r"[-\s]*(?:[Pp]age\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d+)?[-\s]*", stripped)
            else None
        )
    if _LIST.match(printed) or re.search(r"[%$€£¥]|\bmillion|\bbillion|億|万", shape):
        return None
    if shape.count("#") > 2 or "|" in shape[:1] or stripped.endswith((".", ";", ",", "。")):
        return None
    return shape


def _kind(printed: str, following: str, before_blank: bool) -> str:
    stripped = printed.strip()
    if not stripped:
        return "blank"
    if _MARKDOWN.match(printed):
        return "heading"
    if printed.count(" > ") >= 2:  # the way to a page, as sites print it above its text
        return "furniture"
    if stripped.startswith("|") or printed.count("\t") >= 2 or printed.count(" | ") >= 2:
        return "table"
    if _is_row(stripped):
        return "table"
    if len(stripped) <= 700 and re.search(
        r"[(（](?:Photo|photo|写真|Credit|©)|(?:Photo|写真)[:：]|©", stripped
    ):
        return "caption"
    if (
        _FIELD.match(stripped)
        or len(stripped) > LONGEST_HEADING
        or _LIST.match(printed)
        or _AMOUNT.search(stripped)
    ):
        return "text"
    if _BULLET.match(printed) and not _ENDS.search(stripped[-12:]):
        return "heading"
    if _ENDS.search(stripped[-12:]) and not stripped.endswith(")"):
        return "text"
    if not before_blank:
        return "text"
    if (
        _NUMBERED.match(printed)
        and "。" not in stripped[:-1]
        and (not following.strip() or _opens(following))
    ):
        return "heading"
    if _titled(stripped) and (not following.strip() or _opens(following)):
        return "heading"
    return "text"


def _is_row(stripped: str) -> bool:
    """Whether a line is a row of figures: three numbers at least, and hardly a word between."""
    if stripped.count(" ") < 3 or not _DIGIT.search(stripped):
        return False
    numbers = len(_ROW_NUMBER.findall(stripped))
    return (
        numbers >= 3
        and len(_WORD.findall(stripped)) <= max(3, numbers // 2)
        and not _ENDS.search(stripped[-12:])
    )


def _opens(following: str) -> bool:
    """Whether the next line opens a sentence rather than going on with one."""
    first = following.strip()[:1]
    return not first.islower() and first not in ",.;:)"


def _titled(stripped: str) -> bool:
    """Whether a line reads as a title: every word of weight with a capital, no sentence."""
    if re.search("[\u3040-\u30ff\u4e00-\u9fff]", stripped):
        return (
            len(stripped) <= 40
            and not re.search(r"[。、]", stripped)
            and bool(re.match(r"[^\d]", stripped))
            and not re.search(r"(?:した|する|ある|いる|です|ます)$", stripped)
        )
    words = _WORD.findall(stripped)
    heavy = [word for word in words if word.lower() not in _SMALL]
    if not heavy or len(words) > 16:
        return False
    capital = sum(word[0].isupper() for word in heavy)
    return heavy[0][0].isupper() and (
        capital == len(heavy) or (len(words) <= 8 and capital * 2 > len(heavy))
    )


def _title(printed: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^[\s#■●◆◇○▶►▪□]+|[\s#]+$", "", printed)).strip()


def _sentence_starts(text: str, lines: tuple[Line, ...]) -> tuple[int, ...]:
    starts = {0}
    for match in _STOP.finditer(text):
        end = _sentence_end(text, match)
        if end is None:
            continue
        after = _SPACE.match(text, end)
        start = after.end() if after else end
        goes_on = match.group().isspace() and text[start : start + 1].islower()
        if start < len(text) and not goes_on:
            starts.add(start)
    previous = "text"
    for line in lines:
        if line.kind == "blank":
            continue
        if line.kind != "text" or previous != "text" or _starts_item(text, line):
            starts.add(line.start)
        previous = line.kind
    starts.update(_wrapped(text, lines))
    return tuple(sorted(starts))


def _sentence_end(text: str, match: re.Match[str]) -> int | None:
    """Where the sentence ends that a stop may end; None for the dot of an abbreviation."""
    if match.group() not in {".", "!", "?"}:
        return match.end()
    if match.group() == "." and _ABBREVIATION.search(
        text, max(0, match.start() - 8), match.start()
    ):
        return None
    closing = _CLOSING.match(text, match.end())
    end = closing.end() if closing else match.end()
    return end if _NEXT_OPENS.match(text, end) else None


def _starts_item(text: str, line: Line) -> bool:
    return _LIST.match(text, line.start) is not None or _NOTE.match(text, line.start) is not None


_NOTE = re.compile(r"\s*(?:\d{1,2}[.)]\s|\(\d{1,2}\)\s|Note\s?\d|注\d|※|\*\s?\S)")


def _wrapped(text: str, lines: tuple[Line, ...]) -> set[int]:
    """Starts of lines after one that ends a sentence or is a whole short line of its own."""
    starts = set()
    for one, other in pairwise(lines):
        if one.kind == other.kind == "text" and re.search(
            r"[.!?。:]['\")\]]*\s*$", text[max(one.start, one.end - 8) : one.end]
        ):
            starts.add(other.start)
    return starts
