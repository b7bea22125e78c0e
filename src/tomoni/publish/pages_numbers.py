"""Where a number is said: by which claims, and where else in texts that may be shown."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import accumulate

from tomoni.catalogue.labels import Label
from tomoni.rules.quantities import Quantity, format_major

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .evidence import claim_number, document_link, edition_label, passage
from .pages_texts import marks_of, text_key
from .passages import pages_of, passages_of, shown
from .paths import page_path
from .printed_numbers import Printed, printed_numbers
from .source import Row, label_of
from .unit_words import agreeing

# A plain small number stands everywhere and says nothing; money and shares always say something.
LEAST_COUNT = 100
PASSAGES_SHOWN = 50
CONTEXT = 120


def number_key(claim: Row) -> str | None:
    """Return the key of the page of a claim's number: its value with its unit, or currency.

    None for a claim that asserts a date: its number is no amount.
    """
    if claim_number(claim).get("stated") is not None:
        return None
    unit = claim["currency_code"] or claim["unit_code"]
    return f"{_value(claim)}-{unit.lower().replace('_', '-')}"


def _value(claim: Row) -> str:
    quantity = Quantity(claim["quantity"], claim["exponent"])
    return f"{quantity.to_decimal().normalize():f}"


def unit_behind(claim: Row) -> Label:
    """Return the unit or currency of a claim, as it stands behind its value."""
    currency = claim["currency_code"]
    if currency:
        return Label(currency, currency)
    return agreeing(label_of("unit", claim["unit_code"]), _value(claim))


def write_numbers(build: Build) -> None:
    """Write, for each number that claims assert, where it is said: by claims, and in other texts.

    The same number means equal value and unit, whatever the hedge; the hedge stands beside it.
    """
    claims: dict[str, list[Row]] = defaultdict(list)
    for claim in build.source.rows("claims"):
        key = number_key(claim)
        if key is not None:
            claims[key].append(claim)
    printed = printed_elsewhere(build)
    for key, rows in claims.items():
        build.writer.page("number", key, _number_page(build, key, rows, printed))


class _Spans:
    """Spans of a text, asked whether one of them meets another span."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether a span shares a character with one of them."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


Places = dict[tuple[str, Decimal], list[tuple[Row, Printed]]]


def printed_elsewhere(build: Build) -> Places:
    """Return where texts that may be shown print numbers that no claim of theirs covers."""
    found: Places = defaultdict(list)
    for document in build.source.rows("documents"):
        text = build.texts.of(document)
        if text is None:
            continue
        key = document["document_id"]
        excluded = build.source.of("exclusions", "document_id", key)
        spans = [*((mark.start, mark.end) for mark in marks_of(build, key)),
                 *((row["start"], row["end"]) for row in excluded)]  # fmt: skip
        covered = _Spans(spans)
        for one in printed_numbers(text):
            if one.sort == "count" and one.value < LEAST_COUNT:
                continue
            if not covered.meet(one.start, one.end):
                found[one.sort, one.value].append((document, one))
    return found


def _number_page(build: Build, key: str, rows: list[Row], printed: Places) -> Json:
    first = rows[0]
    sort = first["currency_code"] or ("share" if first["unit_code"] == "percent" else "count")
    places = printed.get((sort, Decimal(_value(first))), [])
    value = format_major(Quantity(first["quantity"], first["exponent"]), first["currency_code"])
    tables = {"claims": _claims_table(build, rows)}
    if places:
        tables["passages"] = _passages_table(build, places)
    return {
        "key": key,
        "value": value,
        "unit": cells.words(unit_behind(first)),
        "claims": len(rows),
        "passages": len(places),
        "tables": tables,
    }


def _claims_table(build: Build, rows: list[Row]) -> Json:
    documents = build.source.by_key("documents")
    lines: list[list[Cell]] = []
    for claim in sorted(rows, key=lambda row: (row["document_id"], row["start"], row["claim_id"])):
        document = documents[claim["document_id"]]
        metric = label_of("metric", claim["metric_code"])
        lines.append(
            [
                claim_number(claim),
                cells.coded("metric", claim["metric_code"], metric),
                activity_link(build.source, claim["activity_id"]),
                document_link(document),
                cells.words(edition_label(document)),
                f"{claim['start']:,}–{claim['end']:,}",
            ]
        )
    return cells.table(
        "claims",
        Label("Claims that say it", "この数値を述べる主張"),
        [
            cells.column("value", Label("As said", "表記"), is_number=True),
            cells.column("metric", Label("What it measures", "指標")),
            cells.column("activity", Label("About", "対象")),
            cells.column("document", Label("Document", "文書")),
            cells.column("edition", Label("Edition", "版")),
            cells.column("place", Label("Characters", "文字位置")),
        ],
        lines,
    )


def _passages_table(build: Build, places: list[tuple[Row, Printed]]) -> Json:
    lines: list[list[Cell]] = []
    paths = cache(lambda key: _paths_by_start(build, key))
    for document, one in places[:PASSAGES_SHOWN]:
        text = build.texts.of(document) or ""
        around = passage(text, one.start, one.end, CONTEXT)
        words = f"{around['before']}{around['span']}{around['after']}"
        lines.append(
            [
                " ".join(shown(words).split()),
                _text_link(paths(document["document_id"]), document, one),
                f"{one.start:,}–{one.end:,}",
            ]
        )
    note = Label(
        "Places that print the same number and that no claim covers. Nobody has looked at what it"
        " means there.",
        "同じ数値が書かれ、主張に含まれない箇所です。意味は確認されていません。",
    )
    return cells.table(
        "passages",
        Label("Printed elsewhere in texts held here", "収録文書の他の箇所"),
        [
            cells.column("words", Label("Words around it", "前後の文")),
            cells.column("document", Label("Document", "文書")),
            cells.column("place", Label("Characters", "文字位置")),
        ],
        lines,
        note=note,
    )


def _paths_by_start(build: Build, document_id: str) -> list[tuple[int, int, str]]:
    """Return start, end and address of each passage of a document."""
    document = build.source.by_key("documents")[document_id]
    text = build.texts.of(document) or ""
    return [
        (one.start, one.end, f"{page_path('text', text_key(document_id, number))}#p{one.start}")
        for number, page in enumerate(pages_of(text, passages_of(text)), start=1)
        for one in page
    ]


def _text_link(paths: list[tuple[int, int, str]], document: Row, one: Printed) -> Json:
    made = document_link(document)
    found = [path for start, end, path in paths if start <= one.start < end]
    return made | {"path": found[0]} if found else made
