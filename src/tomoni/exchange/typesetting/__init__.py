"""Setting documents in type: fonts, tagged and archival PDF, dates in words, attachments."""

from .attachments import read_attachment
from .compile import (
    Typesetter,
    missing_characters,
    missing_refusal,
    set_directory,
    unshown_characters,
)
from .dates import Language, printed_date, printed_period
from .fonts import FontBook, open_fonts

__all__ = [
    "FontBook",
    "Language",
    "Typesetter",
    "missing_characters",
    "missing_refusal",
    "open_fonts",
    "printed_date",
    "printed_period",
    "read_attachment",
    "set_directory",
    "unshown_characters",
]
