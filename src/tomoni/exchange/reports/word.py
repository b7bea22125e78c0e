"""Publications as DOCX, with real headings, footnotes and table headings, for offices that edit."""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..archives import dated_archive
from ..typesetting import FontBook
from .model import Heading, Publication, text_of
from .pdf import pictures
from .raster import drawings_as_png
from .word_blocks import BlockWriter, bookmark_of
from .word_parts import clean, element, field, run
from .word_styles import INDIGO, QUIET, new_document
from .words import printed_words

_MOST_LISTED = 2


def publication_docx(
    publication: Publication, fonts: FontBook, drawn: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the publication as DOCX with the words of its PDF: the same bytes for the same one.

    ``fonts`` set the text of charts, which stand in it as pictures; ``drawn`` are those already
    made, by the name of their drawing.
    """
    document = new_document(
        publication.title, publication.publisher, publication.language, publication.dated
    )
    writer = BlockWriter(document, publication, _pictures(publication, fonts, drawn or {}))
    _write_running(writer)
    _write_front(writer)
    for block in publication.blocks:
        writer.write(block)
    if not publication.has_front:
        writer.facts(publication.facts)
    writer.notes.close()
    made = io.BytesIO()
    document.save(made)
    return dated_archive(made.getvalue(), publication.dated)


def missing_drawings(publication: Publication, drawn: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the drawings that are not made into dots yet, by name."""
    return {
        one.name: one.data
        for one in pictures(publication.blocks)
        if one.format == "svg" and one.name not in drawn
    }


def _pictures(
    publication: Publication, fonts: FontBook, drawn: Mapping[str, bytes]
) -> dict[str, bytes]:
    ready = {**drawn, **drawings_as_png(missing_drawings(publication, drawn), fonts)}
    return {one.name: ready.get(one.name, one.data) for one in pictures(publication.blocks)}


def _write_running(writer: BlockWriter) -> None:
    """The title and the notice over each page, publisher and page number under it."""
    publication, section = writer.publication, writer.document.sections[0]
    section.different_first_page_header_footer = publication.has_front
    over = section.header.paragraphs[0]
    over.text = "\t".join((clean(publication.title), "", clean(publication.notice or ""))).rstrip()
    under = section.footer.paragraphs[0]
    under.text = clean(publication.publisher) + "\t\t"
    under._p.extend(field("PAGE", "1"))
    for paragraph in (over, under):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(75), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Mm(150), WD_TAB_ALIGNMENT.RIGHT)
        for one in paragraph.runs:
            one.font.size, one.font.color.rgb = Pt(8.5), QUIET


def _write_front(writer: BlockWriter) -> None:
    publication, document = writer.publication, writer.document
    if publication.kicker:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Mm(40 if publication.has_front else 0)
        made = paragraph.add_run(clean(publication.kicker))
        made.font.color.rgb, made.font.size = QUIET, Pt(10)
    document.add_paragraph(clean(publication.title), style="Title")
    if publication.subtitle:
        document.add_paragraph(clean(publication.subtitle), style="Subtitle")
    if publication.notice_text:
        notice = document.add_paragraph()
        made = notice.add_run(clean(publication.notice or "") + "\n")
        made.bold, made.font.color.rgb = True, INDIGO
        notice._p.extend(writer.inlines(publication.notice_text))
    if publication.has_front:
        writer.facts(publication.facts)
        _write_contents(writer)


def _write_contents(writer: BlockWriter) -> None:
    """A field that Word brings up to date, showing the headings as links until then."""
    words = printed_words(writer.publication.language)
    heading = writer.document.add_paragraph()
    heading.paragraph_format.page_break_before = True
    made = heading.add_run(words["contents"])
    made.font.size, made.font.color.rgb = Pt(20), INDIGO
    listed = [
        one
        for one in writer.publication.blocks
        if isinstance(one, Heading) and one.level <= _MOST_LISTED and one.anchor
    ]
    parts = field(f'TOC \\o "1-{_MOST_LISTED}" \\h \\z \\u', "")
    parts[0][0].set(qn("w:dirty"), "true")
    for place, one in enumerate(listed):
        paragraph = writer.styled(f"TOC {one.level}")
        if place == 0:
            paragraph._p.extend(parts[:3])
        link = element("hyperlink", anchor=bookmark_of(one.anchor), history="1")
        link.append(run(text_of(one.inlines)))
        paragraph._p.append(link)
    end = writer.styled(None)
    end._p.extend(parts[4:] if listed else [])
