"""A report as a publication: the tree of its chapters as plain values for PDF and DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tomoni.exchange.reports import model as print_model
from tomoni.exchange.typesetting import Language

from .drawings import Drawings
from .model import (
    Block,
    Box,
    BulletList,
    Cell,
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
    Proof,
    Quote,
    Report,
    Rule,
    Slot,
    Strong,
    TableBlock,
    Text,
)
from .photographs import Photographs
from .printed_notes import note_of, proof_address, table_note
from .printed_parts import anchors, caption_of, says
from .printed_words import say

Inlines = print_model.Inlines
_MOST_BARE_CHAPTERS = 1
# A number with its hedge and unit stays on its line, unless it is a phrase.
_MOST_UNBROKEN = 30
BEHIND = "values-behind-the-charts"
# A snapshot in memory has no moment; a file must have one.
_UNDATED = "2000-01-01"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Printing:
    """What the printed faces need beside the report.

    ``site``: address of the public site without its last slash, "" when it has none: proofs are
    then named by their path alone.
    """

    drawings: Drawings
    photographs: Photographs
    site: str = ""


def publication_of(report: Report, printing: Printing) -> print_model.Publication:
    """Return the publication. A report of one chapter has no page of its own for the title.

    Errors: InputError when a photograph cannot be read.
    """
    return _Printer(report, printing).publication()


class _Printer:
    """Walks the tree once, in reading order, and gathers footnotes and the tables behind charts."""

    def __init__(self, report: Report, printing: Printing) -> None:
        self._report = report
        self._printing = printing
        self._language: Language = "ja" if report.language == "ja" else "en"
        self._proofs = {one.id: one for one in report.proofs}
        self._notes: dict[str, Inlines] = {}
        self._behind: list[print_model.Block] = []
        self._pictures = 0
        self._chapter = 0
        self._level = 1
        self._anchors = anchors(report)

    def publication(self) -> print_model.Publication:
        report, language = self._report, self._language
        blocks: list[print_model.Block] = []
        for self._chapter, chapter in enumerate(report.chapters):
            blocks += self._of_chapter(chapter)
        title = report.title.in_language(language)
        has_front = len(report.chapters) > _MOST_BARE_CHAPTERS
        if not has_front and says(blocks[:1], title):
            blocks = blocks[1:]
        if self._behind:
            blocks.append(print_model.Heading(1, self._words(say("behind", language)), BEHIND))
            blocks.append(print_model.Columns(tuple(self._behind)))
        return print_model.Publication(
            language=language,
            title=title,
            dated=date.fromisoformat(report.snapshot_made[:10] or _UNDATED),
            publisher=report.publisher or "Tomoni",
            blocks=tuple(blocks),
            notes=tuple(self._notes.items()),
            kicker=report.publisher or say("report", language),
            subtitle=report.subtitle.in_language(language) if report.subtitle else None,
            notice=say("unofficial", language) if report.unofficial else None,
            notice_text=self._words(say("unofficial_text", language)) if report.unofficial else (),
            facts=self._facts(),
            has_front=has_front,
        )

    def _facts(self) -> tuple[tuple[str, Inlines], ...]:
        report, language = self._report, self._language
        rows = [
            ("edition", report.edition),
            ("made", report.snapshot_made[:10]),
            ("snapshot", report.snapshot_id),
            ("proofs", say("proofs_text", language)),
        ]
        return tuple((say(name, language), self._words(text)) for name, text in rows if text)

    def _words(self, text: str) -> Inlines:
        return (print_model.Text(text),)

    # --- blocks --------------------------------------------------------------------------------

    def _of_chapter(self, chapter: Chapter) -> list[print_model.Block]:
        self._level = 1
        heading = print_model.Heading(1, self._bare(chapter.heading), chapter.anchor)
        return [heading, *self._blocks(chapter.blocks)]

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[print_model.Block, ...]:
        return tuple(made for block in blocks for made in self._block(block))

    def _block(self, block: Block) -> list[print_model.Block]:
        match block:
            case Heading(level, inlines, anchor):
                # A screen reader must not meet a heading whose elder is missing.
                self._level = min(level, self._level + 1, 4)
                return [print_model.Heading(self._level, self._bare(inlines), anchor)]
            case Paragraph(inlines):
                return [print_model.Paragraph(self._inlines(inlines))]
            case BulletList(items) | NumberedList(items):
                made = tuple(self._blocks(item) for item in items)
                return [print_model.Items(isinstance(block, NumberedList), made)]
            case Quote(blocks):
                return [print_model.Quote(self._blocks(blocks))]
            case Box(title, blocks):
                return [print_model.Box(title, self._blocks(blocks))]
            case TableBlock():
                return [self._table(block, block.caption)]
            case ChartBlock():
                return [self._chart(block)]
            case Photograph():
                return [self._photograph(block)]
            case Rule():
                return [print_model.Rule()]
            case Slot():
                raise TypeError("a report holds no slot")

    def _table(self, table: TableBlock, caption: str) -> print_model.Table:
        proofs = [self._proofs[one] for one in table.proofs]
        columns = tuple(
            print_model.Column(print_model.text_of(self._bare(one.inlines)), one.is_number)
            for one in table.columns
        )
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        note = table_note(table.note, proofs, self._printing.site, self._language)
        return print_model.Table(caption, columns, rows, note)

    def _cell(self, cell: Cell) -> Inlines:
        return self._bare(cell) or self._words(say("empty", self._language))

    def _chart(self, chart: ChartBlock) -> print_model.Picture:
        self._pictures += 1
        language = self._language
        caption = caption_of(chart, language)
        named = say("behind_one", language, number=str(self._pictures), caption=chart.caption)
        self._behind.append(self._table(chart.table, named))
        drawn = self._printing.drawings.svg(chart, language)
        return print_model.Picture(drawn, "svg", chart.description, caption)

    def _photograph(self, photograph: Photograph) -> print_model.Picture:
        self._pictures += 1
        data, kind = self._printing.photographs.read(photograph.path)
        return print_model.Picture(
            data, kind, photograph.alt, photograph.caption, photograph.credit
        )

    # --- lines ---------------------------------------------------------------------------------

    def _inlines(self, inlines: tuple[Inline, ...]) -> Inlines:
        """The line, each number with its footnote."""
        return tuple(self._inline(one, noted=True) for one in inlines)

    def _bare(self, inlines: tuple[Inline, ...]) -> Inlines:
        """The line without footnotes, for headings and cells."""
        return tuple(self._inline(one, noted=False) for one in inlines)

    def _inline(self, inline: Inline, *, noted: bool) -> print_model.Inline:
        match inline:
            case Text(text):
                return print_model.Text(text)
            case LineBreak():
                return print_model.LineBreak()
            case Emphasis(inlines):
                return print_model.Emphasis(self._inner(inlines, noted))
            case Strong(inlines):
                return print_model.Strong(self._inner(inlines, noted))
            case Link(inlines, address):
                return self._link(inlines, address)
            case Number(text, proof_id):
                return self._number(text, self._proofs[proof_id], noted)
            case Slot():
                raise TypeError("a report holds no slot")

    def _inner(self, inlines: tuple[Inline, ...], noted: bool) -> Inlines:
        return tuple(self._inline(one, noted=noted) for one in inlines)

    def _link(self, inlines: tuple[Inline, ...], address: str) -> print_model.Inline:
        words = self._bare(inlines)
        if address.startswith("#") and address[1:] not in self._anchors:
            return print_model.Emphasis(words)
        if address.startswith("/"):
            if not self._printing.site:
                return print_model.Emphasis(words)
            address = self._printing.site + address
        return print_model.Link(words, address)

    def _number(self, text: str, proof: Proof, noted: bool) -> print_model.Number:
        address = proof_address(proof, self._printing.site)
        if len(text) <= _MOST_UNBROKEN:
            text = text.replace(" ", _NO_BREAK)
        if not noted:
            return print_model.Number(text, address)
        key = f"{self._chapter}-{proof.id}"
        again = key in self._notes
        if not again:
            self._notes[key] = note_of(proof, self._printing.site, self._language)
        return print_model.Number(text, address, key, again)
