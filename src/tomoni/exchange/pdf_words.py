"""The words that a PDF carries: on its pages, and in what it says of itself."""

from __future__ import annotations

import pypdfium2

from tomoni.catalogue.errors import InputError

MOST_PAGES = 200
_PROPERTIES = ("Title", "Author", "Subject", "Keywords")


def pdf_words(content: bytes) -> str:
    """Return the text of all pages, and title, author, subject and keywords.

    What is drawn, such as a scanned page, has no words. Errors: InputError for what is no readable
    PDF, is locked, or has more than ``MOST_PAGES`` pages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise InputError(
            "The PDF cannot be opened, or is locked.", do="Save it without a password."
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"The PDF has more than {MOST_PAGES} pages.", do="Send a shorter one.")
        said = document.get_metadata_dict()
        parts = [str(said.get(name) or "") for name in _PROPERTIES]
        parts += [page.get_textpage().get_text_range() for page in document]
        return "\n".join(part for part in parts if part)
    finally:
        document.close()
