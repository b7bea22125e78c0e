"""Small questions about a report on its way to the press."""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.exchange.reports import model as print_model

from .chart_values import not_drawn
from .model import ChartBlock, Heading, Point, Report
from .printed_words import say


def caption_of(chart: ChartBlock, language: str) -> str:
    """Return the caption of a drawn chart, with the points that it leaves out."""
    outside = not_drawn(chart)
    if not outside:
        return chart.caption
    told = say("not_drawn", language, what=listed(outside, language))
    return f"{chart.caption.rstrip('.。')}{'。' if language == 'ja' else '. '}{told}"


def listed(points: Sequence[Point], language: str) -> str:
    """Return points with their values in one line."""
    if language == "ja":
        return "、".join(f"{one.label}（{one.text}）" for one in points)
    return ", ".join(f"{one.label} ({one.text})" for one in points)


def says(blocks: list[print_model.Block], title: str) -> bool:
    """Say whether the first heading only says the title once more."""
    first = blocks[0] if blocks else None
    return isinstance(first, print_model.Heading) and print_model.text_of(first.inlines) == title


def anchors(report: Report) -> frozenset[str]:
    """Return what a link within the report may lead to: its chapters and the headings in them."""
    headings = {
        one.anchor
        for chapter in report.chapters
        for one in chapter.blocks
        if isinstance(one, Heading)
    }
    return frozenset(headings | {chapter.anchor for chapter in report.chapters})
