"""What a screen reader finds in a PDF: the tags of its pages, and the words for its pictures."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def tags_of(pdf: bytes) -> tuple[Counter[str], list[str]]:
    """How many elements of each kind, and the alternative texts in order."""
    kinds: Counter[str] = Counter()
    alternatives: list[str] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                root = pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
                _walk(root, kinds, alternatives)
            pdfium.FPDF_StructTree_Close(tree)
    finally:
        document.close()
    return kinds, alternatives


def _walk(element: Any, kinds: Counter[str], alternatives: list[str]) -> None:
    kinds[_said(pdfium.FPDF_StructElement_GetType, element)] += 1
    alternative = _said(pdfium.FPDF_StructElement_GetAltText, element)
    if alternative:
        alternatives.append(alternative)
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            _walk(child, kinds, alternatives)


def _said(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")
