"""What the lecturers of an edition would cost, beside what its budget plans for honoraria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.records.actions.courses.lecturers import honorarium_of
from tomoni.records.models import CourseEdition, Session
from tomoni.rules.quantities import ZERO, Quantity


@dataclass(frozen=True, slots=True)
class Honoraria:
    """Honoraria in one currency. ``planned``: of the budget, None: it has no such line."""

    currency_code: str
    expected: Quantity
    planned: Quantity | None

    @property
    def is_over(self) -> bool:
        """Whether more is expected than was planned."""
        return self.planned is not None and self.planned < self.expected


def honoraria_of(course: CourseEdition, sessions: Iterable[Session]) -> tuple[list[Honoraria], int]:
    """Return what sessions that are not called off come to, by currency, and how many assignments
    have no amount. One query: the budget's."""
    expected: dict[str, Quantity] = {}
    without = 0
    for session in sessions:
        if session.state_code == "cancelled":
            continue
        for row in session.lecturers.all():
            amount = honorarium_of(row.lecturer)
            currency = row.lecturer.honorarium_currency_code
            if amount is None or currency is None:
                without += 1
            else:
                expected[currency] = expected.get(currency, ZERO) + amount
    planned: dict[str, Quantity] = {}
    for line in course.budget_lines.filter(kind_code="honoraria"):
        amount = Quantity(line.planned_quantity, line.exponent)
        planned[line.currency_code] = planned.get(line.currency_code, ZERO) + amount
    currencies = sorted({*expected, *planned})
    found = [Honoraria(one, expected.get(one, ZERO), planned.get(one)) for one in currencies]
    return found, without
