"""Letters and nameplates as PDF, tagged and archival."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tomoni.catalogue.errors import Where

from ..typesetting import FontBook, Typesetter, printed_date
from .model import Letter, blocks_as_data
from .people import ListedPerson

_TEMPLATES = Path(__file__).parent / "templates"


def letter_pdf(letter: Letter, fonts: FontBook) -> bytes:
    """Return the letter as PDF: the same bytes for the same letter.

    Raises RefusedError when a text has a character that no font can show.
    """
    frame = letter.frame
    head = frame.head
    contact = [part for part in (head.telephone, head.email, head.website) if part]
    values = {
        "language": frame.language,
        "subject": letter.subject,
        "institute": head.institute,
        "contact": [*head.address, *contact],
        "reference": frame.reference,
        "printed_date": printed_date(frame.issued_on, frame.language),
        "date": frame.issued_on.isoformat(),
        "addressee": list(frame.addressee),
        "salutation": letter.salutation,
        "closing": letter.closing,
        "signatory": frame.signatory and frame.signatory.name,
        "signatory_title": frame.signatory and frame.signatory.title,
        "blocks": blocks_as_data(letter),
    }
    where = Where(field=f"letter {frame.reference}")
    return Typesetter(_TEMPLATES / "letter.typ", fonts).set(values, frame.issued_on, where)


def nameplates_pdf(
    people: Sequence[ListedPerson], fonts: FontBook, *, title: str, dated: date
) -> bytes:
    """Return nameplates to fold in half and stand on a table: a page for each person."""
    plates = [
        {"name": one.name, "native_name": one.native_name, "country": one.country} for one in people
    ]
    values = {"title": title, "date": dated.isoformat(), "plates": plates}
    return Typesetter(_TEMPLATES / "nameplates.typ", fonts).set(values, dated)
