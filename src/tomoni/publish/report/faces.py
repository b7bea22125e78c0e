"""The printed faces of a report: PDF and DOCX from the same tree as the HTML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tomoni.catalogue.errors import RefusedError, Where
from tomoni.exchange.reports.model import Publication
from tomoni.exchange.reports.pdf import publication_pdf
from tomoni.exchange.reports.raster import drawings_as_png
from tomoni.exchange.reports.word import missing_drawings, publication_docx
from tomoni.exchange.typesetting import FontBook, open_fonts, unshown_characters

from .drawings import Drawings
from .model import Report
from .photographs import Photographs
from .printed import Printing, publication_of
from .spoken import texts_of


@dataclass(frozen=True)
class Press:
    """What prints reports: fonts, the charts drawn so far, the address of the public site.

    ``site`` is "" while the instance has no public address (``SiteOptions.cited_url``).
    """

    fonts: FontBook
    drawings: Drawings
    site: str = ""


def open_press(fonts: Path | None, drawings: Path | None = None, site: str = "") -> Press:
    """Return a press. ``fonts``: directory of TOMONI_FONTS; ``drawings``: where charts are kept.

    Errors: SettingError when the directory of fonts does not exist or is empty.
    """
    book = open_fonts(fonts)
    return Press(book, Drawings(drawings, book.families), site)


def report_pdf(report: Report, press: Press, folder: Path | None = None) -> bytes:
    """Return the report as tagged, archival PDF: the same bytes for the same report and fonts.

    ``folder`` holds its photographs. Errors: RefusedError naming each character that no font can
    show and the chapter it stands in; InputError when a photograph cannot be read.
    """
    publication = publication_of(report, _printing(press, folder))
    return printed_pdf(publication, press, report)


def report_docx(report: Report, press: Press, folder: Path | None = None) -> bytes:
    """Return the report as DOCX: the same bytes for the same report. Errors as for the PDF."""
    return printed_docx(publication_of(report, _printing(press, folder)), press)


def printed_pdf(publication: Publication, press: Press, report: Report | None = None) -> bytes:
    """Return a publication as PDF. ``report`` lets a refusal name the chapter."""
    try:
        return publication_pdf(publication, press.fonts)
    except RefusedError as error:
        where = _chapter_with(unshown_characters(error), report)
        if where is None:
            raise
        raise RefusedError(error.what, where=where, do=error.do) from error


def printed_docx(publication: Publication, press: Press) -> bytes:
    """Return a publication as DOCX, its charts as pictures of dots that are made once."""
    wanted = missing_drawings(publication, {})
    found = {name: press.drawings.find(_dots(name, press)) for name in wanted}
    drawn = {name: data for name, data in found.items() if data is not None}
    made = drawings_as_png(missing_drawings(publication, drawn), press.fonts)
    for name, data in made.items():
        drawn[name] = press.drawings.keep(_dots(name, press), data)
    return publication_docx(publication, press.fonts, drawn)


def _dots(name: str, press: Press) -> str:
    """The name of a drawing in dots, which differ with the fonts."""
    fonts = hashlib.sha256("\n".join(press.fonts.families).encode()).hexdigest()[:16]
    return f"{name}.{fonts}.png"


def _printing(press: Press, folder: Path | None) -> Printing:
    return Printing(press.drawings, Photographs(folder), press.site)


def _chapter_with(characters: tuple[str, ...], report: Report | None) -> Where | None:
    """The first chapter that holds one of these characters."""
    for chapter in report.chapters if report else ():
        if any(sign in text for text in texts_of(chapter) for sign in characters):
            return Where(file=chapter.file)
    return None
