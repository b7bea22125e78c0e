"""A small publication with one of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tomoni.exchange.reports.charts import Chart, Mark, Tick, chart_svg
from tomoni.exchange.reports.model import (
    Box,
    Column,
    Columns,
    Emphasis,
    Heading,
    Items,
    LineBreak,
    Link,
    Number,
    Paragraph,
    Picture,
    Publication,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)

PROOF = "https://site.example.org/proofs/graduates/"
# What would be markup, a command, a field or a tag, if a text were ever read as one.
HOSTILE = '#panic("x") $x$ @a <b> [c] *d* _e_ `f` \\g // h {{ i }} & "j" {% k %} <w:t/> \u201d'


def words(text: str) -> tuple[Text, ...]:
    """A line of text."""
    return (Text(text),)


def paragraph(text: str) -> Paragraph:
    """A paragraph of text."""
    return Paragraph(words(text))


GRADUATES = Table(
    "Graduates by year",
    (Column("Year"), Column("Graduates", is_figures=True)),
    ((words("2020"), (Number("61", PROOF),)), (words("2021"), words("not stated"))),
    words("Each number opens its proof."),
)
CHART = Chart(
    "columns",
    "Two columns",
    (Mark("2020", "61", Decimal(61)), Mark("2021", "70", Decimal(70))),
    (Tick(Decimal(0), "0"), Tick(Decimal(100), "100")),
)
DRAWN = Picture(
    chart_svg(CHART, ("Libertinus Serif",)).encode(), "svg", "Two columns, rising", "Graduates"
)

PUBLICATION = Publication(
    language="en",
    title="People and institutions, 2016–2023",
    dated=date(2026, 11, 20),
    publisher="Institute",
    kicker="Report",
    subtitle="First edition",
    notice="Unofficial",
    notice_text=words("Of no government."),
    facts=(("Snapshot", words("abc123")),),
    notes=(("n1", (Text("Graduates. "), Link(words("site.example.org"), PROOF))),),
    blocks=(
        Heading(1, words("Courses"), "courses"),
        Paragraph(
            (
                Text("The institute counts "),
                Number("more than 6,100", PROOF, "n1"),
                Text(" graduates"),
                LineBreak(),
                Emphasis(words("slanted")),
                Strong(words("heavy")),
                Link(words("elsewhere"), "https://example.org/"),
                Text("; again "),
                Number("more than 6,100", PROOF, "n1", again=True),
                Text("."),
            )
        ),
        Heading(2, words("Years"), "years"),
        GRADUATES,
        DRAWN,
        Items(True, ((paragraph("first"),), (paragraph("second"),))),
        Items(False, ((paragraph("point"), Items(False, ((paragraph("within"),),))),)),
        Quote((paragraph("what was said"),)),
        Box("A case", (paragraph("as it went"),)),
        Rule(),
        Columns((replace(GRADUATES, caption="Behind it"),)),
        Paragraph((Link(words("back to the years"), "#years"),)),
    ),
)
HOSTILE_PUBLICATION = replace(
    PUBLICATION,
    title=HOSTILE,
    notes=(("n1", words(HOSTILE)),),
    blocks=(
        Heading(1, words(HOSTILE), 'a"]#panic()'),
        Paragraph((Text(HOSTILE), Number(HOSTILE, "https://x.example/?a=b&c=<d>", "n1"))),
        Box(HOSTILE, (paragraph(HOSTILE),)),
        Table(HOSTILE, (Column(HOSTILE),), ((words(HOSTILE),),), words(HOSTILE)),
        replace(DRAWN, alt=HOSTILE, caption=HOSTILE, credit=HOSTILE),
    ),
)
