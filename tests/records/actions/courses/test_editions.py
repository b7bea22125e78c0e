"""Editions are planned from their series and changed by one officer; the ledger follows them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from records.course_samples import make_call, make_nomination, make_participation
from records.samples import (
    make_activity,
    make_edition,
    make_framework,
    make_mandate,
    make_party,
    make_series,
    make_user,
)
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.courses.budget import close_budget_year, set_budget_line
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.editions import (
    CourseValues,
    change_course,
    plan_course,
    set_provisions,
)
from tomoni.records.actions.courses.numbering import (
    add_series_gap,
    add_series_name,
    names_of,
    numbers_of,
)
from tomoni.records.models import (
    ActivityParty,
    AuditEvent,
    CourseEdition,
    Entry,
    Provision,
    Series,
)
from tomoni.rules.courses.numbering import name_in, next_number, unrecorded
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db
DAYS = {"first_day": date(2026, 5, 11), "last_day": date(2026, 6, 12)}


def itc(**columns: Any) -> Series:
    """The series of the international training courses with its 175th edition."""
    activity = make_activity(public_id="unafei-itc", granularity_code="programme")
    series = make_series(public_id="unafei-itc", activity=activity, is_numbered=True, **columns)
    latest = make_activity(
        public_id="unafei-itc-175", parent_activity=activity, purpose_code="15130",
        purpose_confidence_code="high",
    )  # fmt: skip
    ActivityParty.objects.create(
        public_id="link", activity=latest, party=make_party(), role_code="implementer"
    )
    make_edition(
        public_id="unafei-itc-175", series=series, activity=latest, number=175,
        number_basis_code="stated",
    )  # fmt: skip
    return series


def plan(number: int | None = 176, by: Any = "system", **more: Any) -> CourseEdition:
    values = CourseValues(**({"title": "176th course", "seats": 24} | DAYS | more))
    return plan_course(by=by, series_id="unafei-itc", number=number, values=values)


def test_an_edition_takes_after_the_latest_of_its_series() -> None:
    series = itc()
    course = plan(theme="Asset recovery")
    activity = course.edition.activity
    assert course.public_id == "unafei-itc-176" and course.state_code == "planned"
    assert (activity.purpose_code, activity.course_theme) == ("15130", "Asset recovery")
    assert activity.parent_activity == series.activity and activity.parties.count() == 1
    assert (course.edition.held_stated, course.edition.number) == ("2026-05-11", 176)
    assert activity.end_stated == "2026-06-12" and activity.release_code == "draft"
    kinds = AuditEvent.objects.values_list("object_type", flat=True)
    assert sorted(kinds) == ["activity", "course_edition"]


def test_numbers_follow_over_gaps_and_are_never_given_twice() -> None:
    series = itc()
    add_series_gap(by="system", series_id="unafei-itc", number=176, year=2020, reason="cancelled")
    used, left_out = numbers_of(series)
    assert next_number(used, left_out) == 177
    assert unrecorded(used, left_out, 180) == (177, 178, 179)
    for number in (175, 176, 0):
        with pytest.raises(InputError):
            plan(number)
    plan(177)
    with pytest.raises(InputError, match="176 is in use or left out"):
        add_series_gap(by="system", series_id="unafei-itc", number=176, reason="again")
    with pytest.raises(InputError):
        add_series_gap(by="system", series_id="unafei-itc", reason="neither")


def test_names_of_a_series_follow_each_other() -> None:
    series = itc()
    add_series_name(by="system", series_id="unafei-itc", name="Training course", first_year=1962)
    add_series_name(
        by="system", series_id="unafei-itc", name="International course", first_year=1990
    )
    names = names_of(series)
    assert [(one.name, one.first_year, one.last_year) for one in names] == [
        ("Training course", 1962, 1989),
        ("International course", 1990, None),
    ]
    in_force = name_in(1975, names)
    assert in_force is not None and in_force.name == "Training course"
    assert name_in(1950, names) is None
    with pytest.raises(InputError, match="called Training course"):
        add_series_name(
            by="system", series_id="unafei-itc", name="X", first_year=1980, last_year=1985
        )
    with pytest.raises(InputError, match="before its first"):
        add_series_name(by="system", series_id="unafei-itc", name="X", first_year=9, last_year=8)


def test_an_edition_without_a_number_bears_its_year() -> None:
    itc()
    assert plan(None).public_id == "unafei-itc-2026"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"zone": "Tokyo"},
        {"last_day": None},
        {"last_day": date(2026, 5, 1)},
        {"seats": 0},
        {"host_seats": -1},
        {"modality_code": "by post"},
        {"minimum_attendance_percent": 101},
    ],
)
def test_values_that_do_not_fit_are_refused_and_nothing_is_written(wrong: dict[str, Any]) -> None:
    itc()
    with pytest.raises(InputError):
        plan(**wrong)
    assert not CourseEdition.objects.exists() and not AuditEvent.objects.exists()


def test_the_second_officer_does_not_overwrite_the_first() -> None:
    itc()
    plan()
    first = CourseValues(title="Renamed", seats=24, **DAYS)
    course = change_course(by="system", course_id="unafei-itc-176", values=first, seen_revision=1)
    assert course.revision == 2
    assert CourseEdition.objects.get().edition.activity.title == "Renamed"
    second = CourseValues(title="176th course", seats=30, **DAYS)
    with pytest.raises(TransitionError, match="change title"):
        change_course(by="system", course_id="unafei-itc-176", values=second, seen_revision=1)
    assert CourseEdition.objects.get().seats == 24


def test_saving_what_is_there_writes_nothing() -> None:
    itc()
    plan()
    before = AuditEvent.objects.count()
    same = CourseValues(title="176th course", seats=24, **DAYS)
    change_course(by="system", course_id="unafei-itc-176", values=same, seen_revision=1)
    assert CourseEdition.objects.get().revision == 1 and AuditEvent.objects.count() == before


def test_only_an_officer_of_that_edition_may_change_it() -> None:
    itc()
    plan()
    other = make_user()
    make_mandate(user=other, role_code="programme_officer", scope_id="another-1")
    with pytest.raises(NotPermittedError):
        plan(177, by=other)
    with pytest.raises(NotPermittedError):
        step_course(by=other, course_id="unafei-itc-176", verb="announce")


def test_provisions_belong_to_their_framework() -> None:
    itc()
    plan()
    uncac, other = make_framework(public_id="uncac"), make_framework(public_id="other")
    Provision.objects.create(public_id="uncac-52", framework=uncac, code="52", title="Recovery")
    course = set_provisions(
        by="system", course_id="unafei-itc-176", provisions=[("uncac", "uncac-52"), ("other", None)]
    )
    assert course.provisions.count() == 2 and other.courses.count() == 1
    with pytest.raises(InputError, match="no provision of other"):
        set_provisions(by="system", course_id="unafei-itc-176", provisions=[("other", "uncac-52")])


def test_an_edition_without_days_is_not_announced() -> None:
    itc()
    plan(first_day=None, last_day=None)
    with pytest.raises(TransitionError, match="no first and last day"):
        step_course(by="system", course_id="unafei-itc-176", verb="announce")


def at(course: CourseEdition, state: str) -> CourseEdition:
    CourseEdition.objects.filter(pk=course.pk).update(state_code=state)
    course.refresh_from_db()
    return course


def test_completing_enters_participants_graduates_sessions_and_days() -> None:
    itc()
    course = at(plan(), "running")
    attended = {"edition": course.edition, "attended_minutes": 90, "planned_minutes": 100}
    make_participation(state_code="completed", completed_on=date(2026, 6, 12), **attended)
    make_participation(state_code="partially_completed", **attended)
    make_participation(state_code="withdrawn", edition=course.edition)
    make_participation(
        state_code="completed", completed_on=date(2026, 6, 12), role_code="observer", **attended
    )
    active = make_participation(state_code="active", edition=course.edition)
    with pytest.raises(TransitionError, match="missing for 1"):
        step_course(by="system", course_id=course.public_id, verb="complete")
    assert not Entry.objects.exists()
    active.delete()
    step_course(by="system", course_id=course.public_id, verb="complete", person_days=58)
    entries = Entry.objects.values_list("measure_code", "quantity", "origin_code", "date_stated")
    assert sorted(entries) == [
        ("graduates", 1, "counted", "2026-06-12"),
        ("participants", 2, "counted", "2026-06-12"),
        ("person_days", 58, "counted", "2026-06-12"),
        ("sessions_held", 1, "counted", "2026-06-12"),
    ]
    course.edition.refresh_from_db()
    assert (course.edition.status_code, course.edition.activity.status_code)[0] == "held"


def test_people_already_selected_are_carried_over() -> None:
    itc()
    course, later = at(plan(), "selecting"), plan(177)
    call = make_call(course=course)
    chosen = make_nomination(call=call, state_code="selected")
    seated = make_nomination(call=call, state_code="selected")
    make_nomination(call=call, state_code="not_selected")
    make_participation(
        edition=course.edition, person=seated.person, nomination=seated, state_code="accepted"
    )
    with pytest.raises(TransitionError, match="No edition is named"):
        step_course(by="system", course_id=course.public_id, verb="carry_over", reason="pandemic")
    with pytest.raises(RefusedError):
        step_course(
            by="system", course_id=course.public_id, verb="carry_over", reason="pandemic",
            successor_id=course.public_id,
        )  # fmt: skip
    step_course(
        by="system", course_id=course.public_id, verb="carry_over", reason="pandemic",
        successor_id=later.public_id,
    )  # fmt: skip
    moved = later.edition.participations.values_list("person_id", "state_code")
    assert sorted(moved) == sorted([(chosen.person_id, "offered"), (seated.person_id, "accepted")])
    assert CourseEdition.objects.get(pk=course.pk).carried_over_to == later


def test_a_budget_year_is_closed_with_exact_money_in_the_ledger() -> None:
    itc()
    course = at(plan(), "completed")

    def line(kind: str, planned: str, actual: str | None) -> None:
        set_budget_line(
            by="system", course_id=course.public_id, kind_code=kind, fiscal_year=2026,
            currency_code="JPY", planned=Quantity.from_text(planned),
            actual=None if actual is None else Quantity.from_text(actual),
        )  # fmt: skip

    line("airfare", "4,800,000", "4700000")
    line("per_diem", "1200000.50", None)
    with pytest.raises(RefusedError, match="1 budget lines"):
        close_budget_year(by="system", course_id=course.public_id, fiscal_year=2026)
    with pytest.raises(TransitionError, match="2 budget lines are not closed"):
        step_course(by="system", course_id=course.public_id, verb="close")
    line("per_diem", "1200000.50", "1199999.25")
    close_budget_year(by="system", course_id=course.public_id, fiscal_year=2026)
    entry = Entry.objects.get()
    assert (entry.measure_code, entry.currency_code) == ("amount_disbursed", "JPY")
    assert Quantity(entry.quantity, entry.exponent) == Quantity.from_text("5899999.25")
    assert entry.date_stated == "FY2026"
    with pytest.raises(RefusedError, match="closed"):
        line("airfare", "1", "1")
    with pytest.raises(InputError):
        close_budget_year(by="system", course_id=course.public_id, fiscal_year=2026)
    assert step_course(by="system", course_id=course.public_id, verb="close").state_code == "closed"


def test_a_course_that_is_over_stays_as_it_is() -> None:
    itc()
    at(plan(), "closed")
    values = CourseValues(title="New", seats=24, **DAYS)
    with pytest.raises(TransitionError, match="not changed any more"):
        change_course(by="system", course_id="unafei-itc-176", values=values, seen_revision=None)
    with pytest.raises(NotFoundError):
        change_course(by="system", course_id="none", values=values, seen_revision=None)
