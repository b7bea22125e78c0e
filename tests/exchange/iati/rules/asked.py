"""Rules asked of drawn IATI: by the tables, and by the XPath of the published cases."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lxml import etree
from tests.exchange.iati.drawn import cut

from tomoni.catalogue.iati.prefixes import IdentifierPrefixes
from tomoni.catalogue.iati.rules import RulesetCase, cases_of
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.rules.check import check_tables

TODAY = datetime.date(2025, 6, 30)
PREFIXES = IdentifierPrefixes(
    agencies=frozenset({"GB-COH", "XX-9"}),
    organisations=frozenset({"XM-DAC-41114"}),
    edition="drawn",
)
ROOTS = ("iati-activity", "iati-organisation")
# Rules whose failure is one place; of the others it is the whole context.
_NUMBER = re.compile(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(T.*|Z|[-+]\d\d:\d\d)?\s*", re.S)


def findings(data: bytes, *, piece_bytes: int = 4 << 20) -> list[dict[str, Any]]:
    """Return what the rules find in a file, piece by piece."""
    _, pieces = cut(data, piece_bytes=piece_bytes)
    return [
        row
        for piece in pieces
        for row in check_tables(
            read_piece(piece, schema=False).tables,
            kind=piece.kind,
            version=piece.version,
            today=TODAY,
            prefixes=PREFIXES,
        ).to_pylist()
    ]


def by_xpath(data: bytes) -> Counter[tuple[int, str, int]]:
    """Count what fails by case, rule and ordinal of the activity, asking one case after the other.

    Where the kinds of rules leave a question open, it is answered as in ``check_tables``.
    """
    root: Any = etree.fromstring(data)
    ordinals = {one: number for number, one in enumerate(one for one in root if one.tag in ROOTS)}
    failed: Counter[tuple[int, str, int]] = Counter()
    for case in cases_of(root.get("version")):
        for context in root.xpath(case.context):
            owner = next(one for one in (context, *context.iterancestors()) if one.tag in ROOTS)
            for arguments in _each(case, context):
                number = _failures(case.kind, context, arguments)
                failed[case.case, case.rule, ordinals[owner]] += number
    return +failed


def _each(case: RulesetCase, context: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the arguments of a case: for each value of a loop those in which it takes its place."""
    if case.foreach is None:
        yield case.arguments
        return
    for value in dict.fromkeys(map(str, context.xpath(case.foreach))):
        yield {
            name: _put(argument, value) if name in case.substitutes else argument
            for name, argument in case.arguments.items()
        }


def _put(argument: str | list[str], value: str) -> str | list[str]:
    if isinstance(argument, str):
        return argument.replace("$1", value)
    return [one.replace("$1", value) for one in argument]


def _failures(kind: str, context: Any, arguments: Mapping[str, Any]) -> int:
    """Return how often a case fails in its context: no more than once but for single places."""
    if "condition" in arguments and not context.xpath(arguments["condition"]):
        return 0
    found = [node for path in arguments.get("paths", ()) for node in context.xpath(path)]
    texts = [_text(node) for node in found]
    if _is_of_known(arguments.get("idCondition"), texts):
        return 0
    return _KINDS[kind](context, arguments, texts)


def _is_of_known(condition: str | None, texts: list[str]) -> bool:
    if condition == "NOT_EXISTING_ORG_ID":
        return any(text in PREFIXES.organisations for text in texts)
    if condition == "NOT_EXISTING_ORG_ID_PREFIX":
        return any(text.startswith(f"{one}-") for text in texts for one in PREFIXES.organisations)
    return False


def _text(node: Any) -> str:
    return str(node) if isinstance(node, str) else "".join(node.itertext())


def _number(text: str) -> Decimal | None:
    if not text.strip():
        return Decimal(0)
    return Decimal(text.strip()) if _NUMBER.fullmatch(text) else None


def _day(text: str) -> datetime.date | None:
    match = _DAY.fullmatch(text)
    try:
        return None if match is None else datetime.date(*map(int, match.groups()[:3]))
    except ValueError:
        return None


def _first_day(context: Any, path: str) -> datetime.date | None:
    return next((_day(text) for text in context.xpath(path)), None)


def _begins(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    if arguments["prefix"] == ["ORG-ID-PREFIX"]:
        return sum("-".join(text.split("-")[:2]) not in PREFIXES.agencies for text in texts)
    starts = [_text(node) for path in arguments["prefix"] for node in context.xpath(path)]
    separator = arguments.get("separator", "")
    return sum(not any(text.startswith(start + separator) for start in starts) for text in texts)


def _sum(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    numbers = [_number(text) for text in texts]
    known = [number for number in numbers if number is not None]
    units = (sum(known, Decimal(0)) - arguments["sum"]) * 10_000
    return int(len(known) < len(numbers) or not Decimal("-0.5") <= units < Decimal("0.5"))


def _range(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    numbers = [_number(text) for text in texts]
    return sum(number is None or not 0 <= number <= 100 for number in numbers)


def _if_then(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    return int(bool(context.xpath(arguments["if"])) and not context.xpath(arguments["then"]))


def _now(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    day = _first_day(context, arguments["date"])
    return int(day is not None and day > TODAY)


def _order(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    more = TODAY if arguments["more"] == "NOW" else _first_day(context, arguments["more"])
    less = [_day(text) for text in context.xpath(arguments["less"])]
    if not arguments["less"].startswith("transaction"):
        less = less[:1]
    return sum(more is not None and day is not None and day > more for day in less)


def _limit(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    start, end = (_first_day(context, arguments[name]) for name in ("start", "end"))
    return int(start is not None and end is not None and (end - start).days > 365)


def _between(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    start, end = (_first_day(context, arguments[name]) for name in ("start", "end"))
    days = [_day(text) for text in context.xpath(arguments["date"])]
    if start is None or end is None:
        return 0
    return sum(day is not None and not start <= day <= end for day in days)


def _one_or_all(context: Any, arguments: Mapping[str, Any], texts: list[str]) -> int:
    bare = {
        "lang": "descendant::narrative[not(@xml:lang)]",
        "sector": "transaction[not(sector)]",
        "currency": " | ".join(
            f"descendant::{name}[not(@currency)]" for name in ("value", "forecast", "loan-status")
        ),
    }[arguments["all"]]
    return int(not context.xpath(arguments["one"]) and bool(context.xpath(bare)))


_KINDS: dict[str, Callable[[Any, Mapping[str, Any], list[str]], int]] = {
    "no_more_than_one": lambda _context, _arguments, texts: int(len(texts) > 1),
    "atleast_one": lambda _context, _arguments, texts: int(not texts),
    "unique": lambda _context, _arguments, texts: int(len(texts) > len(set(texts))),
    "no_spaces": lambda _context, _arguments, texts: sum(text != text.strip() for text in texts),
    "regex_matches": lambda _context, arguments, texts: sum(
        text != "" and not re.search(arguments["regex"], text) for text in texts
    ),
    "startswith": _begins,
    "strict_sum": _sum,
    "range": _range,
    "if_then": _if_then,
    "date_now": _now,
    "date_order": _order,
    "time_limit": _limit,
    "between_dates": _between,
    "one_or_all": _one_or_all,
}
