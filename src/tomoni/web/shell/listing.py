"""Tables of the working pages: searched, filtered, sorted and cut into pages by the address alone.

A listing reads the query string, narrows a queryset and says what its template needs. It costs one
query for the number of rows and one for the page, whatever the size of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``order``: what it sorts by; empty: it does not sort."""

    name: str
    words: Words
    order: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above the table: value and wording of each option, and the column it narrows."""

    name: str
    words: Words
    column: str
    options: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of row is listed. ``search``: turns what was typed into a condition."""

    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Callable[[str], Q] | None = None
    default_order: tuple[str, ...] = ("pk",)
    page_size: int = 50

    def shown(self, request: HttpRequest, rows: QuerySet[Any]) -> Shown:
        """Return one page of the rows that the address asks for; unknown wishes are left aside."""
        asked = request.GET
        text = asked.get("q", "").strip()
        if text and self.search is not None:
            rows = rows.filter(self.search(text))
        chosen = {}
        for one in self.filters:
            value = asked.get(one.name, "")
            if value in dict(one.options):
                chosen[one.name] = value
                rows = rows.filter(**{one.column: value})
        sort = asked.get("sort", "")
        rows = rows.order_by(*self._order(sort), "pk")
        page = Paginator(rows, self.page_size).get_page(asked.get("page"))
        return Shown(self, page, text, chosen, sort, request.path)

    def _order(self, sort: str) -> tuple[str, ...]:
        name, down = sort.removeprefix("-"), sort.startswith("-")
        for column in self.columns:
            if column.name == name and column.order:
                return tuple(f"-{one}" for one in column.order) if down else column.order
        return self.default_order


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a listing, as its template shows it."""

    listing: Listing
    page: Page[Any]
    text: str
    chosen: Mapping[str, str]
    sort: str
    path: str

    @property
    def heads(self) -> list[dict[str, object]]:
        """Heads of the columns: words, address that sorts, and how it is sorted now."""
        found = []
        for column in self.listing.columns:
            turned = f"-{column.name}" if self.sort == column.name else column.name
            state = {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort)
            found.append(
                {
                    "words": column.words,
                    "is_number": column.is_number,
                    "query": self.query(sort=turned) if column.order else None,
                    "state": state,
                }
            )
        return found

    @property
    def choices(self) -> list[dict[str, object]]:
        """The filters with what is chosen now."""
        return [
            {"name": one.name, "words": one.words, "options": one.options,
             "value": self.chosen.get(one.name, "")}
            for one in self.listing.filters
        ]  # fmt: skip

    @property
    def has_search(self) -> bool:
        """Whether a text can be searched for. A template would call the search itself."""
        return self.listing.search is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.text or self.chosen)

    @property
    def earlier(self) -> str | None:
        """Query of the page before; None on the first."""
        page = self.page
        return self.query(page=str(page.previous_page_number())) if page.has_previous() else None

    @property
    def later(self) -> str | None:
        """Query of the page after; None on the last."""
        return self.query(page=str(self.page.next_page_number())) if self.page.has_next() else None

    def query(self, **changed: str) -> str:
        """Return the query string of this listing with some of its wishes changed."""
        wishes = {"q": self.text, **self.chosen, "sort": self.sort, **changed}
        return "?" + urlencode({name: value for name, value in wishes.items() if value})
