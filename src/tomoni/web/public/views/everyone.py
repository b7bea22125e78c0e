"""Everyone's activities: the search over them, and the page of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from tomoni.catalogue.themes import THEMES, THEMES_BY_CODE
from tomoni.publish import cells
from tomoni.publish.cells import Cell, plain
from tomoni.publish.everyone.field import has_page, is_country, money_cell
from tomoni.publish.everyone.store import EveryoneStore, KeptActivity
from tomoni.publish.everyone.within import Within
from tomoni.publish.html.tables import row_html
from tomoni.publish.paths import page_path

from ..render import language, localised
from ..site import everyone
from .downloads import attached, csv_lines
from .lists import LONGEST_QUERY
from .pages import page_to_show, shown

ROWS, MOST_PAGES = 25, 40
# Who funds what is found is counted over the first of them.
FUNDERS_OVER, FUNDERS_SHOWN = 500, 15
ROWS_OF_CSV = 5_000
_COLUMNS_OF_CSV = (
    "identifier", "title", "publisher", "publisher_name", "is_own", "status", "begins", "ends",
    "countries", "sectors", "last_updated", "funders", "spent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: words, filters, page from 1."""

    text: str
    within: Within
    page: int

    @property
    def is_anything(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.text) or self.within.is_narrow

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parts of an address that ask the same again."""
        within = self.within
        given = (
            ("q", self.text), ("place", within.place), ("theme", within.theme),
            ("publisher", within.publisher), ("whose", within.whose),
        )  # fmt: skip
        return [(name, value) for name, value in given if value]


def asked_of(given: QueryDict, own: frozenset[str]) -> Asked:
    """Return what an address asks; what it does not know is ignored."""
    theme, place, page = given.get("theme"), given.get("place", "").upper(), given.get("page", "1")
    said = given.get("whose")
    whose: Literal["own", "others"] | None = (
        "own" if said == "own" else "others" if said == "others" else None
    )
    return Asked(
        text=given.get("q", "").strip()[:LONGEST_QUERY],
        within=Within(
            place=place[:10] or None,
            theme=theme if theme in THEMES_BY_CODE else None,
            publisher=given.get("publisher", "")[:LONGEST_QUERY] or None,
            whose=whose,
            own=own,
        ),
        page=min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and int(page) else 1,
    )


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What everyone does, and the search over it."""
    data = page_to_show(request, "everyone", "")
    store = everyone()
    if store is None or data["about"] is None:
        return shown(request, "everyone", data)
    asked = asked_of(request.GET, frozenset(data["about"]["own"]))
    more: dict[str, Any] = {"asked": asked, "themes": _themes(), "chosen_name": None}
    if asked.is_anything:
        more |= _results(store, asked)
    return shown(request, "everyone", data, **more)


def _themes() -> list[dict[str, str]]:
    """Return the themes that sector codes name: others can be asked for by words alone."""
    named = (theme for theme in THEMES if theme.purpose_codes)
    themes = [{"code": theme.code, **cells.words(theme.label)} for theme in named]
    return sorted(themes, key=lambda theme: theme[language()])


def _results(store: EveryoneStore, asked: Asked) -> dict[str, Any]:
    first = (asked.page - 1) * ROWS
    hits = store.search(asked.text, asked.within, max(FUNDERS_OVER, first + ROWS))
    looked = store.activities(hits.records[:FUNDERS_OVER])
    rows = store.activities(hits.records[first : first + ROWS])
    names = {one.facts.get("publisher"): one.facts.get("publisher_name") for one in looked}
    publisher = asked.within.publisher
    is_last = first + ROWS >= len(hits.records) and not hits.is_more
    return {
        "found": len(hits.records),
        "is_more": hits.is_more,
        "rows": mark_safe("\n".join(_row(one, asked.within.own) for one in rows)),
        "is_empty": not rows,
        "funders": _funders(looked),
        "over": len(looked),
        "chosen_name": names.get(publisher) or publisher,
        "earlier": _address(asked, asked.page - 1) if asked.page > 1 else None,
        "later": None if is_last or asked.page >= MOST_PAGES else _address(asked, asked.page + 1),
        "downloads": urlencode(asked.pairs()),
        "without_publisher": _without(asked, "publisher"),
    }


