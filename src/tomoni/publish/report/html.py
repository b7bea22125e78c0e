"""A report as HTML: fragments for a page of the desk or the site, or one page that stands alone.

All words pass through ``_escaped``, which also writes every opening brace as an entity: nothing in
a chapter can be markup, script, or a template's tag, whatever it is put into.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from ..html.cells import reads_english
from . import words
from .html_proofs import proof_anchor, proofs_html
from .html_style import STYLE
from .model import (
    Block,
    Box,
    BulletList,
    Chapter,
    ChartBlock,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    Number,
    NumberedList,
    Paragraph,
    Photograph,
    Quote,
    Report,
    Rule,
    Strong,
    TableBlock,
    Text,
)
from .printed_parts import caption_of

Draw = Callable[[ChartBlock, str], str]


def in_page(proof_id: str) -> str:
    """Return the address of a proof on the same page."""
    return f"#{quote(proof_anchor(proof_id), safe='~.')}"


def as_written(address: str) -> str:
    """Return the address of a link as the chapter has it: all chapters stand on one page."""
    return address


def beside(chapter: str, chapters: Collection[str]) -> Callable[[str], str]:
    """Return where links lead from a chapter's page where every chapter has one of its own.

    ``chapter``, ``chapters``: anchors. A link to a place in another chapter leads to its page.
    """

    def address_of(address: str) -> str:
        other = address.removeprefix("#").partition("--")[0]
        is_other = address.startswith("#") and other != chapter and other in chapters
        return f"../{other}/{address}" if is_other else address

    return address_of


def in_folder(path: str) -> str:
    """Return the address of a picture beside the page."""
    return quote(path, safe="/")


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """How a report is put into a page.

    ``proof_address``: where a number leads, by the id of its proof; ``picture_address``: where a
    picture lies, by its path in the folder; ``link_address``: where a link of a chapter leads, by
    its address as written; ``draw``: gives the SVG of a chart, None shows the
    table alone; ``site_url``: the public site that holds the whole proofs, None for no links there.
    """

    language: str = "en"
    proof_address: Callable[[str], str] = in_page
    picture_address: Callable[[str], str] = in_folder
    draw: Draw | None = None
    site_url: str | None = None
    link_address: Callable[[str], str] = as_written


def chapter_html(chapter: Chapter, options: HtmlOptions) -> str:
    """Return a chapter as a section with its heading (h2)."""
    return _Writer(options).chapter(chapter)


def report_html(report: Report, options: HtmlOptions) -> str:
    """Return all chapters and the proofs, without the page around them."""
    writer = _Writer(options)
    made = [writer.chapter(chapter) for chapter in report.chapters]
    made.append(proofs_html(report.proofs, report.language, options.site_url, writer.first_uses))
    return "\n".join(made)


def page_html(report: Report, options: HtmlOptions) -> str:
    """Return a whole page that needs nothing but its pictures."""
    language = report.language
    title = _escaped(report.title.in_language(language))
    subtitle = report.subtitle.in_language(language) if report.subtitle else ""
    facts = [report.edition, report.publisher]
    if report.unofficial:
        facts.append(words.UNOFFICIAL.in_language(language))
    said = " · ".join(_escaped(fact) for fact in facts if fact)
    snapshot = words.SNAPSHOT.in_language(language)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>\n"
        f"<header><h1>{title}</h1>{f'<p>{_escaped(subtitle)}</p>' if subtitle else ''}"
        f"{f'<p>{said}</p>' if said else ''}"
        f'<p class="made">{snapshot} <code>{escape(report.snapshot_id)}</code></p></header>\n'
        f"{_contents(report)}<main>{report_html(report, options)}</main>\n</body></html>\n"
    )


def _contents(report: Report) -> str:
    """Return the table of contents; a single chapter needs none."""
    if len(report.chapters) < 2:
        return ""
    title = escape(words.CONTENTS.in_language(report.language))
    listed = "".join(_entry(chapter) for chapter in report.chapters)
    return f'<nav aria-label="{title}"><h2>{title}</h2><ol>{listed}</ol></nav>\n'


def _entry(chapter: Chapter) -> str:
    return f'<li><a href="#{_address(chapter.anchor)}">{plain_html(chapter.heading)}</a></li>'


def plain_html(inlines: Sequence[Inline]) -> str:
    """Return inlines as words alone, for a table of contents: no links within a link."""
    made = []
    for inline in inlines:
        match inline:
            case Text() | Number():
                made.append(_escaped(inline.text))
            case Emphasis() | Strong() | Link():
                made.append(plain_html(inline.inlines))
            case _:
                pass
    return "".join(made)


@dataclass(slots=True)
class _Writer:
    """Writes the chapters of one report; ``first_uses`` are the proofs that the text has led to."""

    options: HtmlOptions
    first_uses: set[str] = field(default_factory=set)

    def chapter(self, chapter: Chapter) -> str:
        heading = self._inlines(chapter.heading)
        anchor = escape(chapter.anchor)
        return (
            f'<section class="chapter" id="{anchor}"><h2>{heading}</h2>\n'
            f"{self._blocks(chapter.blocks)}</section>"
        )

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._block(block) + "\n" for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                level = block.level + 1
                made = self._inlines(block.inlines)
                return f'<h{level} id="{escape(block.anchor)}">{made}</h{level}>'
            case Paragraph():
                return f"<p>{self._inlines(block.inlines)}</p>"
            case BulletList():
                return f"<ul>{self._items(block.items)}</ul>"
            case NumberedList():
                return f"<ol>{self._items(block.items)}</ol>"
            case Quote():
                return f"<blockquote>{self._blocks(block.blocks)}</blockquote>"
            case Box():
                title = _escaped(block.title)
                inside = self._blocks(block.blocks)
                return f'<aside class="box"><p class="title">{title}</p>{inside}</aside>'
            case TableBlock():
                return self._table(block, block.anchor)
            case ChartBlock():
                return self._chart(block)
            case Photograph():
                return self._photograph(block)
            case Rule():
                return "<hr>"
            case _:
                return ""

    def _items(self, items: Sequence[tuple[Block, ...]]) -> str:
        return "".join(f"<li>{self._item(item)}</li>" for item in items)

    def _item(self, blocks: tuple[Block, ...]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._inlines(blocks[0].inlines)
        return self._blocks(blocks)

    def _inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return self._text(inline)
            case Emphasis():
                return f"<em>{self._inlines(inline.inlines)}</em>"
            case Strong():
                return f"<strong>{self._inlines(inline.inlines)}</strong>"
            case Link():
                address = _address(self.options.link_address(inline.address))
                return f'<a href="{address}">{plain_html(inline.inlines)}</a>'
            case Number():
                return self._number(inline)
            case LineBreak():
                return "<br>"
            case _:
                return ""

    def _text(self, text: Text) -> str:
        """Words; a record's English name in a Japanese report is marked as English."""
        is_foreign = text.place is None and self.options.language == "ja"
        if is_foreign and reads_english(text.text):
            return f'<span lang="en">{_escaped(text.text)}</span>'
        return _escaped(text.text)

    def _number(self, number: Number) -> str:
        mark = ""
        if number.proof_id not in self.first_uses:
            self.first_uses.add(number.proof_id)
            mark = f' id="n-{escape(number.proof_id)}"'
        address = escape(self.options.proof_address(number.proof_id))
        return f'<a class="num"{mark} href="{address}">{_escaped(number.text)}</a>'

    def _table(self, table: TableBlock, anchor: str) -> str:
        missing = words.NOTHING.in_language(self.options.language)
        empty = f'<span class="none" title="{escape(missing)}">—</span>'
        heads = "".join(
            f'<th scope="col"{_aligned(column.is_number)}>{self._inlines(column.inlines)}</th>'
            for column in table.columns
        )
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td{_aligned(column.is_number)}>{self._inlines(cell) or empty}</td>"
                for column, cell in zip(table.columns, row, strict=False)
            )
            + "</tr>"
            for row in table.rows
        )
        caption = f"<caption>{_escaped(table.caption)}</caption>" if table.caption else ""
        note = f"<figcaption>{_escaped(table.note)}</figcaption>" if table.note else ""
        label = f' role="region" aria-label="{_escaped(table.caption)}"' if table.caption else ""
        return (
            f'<figure class="table" id="{escape(anchor)}"><div class="scroll" tabindex="0"{label}>'
            f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
            f"{note}</figure>"
        )

    def _chart(self, chart: ChartBlock) -> str:
        language = self.options.language
        table = self._table(chart.table, chart.table.anchor)
        if self.options.draw is None:
            return f'<div id="{escape(chart.anchor)}">{table}</div>'
        drawn = self.options.draw(chart, language)
        data = words.DATA.in_language(language)
        return (
            f'<figure class="chart" id="{escape(chart.anchor)}">'
            f"<figcaption>{_escaped(caption_of(chart, language))}</figcaption>{drawn}"
            f"<details><summary>{escape(data)}</summary>{table}</details></figure>"
        )

    def _photograph(self, photograph: Photograph) -> str:
        credit = words.PHOTOGRAPH_BY.in_language(self.options.language)
        said = [photograph.caption, credit.format(credit=photograph.credit)]
        below = " ".join(_escaped(each) for each in said if each)
        address = escape(self.options.picture_address(photograph.path))
        return (
            f'<figure class="photograph"><img src="{address}" alt="{_escaped(photograph.alt)}">'
            f"<figcaption>{below}</figcaption></figure>"
        )


def _aligned(is_number: bool) -> str:
    return ' class="n"' if is_number else ""


def _escaped(text: str) -> str:
    return escape(text).replace("{", "&#123;")


def _address(address: str) -> str:
    return escape(address).replace("{", "%7B")
