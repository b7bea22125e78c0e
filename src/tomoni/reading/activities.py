"""Which named activity a figure may belong to: a title in its sentence, or one referred back to."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from bisect import bisect_right

from .layout import Layout
from .spans import Figure

_TITLES = re.compile(
    r"(?:\"(?P<quoted>(?:Project|Programme|Program|Regional|International|Training|Seminar|Joint|Strengthening|[A-Z])[^\"\n]{5,140})\""
    r"|「(?P<ja>[^」\n]{3,60}(?:計画|プロジェクト|研修|事業|プログラム|セミナー|支援))」"
    r"|(?P<plain>\b[A-Z][\w'/-]{0,40}(?:\s(?:of|for|and|on|the|in|to|[A-Z][\w'/-]{0,40})){0,9}?\s"
    r"(?:[Pp]roject|[Pp]rogramme|[Pp]rogram|Seminar|Trust Fund|Fund|Course|Exercise|[Tt]raining\s[Pp]rogramme)\b))"
)
_ACTIVE_NEAR = re.compile(
    r"\b(?:project|programme|program|course|seminar|training|titled|theme|exercise|called)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:[Tt]h(?:e|is)|[Ii]ts)\s(?:project|programme|program|course|training|seminar|fund|Fund|Trust\sFund|initiative|exercise|launch)\b"
    r"|同(?:研修|プロジェクト|事業|計画|セミナー|基金)|本(?:研修|プロジェクト|事業)"
)


class Activities:
    """The named activities of a text, to be asked by figure."""

    def __init__(self, text: str) -> None:
        """Find the titles of projects, courses and funds once."""
        self._text = text
        self._titles = [found for match in _TITLES.finditer(text) if (found := _title(text, match))]
        self._starts = [start for start, _ in self._titles]

    def of(self, figure: Figure, layout: Layout) -> str | None:
        """Return the title in the figure's sentence that is nearest, else the one meant by "the
        project" or "this course": the last named in the section. None where there is none.
        """
        start, end = layout.sentence_at(figure.start)
        first, last = bisect_right(self._starts, start - 1), bisect_right(self._starts, end)
        here = self._titles[first:last]
        if here:
            return min(here, key=lambda title: abs(title[0] - figure.start))[1]
        section, _ = layout.section_at(figure.start)
        if first and self._starts[first - 1] >= section and _REFERS.search(self._text, start, end):
            return self._titles[first - 1][1]
        return None


def _title(text: str, match: re.Match[str]) -> tuple[int, str] | None:
    if match["quoted"]:
        before = text[max(0, match.start() - 40) : match.start()]
        if not _ACTIVE_NEAR.search(before) and not _ACTIVE_NEAR.search(match["quoted"]):
            return None
    title = match["quoted"] or match["ja"] or match["plain"]
    title = re.sub(
        r"^(?:The|This|In|Under|Through|Moreover|Furthermore)\s", "", re.sub(r"\s+", " ", title)
    ).strip(" ,.")
    return (match.start(), title) if " " in title or match["ja"] else None
