"""Reads published documents (PDF, HTML, DOCX, Markdown, plain text) into one text each."""

from .open import read_document
from .text import DocumentText, Mark

__all__ = ["DocumentText", "Mark", "read_document"]