def _address(asked: Asked, page: int) -> str:
    pairs = [*asked.pairs(), *([("page", str(page))] if page > 1 else [])]
    return f"{localised(page_path('everyone'))}?{urlencode(pairs)}"


def _without(asked: Asked, name: str) -> str:
    pairs = [pair for pair in asked.pairs() if pair[0] != name]
    return f"{localised(page_path('everyone'))}{'?' if pairs else ''}{urlencode(pairs)}"


def title_cell(one: KeptActivity) -> Cell:
    """Return an activity as a link to its page; one without an identifier has none."""
    title = one.facts.get("title") or one.identifier
    if one.identifier is None:
        return title
    return cells.link("everyone_activity", one.identifier, title or one.identifier)


def publisher_cell(facts: Any) -> Cell:
    """Return the publisher of an activity as a link to its page."""
    ref, name = facts.get("publisher"), facts.get("publisher_name")
    if ref is None or not has_page(ref):
        return name or ref
    return cells.link("everyone_publisher", ref, name or ref)


def country_cells(codes: Sequence[str]) -> Cell:
    """Return countries as links to their pages of everyone's activities."""
    made = cells.several(
        cells.link("everyone_country", code, code) if is_country(code) else code for code in codes
    )
    return None if made is None else {**made, "shown": 6}


def spent_cell(facts: Any) -> Cell:
    """Return what an activity spent, as stated, where it is told last."""
    return cells.several(
        money_cell(Decimal(amount), currency or None) for currency, amount in facts.get("spent", ())
    )


def _row(one: KeptActivity, own: frozenset[str]) -> str:
    facts = one.facts
    ours = {"t": "tag", "code": "own", "en": "ours", "ja": "当方"}
    return row_html(
        [
            title_cell(one),
            cells.several([publisher_cell(facts), ours if facts.get("publisher") in own else None]),
            cells.dated(facts.get("begins")),
            country_cells(facts.get("countries", ())),
            spent_cell(facts),
        ],
        language(),
    )


def _funders(looked: Sequence[KeptActivity]) -> list[dict[str, Any]]:
    """Return who funds most of some activities: as named most often, and how many."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for one in looked:
        for ref, name in {(ref, name) for ref, name in one.facts.get("funders", ())}:
            key = ref or name
            counts[key] += 1
            names.setdefault(key, Counter())[name or ref] += 1
    return [
        {"name": names[key].most_common(1)[0][0], "ref": key, "count": count}
        for key, count in counts.most_common(FUNDERS_SHOWN)
    ]


@require_safe
def list_csv(request: HttpRequest) -> HttpResponseBase:
    """What a search finds as CSV: at most ``ROWS_OF_CSV`` rows."""
    store = everyone()
    if store is None:
        raise Http404("This site holds no activities of other publishers.")
    data = page_to_show(request, "everyone", "")
    asked = asked_of(request.GET, frozenset(data["about"]["own"]))
    records = (
        store.search(asked.text, asked.within, ROWS_OF_CSV).records if asked.is_anything else ()
    )

    def rows() -> Iterator[list[str]]:
        yield list(_COLUMNS_OF_CSV)
        for first in range(0, len(records), FUNDERS_OVER):
            for one in store.activities(records[first : first + FUNDERS_OVER]):
                yield _csv_row(one, asked.within.own)

    made = StreamingHttpResponse(csv_lines(rows()), content_type="text/csv; charset=utf-8")
    return attached(made, "everyone.csv")


def _csv_row(one: KeptActivity, own: frozenset[str]) -> list[str]:
    facts = one.facts
    funders = "; ".join(name or ref for ref, name in facts.get("funders", ()))
    spent = "; ".join(
        f"{currency} {plain(money_cell(Decimal(amount), None))}".strip()
        for currency, amount in facts.get("spent", ())
    )
    return [
        one.identifier or "", facts.get("title") or "", facts.get("publisher") or "",
        facts.get("publisher_name") or "", str(facts.get("publisher") in own).lower(),
        facts.get("status_code") or "", facts.get("begins") or "", facts.get("ends") or "",
        "; ".join(facts.get("countries", ())), "; ".join(facts.get("sectors", ())),
        facts.get("last_updated") or "", funders, spent,
    ]  # fmt: skip
