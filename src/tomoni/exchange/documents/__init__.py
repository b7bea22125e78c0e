"""Reads published documents (PDF, HTML, DOCX, Markdown, plain text) into one text each."""

from .disguises import check_disguise
from .editions import Edition, edition_of
from .open import read_document
from .text import DocumentText, Mark, Part

__all__ = [
    "DocumentText",
    "Edition",
    "Mark",
    "Part",
    "check_disguise",
    "edition_of",
    "read_document",
]
