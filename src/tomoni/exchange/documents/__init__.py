"""Reads published documents (PDF, HTML, DOCX, Markdown, plain text) into one text each."""

from .editions import Edition, edition_of
from .open import read_document
from .text import DocumentText, Mark, Part

__all__ = ["DocumentText", "Edition", "Mark", "Part", "edition_of", "read_document"]
