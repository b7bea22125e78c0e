"""People and outputs as results, indicators and periods; targets of pledges beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from tomoni.catalogue.iati.crosswalk import iati_code
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.exchange.iati.write.model import Indicator, Measured, Period, Result, Text
from tomoni.rules.quantities import Quantity

from ..source import Row, Source
from .entries import amount, hedge, in_both
from .shares import decimal_text
from .told import Notes

UNITS = "1"
COUNTRY, ITEM = "country", "item"
Window = tuple[date, date]
_HEDGED = Label("As stated: ", "出典の表現：")
_TO_DATE = Label(" (total to date)", "（累計）")
_PLEDGED = Label(" (pledged)", "（表明）")


def results_of(
    source: Source, activity_id: str, entries: Sequence[Row], notes: Notes
) -> tuple[Result, ...]:
    """Return what an activity brought about: flows by period, totals to date, targets of pledges.

    A flow of a year has that year as its period, exactly. Totals never add up, and say so.
    """
    flows = _flows(entries, notes)
    totals = _totals(source.of("observations", "activity_id", activity_id), notes)
    return (*flows, *totals, *_pledges(source, activity_id, notes))


def _flows(entries: Sequence[Row], notes: Notes) -> list[Result]:
    by_measure: dict[str, dict[Window, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in entries:
        if not _is_counted(row, row["entry_id"], notes):
            continue
        if row["date_first"] is None:
            notes.add("no_date", "result", row["entry_id"])
            continue
        by_measure[row["measure_code"]][row["date_first"], row["date_last"]].append(row)
    return [
        _result(measure, [_flow_period(window, rows) for window, rows in sorted(periods.items())])
        for measure, periods in sorted(by_measure.items())
    ]


def _flow_period(window: Window, rows: list[Row]) -> Period:
    actuals = [_sum_of(rows, ())]
    for name, column in ((COUNTRY, "country_code"), (ITEM, "item_code")):
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row[column] is not None:
                parts[row[column]].append(row)
        actuals.extend(_sum_of(part, ((name, code),)) for code, part in sorted(parts.items()))
    return Period(*window, actuals=tuple(actuals))


def _sum_of(rows: list[Row], dimensions: tuple[tuple[str, str], ...]) -> Measured:
    total = sum((amount(row) for row in rows), Quantity(0))
    return Measured(decimal_text(total), dimensions, _hedges(rows))


def _totals(observations: Iterable[Row], notes: Notes) -> list[Result]:
    by_measure: dict[str, list[Period]] = defaultdict(list)
    for row in observations:
        if not row["is_active"]:
            continue
        if row["unit_code"] == "currency":
            notes.add("money_total", "transaction", row["observation_id"])
        if not _is_counted(row, row["observation_id"], notes):
            continue
        if row["since_first"] is None or row["cutoff_last"] is None:
            notes.add("no_period", "result", row["observation_id"])
            continue
        actual = Measured(decimal_text(amount(row)), (), _hedges([row]))
        period = Period(row["since_first"], row["cutoff_last"], actuals=(actual,))
        by_measure[row["measure_code"]].append(period)
    return [
        _result(measure, sorted(periods, key=_by_days), _TO_DATE, may_add=False)
        for measure, periods in sorted(by_measure.items())
    ]


def _by_days(period: Period) -> Window:
    return period.start, period.end


def _pledges(source: Source, activity_id: str, notes: Notes) -> list[Result]:
    by_measure: dict[str, dict[Window, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for pledge in source.of("pledges", "activity_id", activity_id):
        for target in source.of("pledge_targets", "pledge_id", pledge["pledge_id"]):
            if target["unit_code"] == "currency":
                _note_results(source, target, notes)
            elif _is_counted(target, target["target_id"], notes):
                window = _window(pledge)
                if window is None:
                    notes.add("no_window", "result", target["target_id"])
                else:
                    by_measure[target["measure_code"]][window].append(target)
    return [
        _result(
            measure,
            [_target_period(source, one, rows) for one, rows in sorted(windows.items())],
            _PLEDGED,
            may_add=False,
        )
        for measure, windows in sorted(by_measure.items())
    ]


def _target_period(source: Source, window: Window, targets: list[Row]) -> Period:
    reported = [
        row
        for target in targets
        for row in source.of("pledge_results", "target_id", target["target_id"])
    ]
    return Period(
        *window,
        targets=tuple(_stated(row) for row in targets),
        actuals=tuple(_stated(row) for row in reported),
    )


def _stated(row: Row) -> Measured:
    return Measured(decimal_text(amount(row)), (), _hedges([row]))


def _note_results(source: Source, target: Row, notes: Notes) -> None:
    for row in source.of("pledge_results", "target_id", target["target_id"]):
        notes.add("pledge_result_money", "transaction", row["result_id"])


def _window(pledge: Row) -> Window | None:
    """Return the first and last day of a pledge's window.

    A window of whole years ends by its length where its last year is not stated itself.
    """
    first: date | None = pledge["window_start_first"]
    last: date | None = pledge["window_end_last"]
    years = pledge["window_years"]
    is_year = pledge["window_start_precision_code"] in ("calendar_year", "fiscal_year")
    if first is not None and last is None and years and is_year:
        opening: date = pledge["window_start_last"]
        last = opening.replace(year=opening.year + years - 1)
    return None if first is None or last is None else (first, last)


def _is_counted(row: Row, record_id: str, notes: Notes) -> bool:
    """Whether a row counts something that is a result; money stands in transactions."""
    measure = MEASURES_BY_CODE[row["measure_code"]]
    if measure.dimension == "money":
        return False
    if iati_code("measure", measure.code) is None:
        notes.add("measure", "result", record_id, measure=measure.label.en)
        return False
    return True


def _result(
    code: str, periods: list[Period], suffix: Label | None = None, may_add: bool = True
) -> Result:
    measure = MEASURES_BY_CODE[code]
    more = suffix or Label("", "")
    title = in_both(Label(measure.label.en + more.en, measure.label.ja + more.ja))
    indicator = Indicator(title, UNITS, ((None, measure.definition),), tuple(periods))
    kind = iati_code("measure", code)
    assert kind is not None
    return Result(kind, may_add and measure.nature == "flow", title, (indicator,))


def _hedges(rows: Iterable[Row]) -> Text:
    """Return the hedges of the numbers behind a value; nothing where none has one."""
    found = [words for words in (hedge(row) for row in rows) if words is not None]
    if not found:
        return ()
    en = "; ".join(dict.fromkeys(one.en for one in found))
    ja = "、".join(dict.fromkeys(one.ja for one in found))
    return in_both(Label(f"{_HEDGED.en}{en}.", f"{_HEDGED.ja}{ja}"))
