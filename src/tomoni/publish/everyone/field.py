"""A prepared lake as the pages of a site ask it: what is counted once, and the cells they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pyarrow.parquet as pq

from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.catalogue.rates import RATE_TABLES, RateTable
from tomoni.exchange.iati.lake import Lake
from tomoni.figures.everyone import Everyone, MoneyRow

from .. import cells
from ..cells import Cell, Json
from ..paths import page_path
from ..source import label_of
from .within import themes_of

Whose = Literal["own", "others"]
CURRENCY = "USD"
# Of amounts side by side in a cell, so many are drawn: the first is what was converted.
CURRENCIES_SHOWN = 3
_ROWS_AT_ONCE = 5_000


@dataclass
class Counts:
    """How many activities there are; each identifier once. Keys begin with the country's code."""

    whole: Counter[Whose] = field(default_factory=Counter)
    places: Counter[tuple[str, Whose]] = field(default_factory=Counter)
    themes: Counter[tuple[str, str, Whose]] = field(default_factory=Counter)
    sectors: Counter[tuple[str, str, Whose]] = field(default_factory=Counter)
    publishers: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    all_themes: Counter[tuple[str, Whose]] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)


class Field:
    """Everyone's activities for one build of the site. ``rates`` is None when there is no table."""

    def __init__(self, everyone: Everyone, lake: Lake, prepared: Path, digest: str) -> None:
        self.everyone = everyone
        self.lake = lake
        self.prepared = prepared
        self.digest = digest
        self.rates: RateTable | None = RATE_TABLES[0] if RATE_TABLES else None
        self.counts = self._counts()

    @property
    def currency(self) -> str | None:
        """The currency that amounts are converted to; None without a table of rates."""
        return CURRENCY if self.rates else None

    @property
    def countries(self) -> list[str]:
        """Codes of the countries that have a page: known ones that some activity names."""
        found = {code for code, _ in self.counts.places}
        return sorted(code for code in found if is_country(code))

    def name_of(self, publisher: str | None) -> Cell:
        """Return a publisher as a link to its page; None for activities that name none."""
        if publisher is None:
            return None
        name = self.counts.names.get(publisher, publisher)
        if not has_page(publisher):
            return name
        return cells.link("everyone_publisher", publisher, name)

    def about(self) -> Json:
        """Return what every page says of the ground it stands on."""
        return {
            "read_at": self.lake.run.read_at[:10],
            "run": self.lake.run.run,
            "files": self.lake.run.files,
            "digest": self.digest,
            "currency": self.currency,
            "rates": self.rates.title if self.rates else None,
            "own": sorted(self.everyone.own),
        }

    def _counts(self) -> Counts:
        made = Counts()
        for row in self._activities():
            whose: Whose = "own" if row["publisher"] in self.everyone.own else "others"
            if row["publisher"] and row["publisher_name"]:
                made.names.setdefault(row["publisher"], row["publisher_name"])
            themes = {theme for code in row["sectors"] for theme in themes_of(code)}
            made.whole[whose] += 1
            for theme in themes:
                made.all_themes[theme, whose] += 1
            for place in row["countries"]:
                made.places[place, whose] += 1
                made.publishers[place, row["publisher"]] += 1
                for theme in themes:
                    made.themes[place, theme, whose] += 1
                for code in row["sectors"]:
                    made.sectors[place, code, whose] += 1
        return made

    def _activities(self) -> Iterator[dict[str, Any]]:
        file = pq.ParquetFile(self.prepared / "activities.parquet")
        columns = ["publisher", "publisher_name", "countries", "sectors", "is_chosen"]
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=columns):
            yield from (row for row in batch.to_pylist() if row["is_chosen"])


def is_country(code: str) -> bool:
    """Whether a code names a country or territory of the catalogue."""
    place = PLACES_BY_CODE.get(code)
    return place is not None and len(code) == 2


def has_page(publisher: str) -> bool:
    """Whether a publisher's reference can stand in an address."""
    return bool(publisher.strip()) and "/" not in publisher and publisher not in (".", "..")


def found(count: int, **filters: str | None) -> Json | None:
    """Return a count of activities that opens the list of them; None for none at all."""
    if not count:
        return None
    asked = urlencode({name: value for name, value in filters.items() if value})
    return {"t": "found", "value": str(count), "path": f"{page_path('everyone')}?{asked}"}


def money_cell(amount: Decimal, currency: str | None) -> Json:
    """Return an exact amount as stated; without a currency it has none."""
    plain = amount.normalize()
    return {"t": "money", "value": f"{plain:f}", "currency": currency}


def converted_cell(amount: Fraction | None, currency: str | None) -> Json | None:
    """Return a converted amount in whole units, half to even; None where nothing could be."""
    if amount is None or currency is None:
        return None
    return {"t": "money", "value": str(round(amount)), "currency": currency}


def spent_cell(row: MoneyRow | None, currency: str | None) -> Json | None:
    """Return the money of a row below a heading that names the currency of what is converted.

    What has no rate stands beside it as stated. None: nothing is published.
    """
    if row is None:
        return None
    whole = converted_cell(row.converted, currency)
    left = sorted(row.not_converted.items(), key=lambda each: each[0] or "~")
    stated = [money_cell(amount, code) for code, amount in left]
    headed = None if whole is None else {**whole, "headed": True}
    if headed is not None and not stated:
        return headed
    made = cells.several([headed, *stated])
    return None if made is None else {**made, "shown": CURRENCIES_SHOWN}


def sector_cell(code: str | None) -> Cell:
    """Return a sector of the DAC by its code; None where none is stated."""
    if code is None:
        return None
    label = label_of("Sector" if len(code) == 5 else "SectorCategory", code)
    words = label.en if label.en == code else f"{code} {label.en}"
    return cells.words(Label(words, words))


def added(parts: Iterable[Fraction | None]) -> Fraction | None:
    """Return a sum; None where no part is known."""
    known = [part for part in parts if part is not None]
    return sum(known, Fraction()) if known else None
