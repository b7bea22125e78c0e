"""What a course with rolls and a closed budget comes to in figures: person-days, and their cost."""

from __future__ import annotations

from records.instances import Instance
from records.ledgers import fill, frozen
from tomoni.exchange.snapshot import open_snapshot
from tomoni.figures import library  # noqa: F401  (importing it registers the figures)
from tomoni.figures.run import run_figure

# Two days of 60 and 40 minutes. One was there on the first day alone, one for half of the first and
# all of the second, one left after the first, an observer always.
COURSE = """
from datetime import UTC, date, datetime, timedelta
from tomoni.records.actions.courses.attendance import RollLine, take_roll
from tomoni.records.actions.courses.budget import close_budget_year, set_budget_line
from tomoni.records.actions.courses.completing import complete_participation
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.session_values import SessionValues
from tomoni.records.actions.courses.sessions import add_session, step_session
from tomoni.records.models import *
from tomoni.rules.courses.attendance import Mark
from tomoni.rules.quantities import Quantity

series = make_series(public_id="itc", activity=make_activity(public_id="itc-all", **decided()))
activity = make_activity(public_id="itc-178", kind_code="training_course", **decided())
edition = make_edition(public_id="itc-178", series=series, activity=activity)
course = CourseEdition.objects.create(
    public_id="itc-178", edition=edition, title="Course", state_code="running", seats=9,
    first_day=date(2024, 5, 13), last_day=date(2024, 5, 14), minimum_attendance_percent=40,
)
nine = datetime(2024, 5, 13, 0, tzinfo=UTC)
held = []
for at, minutes in ((0, 60), (24 * 60, 40)):
    values = SessionValues(kind_code="lecture", title="Lecture", minutes=minutes,
                           starts_at=nine + timedelta(minutes=at))
    held.append(add_session(by="system", course_id="itc-178", values=values))
# What was called off counts for nobody.
values = SessionValues(kind_code="lecture", title="Lecture", minutes=300,
                       starts_at=nine + timedelta(hours=32))
called_off = add_session(by="system", course_id="itc-178", values=values)
step_session(by="system", session_id=called_off.public_id, verb="cancel", reason="Typhoon")

attended = {"first": (60, 0), "half": (30, 40), "left": (60, None), "observer": (60, 40)}
lines = [[], []]
for name, minutes in attended.items():
    person = Person.objects.create(public_id=f"person-{name}", family_name=name, country_code="KE")
    role = "observer" if name == "observer" else "participant"
    Participation.objects.create(
        public_id=name, edition=edition, person=person, country_code="KE", role_code=role,
        state_code="active",
    )
    for at, count in enumerate(minutes):
        if count is not None:
            mark = Mark("present", count) if count else Mark("absent")
            lines[at].append(RollLine(name, mark))
take_roll(by="system", session_id=held[0].public_id, lines=lines[0])
Participation.objects.filter(public_id="left").update(state_code="withdrawn")
take_roll(by="system", session_id=held[1].public_id, lines=lines[1])
for name in ("first", "half", "observer"):
    complete_participation(by="system", participation_id=name)
for kind, amount in (("airfare", 900_000), ("per_diem", 300_000)):
    set_budget_line(by="system", course_id="itc-178", kind_code=kind, fiscal_year=2024,
                    currency_code="JPY", planned=Quantity(1), actual=Quantity(amount))
close_budget_year(by="system", course_id="itc-178", fiscal_year=2024)
step_course(by="system", course_id="itc-178", verb="complete", person_days=999)
"""


def test_person_days_and_their_cost_follow_from_the_rolls(instance: Instance) -> None:
    fill(instance, COURSE)
    snapshot = frozen(instance)
    entries = {row["measure_code"]: row["quantity"] for row in snapshot.rows("entries").values()}
    assert entries["sessions_held"] == 2
    # first: one day; half: two; left: one; the observer is not counted, nor what was typed.
    assert entries["person_days"] == 4
    assert entries["participants"] == 3 and entries["graduates"] == 2
    with open_snapshot(snapshot.info.path, threads=1) as opened:
        days = run_figure(opened, "person_days_count")
        cost = run_figure(opened, "cost_per_trainee_day")
        assert [row["value"] for row in days.as_dict()["rows"]] == ["4"]
        assert [row["value"] for row in cost.as_dict()["rows"]] == ["300000.000000"]
