"""Reads PDF into text in reading order: columns one after the other, running heads left out.

A page's pieces of text are parted along its blank gutters and gaps. Lines that come again at the
head or foot of page after page, and page numbers, are no text of the document. Small print at the
foot stays, after the page's text, as its footnotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import hypot
from statistics import median

import pypdfium2
import pypdfium2.raw as raw
from pypdfium2 import PdfiumError

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import Where

from .columns import Block, Piece, in_reading_order
from .text import DocumentText, PartKind, TextBuilder

Page = tuple[list[Piece], float]
MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000
MARGIN = 0.1
LEAST_REPEATS = 3
HEADING, SMALL = 1.1, 0.92
FOOT = 0.4
LONGEST_HEADING = 160
# The library gives these for a hyphen at the end of a line.
_HYPHEN = re.compile("[\ufffe\x02\xad\u2010]")


def read_pdf(name: str, data: bytes, digest: str, where: Where) -> DocumentText:
    """Return the text of a PDF with its pages.

    Raises InputError when it is broken, locked, has too many pages, or only pictures of text.
    """
    document = _open(data, where)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise refused("pdf_too_many_pages", where, count=count, limit=MOST_PAGES)
        pages = list(_pages(document, count, where))
    except PdfiumError as error:
        raise refused("pdf_damaged", where) from error
    finally:
        document.close()
    silent = [str(number) for number, (pieces, _) in enumerate(pages, start=1) if not pieces]
    if len(silent) == len(pages):
        raise refused("pdf_only_pictures", where)
    return _built(name, digest, pages, silent)


def _open(data: bytes, where: Where) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise refused("pdf_locked", where) from error
        raise refused("pdf_damaged", where) from error


def _pages(document: pypdfium2.PdfDocument, count: int, where: Where) -> Iterator[Page]:
    """Yield the pieces and the height of each page, as long as they are a text of bearable size."""
    length = 0
    for index in range(count):
        pieces, height = _pieces(document, index)
        length += sum(len(piece.words) for piece in pieces)
        if length > MOST_CHARACTERS:
            raise refused("text_too_long", where, limit=MOST_CHARACTERS // 10**6)
        yield pieces, height


def _pieces(document: pypdfium2.PdfDocument, index: int) -> tuple[list[Piece], float]:
    page = document[index]
    try:
        height = float(page.get_height())
        textpage = page.get_textpage()
        try:
            pieces = []
            for rectangle in range(textpage.count_rects()):
                left, bottom, right, top = textpage.get_rect(rectangle)
                words = textpage.get_text_bounded(left, bottom, right, top).strip("\r\n\x00")
                if words.strip():
                    size = _print_size(textpage, left, (bottom + top) / 2)
                    words = _HYPHEN.sub("-", words).replace("\r\n", " ")
                    pieces.append(Piece(left, bottom, right, top, words, size))
            return pieces, height
        finally:
            textpage.close()
    finally:
        page.close()


def _print_size(textpage: pypdfium2.PdfTextPage, left: float, middle: float) -> float:
    """The size of the font as it is drawn: a letter without a foot is not smaller print."""
    index = textpage.get_index(left + 1, middle, 4, 4)
    matrix = raw.FS_MATRIX()
    if index is None or not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 0.0
    return float(raw.FPDFText_GetFontSize(textpage, index)) * hypot(matrix.c, matrix.d)


def _built(name: str, digest: str, pages: Sequence[Page], silent: list[str]) -> DocumentText:
    laid = [(in_reading_order(pieces), height) for pieces, height in pages]
    heads = Counter(
        shape
        for blocks, height in laid
        for shape in {_shape(b) for b in blocks if _is_marginal(b, height)}
    )
    size = _body_size(laid)
    builder = TextBuilder()
    left_out = 0
    for number, (blocks, height) in enumerate(laid, start=1):
        builder.page(str(number))
        for block in blocks:
            shape = _shape(block)
            if _is_marginal(block, height) and (heads[shape] >= LEAST_REPEATS or shape == "#"):
                left_out += 1
                continue
            for part in _headed(block, size):
                builder.add("\n".join(line for _, line in part), _kind(part, size, height))
    notes = [f"{left_out} running heads and page numbers left out"] if left_out else []
    if silent:
        notes.append(f"pages without text: {', '.join(silent[:20])}")
    return DocumentText(
        name, "pdf", builder.text(), digest, pages=tuple(builder.pages),
        headings=tuple(builder.headings), parts=tuple(builder.told_apart), notes=tuple(notes),
    )  # fmt: skip


def _body_size(laid: Sequence[tuple[list[Block], float]]) -> float:
    """The height of the print that most characters have, in points."""
    sizes: Counter[int] = Counter()
    for blocks, _ in laid:
        for block in blocks:
            for piece, line in block:
                sizes[round(_size(piece) * 2)] += len(line)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] / 2 if sizes else 0.0


def _size(piece: Piece) -> float:
    return piece.size or piece.height


def _headed(block: Block, size: float) -> Iterator[Block]:
    """Part the lines in large print that open a block from those below them."""
    large = 0
    while large < len(block) and _size(block[large][0]) > HEADING * size:
        large += 1
    yield from (part for part in (block[:large], block[large:]) if part)


def _kind(block: Block, size: float, height: float) -> PartKind | None:
    """Large print of a line or two is a heading; small print at the foot of a page is its notes."""
    print_size = median(_size(piece) for piece, _ in block)
    length = sum(len(line) for _, line in block)
    if len(block) <= 2 and print_size > HEADING * size and length <= LONGEST_HEADING:
        return "heading" if any(sign.isalpha() for _, line in block for sign in line) else None
    is_low = max(piece.top for piece, _ in block) < height * FOOT
    return "footnote" if is_low and print_size < SMALL * size else None


def _shape(block: Sequence[tuple[Piece, str]]) -> str:
    return (
        re.sub(r"\W+", " ", re.sub(r"\d+", "#", " ".join(line for _, line in block))).strip()
        if len(block) == 1
        else (re.sub(r"\d+", "#", " ".join(line for _, line in block)))
    )


def _is_marginal(block: Sequence[tuple[Piece, str]], height: float) -> bool:
    """Whether a block of at most two lines stands at the head or foot of its page."""
    if len(block) > 2:
        return False
    top, bottom = max(p.top for p, _ in block), min(p.bottom for p, _ in block)
    return bottom > height * (1 - MARGIN) or top < height * MARGIN
