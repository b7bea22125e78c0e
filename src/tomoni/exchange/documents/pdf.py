"""Reads PDF into text in reading order: columns one after the other, running heads left out.

A page's pieces of text are parted along its blank gutters and gaps. Lines that come again at the
head or foot of page after page, and page numbers, are no text of the document. Small print at the
foot stays, after the page's text, as its footnotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import PdfiumError

from tomoni.catalogue.errors import InputError, Where

from .columns import Piece, in_reading_order
from .text import DocumentText, TextBuilder

MOST_PAGES = 5_000
MARGIN = 0.1
LEAST_REPEATS = 3
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
            raise InputError(f"The PDF has {count} pages; the limit is {MOST_PAGES}.", where=where,
                             do="Split it.")  # fmt: skip
        pages = [_pieces(document, index) for index in range(count)]
    except PdfiumError as error:
        raise InputError("The PDF is damaged.", where=where, do="Get the file again.") from error
    finally:
        document.close()
    silent = [str(number) for number, (pieces, _) in enumerate(pages, start=1) if not pieces]
    if len(silent) == len(pages):
        raise InputError("The PDF holds no text, only pictures.", where=where,
                         do="Have its text recognised (OCR) first.")  # fmt: skip
    return _built(name, digest, pages, silent)


def _open(data: bytes, where: Where) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("The PDF is locked with a password.", where=where,
                             do="Save it unlocked.") from error  # fmt: skip
        raise InputError("The PDF is damaged, or was cut off.", where=where,
                         do="Get the file again.") from error  # fmt: skip


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
                    pieces.append(
                        Piece(
                            left, bottom, right, top, _HYPHEN.sub("-", words).replace("\r\n", " ")
                        )
                    )
            return pieces, height
        finally:
            textpage.close()
    finally:
        page.close()


def _built(
    name: str, digest: str, pages: Sequence[tuple[list[Piece], float]], silent: list[str]
) -> DocumentText:
    laid = [(in_reading_order(pieces), height) for pieces, height in pages]
    heads = Counter(
        shape
        for blocks, height in laid
        for shape in {_shape(b) for b in blocks if _is_marginal(b, height)}
    )
    builder = TextBuilder()
    left_out = 0
    for number, (blocks, height) in enumerate(laid, start=1):
        builder.page(str(number))
        for block in blocks:
            shape = _shape(block)
            if _is_marginal(block, height) and (heads[shape] >= LEAST_REPEATS or shape == "#"):
                left_out += 1
                continue
            builder.add("\n".join(line for _, line in block))
    notes = [f"{left_out} running heads and page numbers left out"] if left_out else []
    if silent:
        notes.append(f"pages without text: {', '.join(silent[:20])}")
    return DocumentText(
        name, "pdf", builder.text(), digest, pages=tuple(builder.pages), notes=tuple(notes)
    )


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
