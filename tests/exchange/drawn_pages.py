"""What a test sees of a PDF: its pages, its text, its marks of conformance."""

from __future__ import annotations

import pypdfium2


def text_of(pdf: bytes) -> str:
    """The text of all pages, spaces and line ends made single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def count_pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def share_of_ink(pdf: bytes) -> float:
    """The share of the first page that is not white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pixels = document[0].render(scale=0.5, grayscale=True).to_numpy()
        return float((pixels < 200).mean())
    finally:
        document.close()


def is_tagged_and_archival(pdf: bytes) -> bool:
    """Whether the file says that it is PDF/UA-1 and PDF/A-3a, and holds a tree of structure."""
    return all(
        mark in pdf
        for mark in (
            b"<pdfuaid:part>1</pdfuaid:part>",
            b"<pdfaid:part>3</pdfaid:part>",
            b"<pdfaid:conformance>A</pdfaid:conformance>",
        )
    )
