"""The budget of an edition: what each kind of cost may come to, what it came to, year by year.

Closing a fiscal year fixes its lines and enters what was spent into the ledger, one entry for each
currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import BudgetLine, CourseEdition, User
from tomoni.rules.courses.desk import check_close_year, check_spend
from tomoni.rules.entries import can_enter
from tomoni.rules.quantities import ZERO, Quantity

from ..audit import as_payload, record_event
from ..common import find, link_id
from ..entries import EntryValues, record_entry
from .scopes import check_may, of_course
from .steps import lock

_EARLIEST_YEAR, _LATEST_YEAR = 1945, 2200


@transaction.atomic
def set_budget_line(
    *,
    by: User | str,
    course_id: str,
    kind_code: str,
    fiscal_year: int,
    currency_code: str,
    planned: Quantity,
    actual: Quantity | None = None,
) -> BudgetLine:
    """State plan and actual of one kind of cost in one fiscal year, and return the line.

    Both amounts are exact. Errors: NotPermittedError; NotFoundError; InputError for an unknown kind
    or currency or a negative amount; RefusedError when the year of the line is closed.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course, "budget_line"))
    _check(kind_code, fiscal_year, currency_code, planned, actual)
    key = {"kind_code": kind_code, "fiscal_year": fiscal_year, "currency_code": currency_code}
    line = course.budget_lines.filter(**key).first() or BudgetLine(
        public_id=link_id(course_id, kind_code, str(fiscal_year), currency_code),
        course=course,
        **key,
    )
    check_spend(line.closed_at is not None, fiscal_year)
    exponent = min(one.exponent for one in (planned, actual) if one is not None)
    line.exponent = exponent
    line.planned_quantity = planned.at_exponent(exponent).coefficient
    line.actual_quantity = None if actual is None else actual.at_exponent(exponent).coefficient
    line.save()
    payload = {**key, "planned": str(planned), "actual": None if actual is None else str(actual)}
    record_event(
        by=by, verb="change", object_type="budget_line", object_id=line.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return line


@transaction.atomic
def close_budget_year(*, by: User | str, course_id: str, fiscal_year: int) -> list[BudgetLine]:
    """Close the open lines of one fiscal year, enter what was spent, and return the lines.

    Writes one entry ``amount_disbursed`` for each currency where the activity's kind permits money
    and something was spent. Errors: NotPermittedError; NotFoundError when no line is open;
    RefusedError while a line has no actual amount.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course, "budget_line"))
    lines = list(
        course.budget_lines.filter(fiscal_year=fiscal_year, closed_at__isnull=True).order_by("pk")
    )
    if not lines:
        raise InputError(
            f"No line of {fiscal_year} is open.", where=Where(field="fiscal_year"),
            do="Choose a year with open lines.",
        )  # fmt: skip
    check_close_year(sum(one.actual_quantity is None for one in lines), fiscal_year)
    now = datetime.now(UTC)
    for line in lines:
        line.closed_at = now
    BudgetLine.objects.bulk_update(lines, ["closed_at"])
    _enter_spent(course, fiscal_year, lines, by)
    record_event(
        by=by, verb="close", object_type="budget_line", object_id=f"{course_id}--{fiscal_year}",
        payload=as_payload({"lines": [one.public_id for one in lines]}),
    )  # fmt: skip
    return lines


def actual_of(line: BudgetLine) -> Quantity | None:
    """Return what was spent on a line; None: not known yet."""
    return None if line.actual_quantity is None else Quantity(line.actual_quantity, line.exponent)


def total(amounts: Iterable[Quantity]) -> Quantity:
    """Return the exact sum of amounts of one currency."""
    found = ZERO
    for one in amounts:
        found = found + one
    return found


def _enter_spent(
    course: CourseEdition, fiscal_year: int, lines: list[BudgetLine], by: User | str
) -> None:
    activity = course.edition.activity
    if not can_enter(activity.kind_code, "amount_disbursed"):
        return
    for currency in sorted({line.currency_code for line in lines}):
        spent = total(actual_of(one) or ZERO for one in lines if one.currency_code == currency)
        if spent == ZERO:
            continue
        record_entry(
            EntryValues(
                activity_id=activity.public_id, measure_code="amount_disbursed", quantity=spent,
                unit_code="currency", currency_code=currency, date=f"FY{fiscal_year}",
                # No line above it funds it: figures count the institute's money here, once.
                counting_level_code="origin",
            ),
            by=by,
        )  # fmt: skip


def _check(
    kind_code: str,
    fiscal_year: int,
    currency_code: str,
    planned: Quantity,
    actual: Quantity | None,
) -> None:
    if not codelist("budget_line_kind").is_active(kind_code):
        raise InputError("There is no such kind of cost.", where=Where(field="kind_code"))
    if not codelist("Currency").is_active(currency_code):
        raise InputError(f"{currency_code!r} is no currency.", where=Where(field="currency_code"))
    if not _EARLIEST_YEAR <= fiscal_year <= _LATEST_YEAR:
        raise InputError(f"{fiscal_year} is no fiscal year.", where=Where(field="fiscal_year"))
    for name, amount in (("planned", planned), ("actual", actual)):
        if amount is not None and (amount < ZERO or not amount.fits_ledger):
            raise InputError("The amount is negative or too large.", where=Where(field=name))
