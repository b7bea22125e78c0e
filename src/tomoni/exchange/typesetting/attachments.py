"""Files inside a PDF."""

from __future__ import annotations

import threading

import pypdfium2

from tomoni.catalogue.errors import InputError

LARGEST_PDF = 20 * 2**20
LARGEST_ATTACHMENT = 2**20
# PDFium is not made for threads: only one may be inside it.
_ONE_AT_A_TIME = threading.Lock()


def read_attachment(pdf: bytes, name: str) -> bytes | None:
    """Return the attachment of that name; None when the PDF has none.

    Raises InputError when the bytes are no PDF, or the PDF or the attachment is too large.
    """
    if len(pdf) > LARGEST_PDF:
        raise InputError(f"The PDF is larger than {LARGEST_PDF // 2**20} MB.")
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise InputError("The file is no PDF, or is damaged.") from error
        try:
            return _find(document, name)
        finally:
            document.close()


def _find(document: pypdfium2.PdfDocument, name: str) -> bytes | None:
    for place in range(document.count_attachments()):
        attachment = document.get_attachment(place)
        if attachment.get_name() == name:
            data = bytes(attachment.get_data())
            if len(data) > LARGEST_ATTACHMENT:
                raise InputError(f"The attachment {name} is larger than a megabyte.")
            return data
    return None
