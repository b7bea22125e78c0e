"""Reads one text into proposals: the one door of this room."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from tomoni.rules.quantities import COEFFICIENT_LIMIT, Quantity

from .activities import Activities
from .confidence import confidence_of
from .currencies import dollar_of
from .figures import find_figures
from .gazetteer import (
    Gazetteer,
    abbreviation_mentions,
    catalogue_gazetteer,
    defined_abbreviations,
)
from .layout import Layout, lay_out
from .measures import metric_of, population_of
from .named import Names, gather, named_in
from .normal import NormalText, normalise
from .parts import LONGEST_PART, Carried, parts_of
from .proposals import Proposal
from .roles import find_roles, list_kind
from .spans import Figure
from .times import Dates
from .who import countries_of

SHARE_DIGITS = 6
ROLE_READ, ROLE_UNKNOWN = 70, 40
_OPEN = re.compile(
    r"\b(?:such\sas|including|etc\b|among\sothers|e\.g\.|and\sother|for\sexample|mainly)|など|等"
)


class ReadText:
    """A text to be read, part after part: memory holds one part at a time."""

    def __init__(
        self, source: str, gazetteer: Gazetteer | None = None, longest: int = LONGEST_PART
    ) -> None:
        """``gazetteer``: the names to find; without one, those of the catalogue. ``longest``: of a
        part, in characters.
        """
        self.source = source
        self._gazetteer = gazetteer or catalogue_gazetteer()
        self._longest = longest

    def parts(self) -> Iterator[ReadPart]:
        """Yield the parts in order, each with what those before it have said."""
        carried = Carried()
        for start, end in parts_of(self.source, self._longest):
            part = ReadPart(self.source[start:end], self._gazetteer, start, carried)
            yield part
            carried = part.carried()

    def figures(self) -> Iterator[Proposal]:
        """Yield a proposal for every figure, in order."""
        for part in self.parts():
            yield from part.figures()

    def roles(self) -> Iterator[Proposal]:
        """Yield a proposal without a number for every run of names in one role, in order."""
        for part in self.parts():
            yield from part.roles()


class ReadPart:
    """One part of a text with all that its proposals share; each is made when first asked for."""

    def __init__(
        self, source: str, gazetteer: Gazetteer, offset: int = 0, carried: Carried | None = None
    ) -> None:
        """``offset``: where the part begins in its text. ``carried``: from the parts before it."""
        self.source = source
        self.offset = offset
        self._gazetteer = gazetteer
        self._before = carried or Carried()

    def carried(self) -> Carried:
        """Return what the next part must know."""
        return Carried(
            self.names.home,
            self.dollar,
            self._section(len(self.flat)),
            self.abbreviations,
        )

    @cached_property
    def dollar(self) -> str:
        """What a bare dollar sign means."""
        return dollar_of(self.normal.text, self._before.dollar)

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """What each abbreviation means that this part or one before it defines."""
        here = defined_abbreviations(self.flat, self._gazetteer)
        return {**self._before.abbreviations, **here}

    def _section(self, offset: int) -> str | None:
        return self.layout.section_at(offset)[1] or self._before.section

    @cached_property
    def normal(self) -> NormalText:
        """The text in its normal form."""
        return normalise(self.source)

    @cached_property
    def flat(self) -> str:
        """The normal text in one line: names and words are found across line ends."""
        return self.normal.text.replace("\n", " ").replace("\xa0", " ")

    @cached_property
    def layout(self) -> Layout:
        """Lines, sections and sentences."""
        return lay_out(self.normal.text)

    @cached_property
    def names(self) -> Names:
        """All places, bodies and frameworks that the text names."""
        mentions = self._gazetteer.find(self.flat)
        short = abbreviation_mentions(self.flat, self.abbreviations, mentions)
        return gather(self.flat, mentions + short, self._before.home)

    def figures(self) -> Iterator[Proposal]:
        """Yield a proposal for every figure, in order."""
        figures = [
            f
            for f in find_figures(self.normal.text, self.layout, self.dollar)
            if is_storable(f.value)
        ]
        metrics = [metric_of(self.flat, f, self.layout.sentence_at(f.start)) for f in figures]
        dates = Dates([(f, m) for f, m in zip(figures, metrics, strict=True) if f.kind == "year"])
        activities = Activities(self.flat)
        alike = _alike(figures, self.layout)
        for figure, metric in zip(figures, metrics, strict=True):
            sentence = self.layout.sentence_at(figure.start)
            beside, years = alike[sentence[0], figure.kind], alike[sentence[0], "year"]
            countries = countries_of(self.flat, figure, self.layout, self.names, beside, years)
            yield self._proposal(figure, metric, dates, activities, countries)

    def roles(self) -> Iterator[Proposal]:
        """Yield a proposal without a number for every run of names in one role, in order."""
        for run in find_roles(self.flat, self.layout, self.names):
            first, last = run.span
            start, end = self.normal.source_span(first, last)
            sentence = self.layout.sentence_at(first)
            yield Proposal(
                start=start + self.offset,
                end=end + self.offset,
                text=self.source[start:end],
                section=self._section(first),
                value=None,
                kind="role",
                unit=None,
                currency=None,
                qualifier="exact",
                date=None,
                as_of=None,
                period_start=None,
                period_end=None,
                measure=run.role,
                counted=None,
                population=None,
                countries=run.codes("place"),
                organisations=run.codes("party"),
                frameworks=(),
                activity=None,
                list=list_kind(self.flat, run, sentence),
                confidence=ROLE_UNKNOWN if run.role == "named" else ROLE_READ,
                reasons=("named_in_role",),
            )

    def _proposal(
        self,
        figure: Figure,
        metric: str | None,
        dates: Dates,
        activities: Activities,
        countries: tuple[str, ...],
    ) -> Proposal:
        start, end = self.normal.source_span(figure.start, figure.end)
        sentence = self.layout.sentence_at(figure.start)
        times = dates.times_of(figure, sentence)
        parties, frameworks = named_in(sentence, self.names)
        is_open = _OPEN.search(self.flat, *sentence) is not None
        return Proposal(
            start=start + self.offset,
            end=end + self.offset,
            text=self.source[start:end],
            section=self._section(figure.start),
            value=quantity_of(figure.value),
            kind=figure.kind,
            unit=figure.unit,
            currency=figure.currency,
            qualifier=figure.qualifier,
            date=figure.date,
            as_of=times.as_of,
            period_start=times.period_start,
            period_end=times.period_end,
            measure=metric,
            counted=figure.counted,
            population=population_of(metric),
            countries=countries,
            organisations=parties,
            frameworks=frameworks,
            activity=activities.of(figure, self.layout),
            list=None if len(countries) < 2 else "open" if is_open else "closed",
            confidence=confidence_of(figure, self.layout.line_at(figure.start).kind),
            reasons=figure.reasons,
        )


def _alike(figures: list[Figure], layout: Layout) -> dict[tuple[int, str], list[Figure]]:
    """The figures of each sentence, by its start, and kind."""
    found: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[layout.sentence_at(figure.start)[0], figure.kind].append(figure)
    return found


def read_text(source: str, gazetteer: Gazetteer | None = None) -> list[Proposal]:
    """Return the proposals of a text, in the order of their spans. The same text reads the same."""
    return list(ReadText(source, gazetteer).figures())


def is_storable(value: Fraction) -> bool:
    """Whether the ledger could hold the value: nobody prints a larger or finer one in earnest."""
    return abs(value) <= 10**17 and value.denominator <= 10**15


def quantity_of(value: Fraction) -> Quantity:
    """Return the exact quantity; a share such as one third rounded to six decimals."""
    if value.denominator == 1:
        return Quantity(value.numerator)
    exponent = 0
    scaled = value
    while scaled.denominator != 1 and exponent > -16:
        scaled *= 10
        exponent -= 1
    if scaled.denominator == 1 and abs(scaled.numerator) <= COEFFICIENT_LIMIT:
        return Quantity(scaled.numerator, exponent)
    rounded = round(value * 10**SHARE_DIGITS)
    return Quantity.from_decimal(Decimal(rounded).scaleb(-SHARE_DIGITS).normalize())
