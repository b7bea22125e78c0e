"""Results, indicators and periods as elements."""

from __future__ import annotations

from collections.abc import Iterator

from .elements import Element, element
from .model import Indicator, Measured, Period, Result
from .parts import document_element, flag, texts


def result_element(result: Result) -> Element:
    """Return ``result`` with its indicators."""
    return element(
        "result",
        texts("title", result.title),
        *(_indicator(one) for one in result.indicators),
        type=result.type,
        aggregation_status=flag(result.may_add),
    )


def _indicator(indicator: Indicator) -> Element:
    parts = [texts("title", indicator.title)]
    if indicator.description:
        parts.append(texts("description", indicator.description))
    parts.extend(_period(one) for one in indicator.periods)
    return element("indicator", *parts, measure=indicator.measure)


def _period(period: Period) -> Element:
    return element(
        "period",
        element("period-start", iso_date=period.start.isoformat()),
        element("period-end", iso_date=period.end.isoformat()),
        *(element_of("target", one) for one in period.targets),
        *(element_of("actual", one) for one in period.actuals),
    )


def element_of(tag: str, one: Measured) -> Element:
    """Return ``target`` or ``actual``."""
    return element(tag, *_within(one), value=one.value)


def _within(one: Measured) -> Iterator[Element]:
    for name, value in one.dimensions:
        yield element("dimension", name=name, value=value)
    if one.comment:
        yield texts("comment", one.comment)
    yield from (document_element(link) for link in one.documents)
