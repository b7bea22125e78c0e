"""The blocks of a publication, written one after another into a DOCX."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from tomoni.catalogue.errors import RefusedError

from .model import (
    Block,
    Box,
    Columns,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Link,
    Number,
    Paragraph,
    Picture,
    Publication,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    text_of,
)
from .word_parts import Element, Notes, bookmarked, clean, element, field, linked, run
from .word_styles import WASH
from .word_tables import word_table
from .words import printed_words

_WIDE = Mm(150)
_LIST_LEVELS = 3
# The format wants the properties of a paragraph in this order.
_AFTER_SHADING = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")


class BlockWriter:
    """Writes blocks at the end of a document, and its footnotes as they are met."""

    def __init__(
        self, document: Document, publication: Publication, shown: Mapping[str, bytes]
    ) -> None:
        self.document = document
        self.publication = publication
        self.notes = Notes(document)
        self._shown = shown
        self._last: WordParagraph | None = None
        self._end = document.element.body.sectPr
        self._texts = dict(publication.notes)
        self._words = printed_words(publication.language)
        self._links: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._counts = {"bookmark": 0, "table": 0, "picture": 0}

    # --- lines ---------------------------------------------------------------------------------

    def inlines(self, inlines: Inlines) -> list[Element]:
        """Return the runs of a line."""
        return self._runs(inlines, bold=False, slanted=False, within_note=False)

    def _runs(
        self, inlines: Inlines, *, bold: bool, slanted: bool, within_note: bool
    ) -> list[Element]:
        made: list[Element] = []
        for one in inlines:
            made += self._run(one, bold=bold, slanted=slanted, within_note=within_note)
        return made

    def _run(self, one: Inline, *, bold: bool, slanted: bool, within_note: bool) -> list[Element]:
        match one:
            case Text(text):
                return [run(text, bold=bold, slanted=slanted)]
            case LineBreak():
                return [run("\n")]
            case Emphasis(inner):
                return self._runs(inner, bold=bold, slanted=True, within_note=within_note)
            case Strong(inner):
                return self._runs(inner, bold=True, slanted=slanted, within_note=within_note)
            case Link(inner, address):
                words = run(text_of(inner), "Hyperlink", bold=bold, slanted=slanted)
                return [self._link(address, [words], within_note)]
            case Number():
                return self._number(one, bold, within_note)

    def _link(self, address: str, words: list[Element], within_note: bool) -> Element:
        if address.startswith("#"):
            inside = element("hyperlink", anchor=bookmark_of(address[1:]), history="1")
            inside.extend(words)
            return inside
        if within_note:
            return linked(self.notes.part, self.notes.links, address, words)
        return linked(self.document.part, self._links, address, words)

    def _number(self, number: Number, bold: bool, within_note: bool) -> list[Element]:
        words = [run(number.text, "ProvenNumber", bold=bold)]
        if number.address:
            words = [self._link(number.address, words, within_note)]
        if number.note is None or within_note:
            return words
        return [*words, *self._noted(number.note)]

    def _noted(self, key: str) -> list[Element]:
        """The mark of a note: the note itself the first time, a reference to it after that."""
        if key in self._numbers:
            number = self._numbers[key]
            return field(f"NOTEREF note{number} \\f \\h", str(number), "FootnoteReference")
        inner = self._runs(self._texts[key], bold=False, slanted=False, within_note=True)
        number, mark = self.notes.add(inner)
        self._numbers[key] = number
        return bookmarked(f"note{number}", self._next("bookmark"), [mark])

    def _next(self, name: str) -> int:
        self._counts[name] += 1
        return self._counts[name]

    # --- blocks --------------------------------------------------------------------------------

    def write(self, block: Block, *, depth: int = 0, boxed: bool = False) -> None:
        """Write one block. ``depth``: how many lists it stands in; ``boxed``: within a box."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(inlines, quiet):
                self._paragraph(inlines, "Source" if quiet else None, boxed)
            case Items():
                self._items(block, depth, boxed)
            case Quote(blocks):
                for one in blocks:
                    self.write(one, depth=depth, boxed=boxed)
                    if self._last is not None:
                        self._last.paragraph_format.left_indent = Mm(6)
            case Box(title, blocks):
                lead = self._paragraph((Strong((Text(title),)),), None, True)
                lead.paragraph_format.keep_with_next = True
                for one in blocks:
                    self.write(one, boxed=True)
            case Columns(blocks):
                for one in blocks:
                    self.write(one, depth=depth, boxed=boxed)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Rule():
                pause = self._paragraph((Text("—"),), None, boxed)
                pause.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _paragraph(self, inlines: Inlines, style: str | None, boxed: bool) -> WordParagraph:
        made = self.styled(style)
        made._p.extend(self.inlines(inlines))
        if boxed:
            _shade(made)
        return made

    def styled(self, style: str | None) -> WordParagraph:
        """Return a new paragraph at the end, in the style of that name."""
        made = element("p")
        self._end.addprevious(made)
        if style:
            made.style = _style_id(style)
        self._last = written = WordParagraph(made, self.document._body)
        return written

    def _heading(self, heading: Heading) -> None:
        made = self.styled(f"Heading {heading.level}")
        inner = self.inlines(heading.inlines)
        if heading.anchor:
            name = bookmark_of(heading.anchor)
            inner = bookmarked(name, self._next("bookmark"), inner)
        made._p.extend(inner)
        if heading.level == 1 and self.publication.has_front:
            made.paragraph_format.page_break_before = True

    def _items(self, items: Items, depth: int, boxed: bool) -> None:
        name = "List Number" if items.ordered else "List Bullet"
        level = min(depth + 1, _LIST_LEVELS)
        style = name if level == 1 else f"{name} {level}"
        number = self._counted_anew(style) if items.ordered else None
        for item in items.items:
            for place, block in enumerate(item):
                if place == 0 and isinstance(block, Paragraph):
                    made = self._paragraph(block.inlines, style, boxed)
                    if number is not None:
                        _count_by(made, number)
                else:
                    self.write(block, depth=depth + 1, boxed=boxed)

    def _counted_anew(self, style: str) -> int:
        """Return a numbering like that of the style which starts at one."""
        properties = self.document.styles[style].element.pPr.numPr
        numbering = self.document.part.numbering_part.element
        old = next(one for one in numbering.num_lst if one.numId == properties.numId.val)
        new = numbering.add_num(old.abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(new.numId)

    def _caption(self, kind: str, text: str) -> WordParagraph:
        made = self.styled("Caption")
        made._p.append(run(self._words[kind] + " "))
        made._p.extend(field(f"SEQ {kind} \\* ARABIC", str(self._next(kind))))
        made._p.append(run("  " + text))
        return made

    def _table(self, table: Table) -> None:
        if table.caption:
            self._caption("table", table.caption)
        rows = [[[run(column.heading, bold=True)] for column in table.columns]]
        for row in table.rows:
            rows.append([self.inlines(tuple(map(_without_note, cell))) for cell in row])
        self._end.addprevious(word_table(table, rows))
        self._paragraph(table.note, "Source", False)

    def facts(self, facts: Sequence[tuple[str, Inlines]]) -> None:
        """Write rows of a name and what it is."""
        for name, value in facts:
            made = self.styled("Source")
            made._p.extend([run(f"{name}: ", bold=True), *self.inlines(value)])

    def _picture(self, picture: Picture) -> None:
        paragraph = self.styled(None)
        paragraph.paragraph_format.keep_with_next = True
        data = io.BytesIO(self._shown[picture.name])
        try:
            shown = paragraph.add_run().add_picture(data, width=_WIDE)
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as error:
            raise RefusedError(
                "A picture is damaged and cannot be printed.", do="Save it again."
            ) from error
        described = shown._inline.docPr
        described.set("descr", clean(picture.alt))
        caption = self._caption("picture", picture.caption)
        caption.paragraph_format.keep_with_next = False
        if picture.credit:
            caption._p.append(run(f"\n{self._words['credit']} {picture.credit}"))


def bookmark_of(anchor: str) -> str:
    """Return the bookmark of a heading: letters and digits, at most forty."""
    return f"to{hashlib.sha256(anchor.encode()).hexdigest()[:32]}"


def _style_id(name: str) -> str:
    """The id that python-docx gave the style: a look at its name each time would cost much."""
    return name.replace(" ", "")


def _without_note(one: Inline) -> Inline:
    return Number(one.text, one.address) if isinstance(one, Number) else one


def _shade(paragraph: WordParagraph) -> None:
    shade = element("shd", val="clear", color="auto", fill=WASH)
    paragraph._p.get_or_add_pPr().insert_element_before(shade, *_AFTER_SHADING)


def _count_by(paragraph: WordParagraph, number: int) -> None:
    numbered = element("numPr")
    numbered.extend([element("ilvl", val="0"), element("numId", val=str(number))])
    paragraph._p.get_or_add_pPr().insert_element_before(numbered, "w:shd", *_AFTER_SHADING)
