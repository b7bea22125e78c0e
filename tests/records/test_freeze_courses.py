"""Snapshots of courses: who took part, what is counted of them, what the public sees of it."""

from __future__ import annotations

from typing import Any

import pytest

from records.instances import Instance
from records.ledgers import Frozen, fill, frozen

# Two series. In `itc`: 24 people in 1975, 30 in 1976, of whom one from Kenya came twice.
PEOPLE = """
from tomoni.rules.courses.rosters import RosterRow
from tomoni.records.actions.courses.rosters import RosterFile, import_roster
from tomoni.records.models import *

purpose = {"purpose_code": "15130", "purpose_confidence_code": "high"}
course = make_activity(public_id="itc", **decided(), **purpose)
make_series(public_id="itc", activity=course)
import itertools
names = ("".join(each) for each in itertools.product("bdfgkmnprst", repeat=6))

def people(country, count, year, sex="male", profession=None, born=None, done=True):
    return [RosterRow(line=at, country_code=country, family_name=next(names), given_name="Family",
                      sex_code=sex, birth_year=born or 1930, year=year, completed=done,
                      profession_code=profession)
            for at in range(count)]

rows = [
    *people("KE", 12, 1975, profession="judge"), *people("VN", 2, 1975, sex="female"),
    *people("SN", 10, 1975, done=None),
    *people("KE", 9, 1976), *people("VN", 11, 1976), *people("LA", 10, 1976, sex="female"),
]
again = rows[0]
rows.append(RosterRow(line=9999, country_code="KE", family_name=again.family_name,
                      given_name="Family", birth_year=1930, sex_code="male", year=1976,
                      completed=True))
import_roster(rows, RosterFile("r.xlsx", "a" * 64), by="system", series_id="itc")
# The same ids in every database, so that snapshots can be compared.
for model in (Person, Participation):
    for row in model.objects.order_by("pk"):
        model.objects.filter(pk=row.pk).update(public_id=f"{model.__name__.lower()}-no-{row.pk}")
Edition.objects.update(**decided())
Activity.objects.update(**decided())
from tomoni.records.actions.release import clear_for_release
clear_for_release("entry", list(Entry.objects.values_list("public_id", flat=True)), by="system",
                  why="checked")
"""


@pytest.fixture
def filled(instance: Instance) -> Instance:
    fill(instance, PEOPLE)
    return instance


def axis(snapshot: Frozen, name: str, what: str = "participations") -> dict[Any, int | None]:
    """Counts of the series on one axis by what stands there."""
    column = {"edition": "edition_id", "year": "year", "total": "series_id"}.get(
        name, f"{name}_code"
    )
    rows = snapshot.rows("participation_counts").values()
    return {row[column]: row[what] for row in rows if row["axis_code"] == name}


def test_an_internal_snapshot_holds_who_took_part_without_names(filled: Instance) -> None:
    snapshot = frozen(filled)
    rows = snapshot.rows("participations")
    assert len(rows) == 55
    assert len({row["person_id"] for row in rows.values()}) == 54
    assert "Family" not in str(rows)
    first = rows["participation-no-1"]
    assert (first["edition_id"], first["series_id"], first["activity_id"]) == (
        "itc-1975", "itc", "itc-1975",
    )  # fmt: skip
    assert (first["country_code"], first["profession_code"], first["year"]) == ("KE", "judge", 1975)
    assert (first["is_completed"], str(first["completed_on"])) == (True, "1975-12-31")
    assert sum(row["is_completed"] for row in rows.values()) == 45


def test_counts_are_exact_inside(filled: Instance) -> None:
    snapshot = frozen(filled)
    assert axis(snapshot, "total") == {"itc": 55}
    assert axis(snapshot, "total", "persons") == {"itc": 54}
    assert axis(snapshot, "country") == {"KE": 22, "VN": 13, "SN": 10, "LA": 10}
    assert axis(snapshot, "country", "persons") == {"KE": 21, "VN": 13, "SN": 10, "LA": 10}
    assert axis(snapshot, "year", "persons") == {1975: 24, 1976: 31}
    assert axis(snapshot, "profession") == {"judge": 12, None: 43}
    assert axis(snapshot, "sex") == {"male": 43, "female": 12}


def test_a_public_snapshot_holds_nobody_and_only_counts_that_may_be_known(
    filled: Instance,
) -> None:
    snapshot = frozen(filled, "public")
    assert snapshot.rows("participations") == {}
    assert snapshot.rows("nomination_counts") == {}
    assert axis(snapshot, "total") == {"itc": 55}
    assert axis(snapshot, "country") == {"KE": 22, "VN": 13, "SN": 10, "LA": 10}
    assert axis(snapshot, "edition") == {"itc-1975": 24, "itc-1976": 31}
    assert axis(snapshot, "year") == {1975: 24, 1976: 31}
    # One person who came again must not show, so no persons are counted here.
    assert set(axis(snapshot, "country", "persons").values()) == {None}
    assert axis(snapshot, "total", "persons") == {"itc": None}
    # The two women of 1975 from Viet Nam show nowhere: editions stand as a whole.
    entries = snapshot.rows("entries").values()
    counted = {
        (row["activity_id"], row["measure_code"], row["country_code"]): row["quantity"]
        for row in entries
    }
    assert counted == {
        ("itc-1975", "participants", None): 24,
        ("itc-1975", "graduates", None): 14,
        ("itc-1976", "participants", None): 31,
        ("itc-1976", "graduates", None): 31,
    }


def test_without_a_threshold_the_persons_show_as_well(filled: Instance) -> None:
    snapshot = frozen(filled, "public", small_cell_threshold=0)
    assert axis(snapshot, "country", "persons") == {"KE": 21, "VN": 13, "SN": 10, "LA": 10}
    assert axis(snapshot, "total", "persons") == {"itc": 54}


SMALL = """
rows = [RosterRow(line=at, country_code=country, family_name="More " + "abcdefghij"[at] * 9,
                  given_name="B", birth_year=1931, sex_code="male", year=1977, completed=True)
        for at, country in enumerate(["KE"] * 2 + ["TH"] * 8)]
import_roster(rows, RosterFile("s.xlsx", "b" * 64), by="system", series_id="itc")
Edition.objects.update(**decided())
Activity.objects.update(**decided())
"""
HEAD = PEOPLE[: PEOPLE.index("purpose =")]


def test_the_next_snapshot_does_not_tell_who_came_meanwhile(filled: Instance) -> None:
    before = frozen(filled, "public")
    fill(filled, HEAD + SMALL)
    after = frozen(filled, "public")
    assert axis(before, "country")["KE"] == 22
    # Two more from Kenya: neither they nor the total that would give them away in the list.
    assert "KE" not in axis(after, "country")
    assert axis(after, "country")["VN"] == 13
    assert axis(after, "edition")["itc-1977"] == 10
    assert axis(after, "total") == {"itc": 65}
    # With it goes the smallest that no earlier snapshot printed.
    assert "TH" not in axis(after, "country")
    assert after.info.id != before.info.id
    assert frozen(filled).info.id != before.info.id


def test_editions_that_are_not_cleared_are_not_counted(filled: Instance) -> None:
    fill(filled, HEAD + "Edition.objects.filter(public_id='itc-1976').update(release_code='draft')")
    snapshot = frozen(filled, "public")
    assert axis(snapshot, "edition") == {"itc-1975": 24}
    assert axis(snapshot, "total") == {"itc": 24}


SYNTHETIC = """
from records.course_samples import *
course = make_activity(public_id="demo", is_synthetic=True, **decided())
own = make_series(public_id="demo-series", activity=course)
edition = make_edition(public_id="demo-1", series=own, activity=course, **decided())
held = make_course(public_id="demo-1", edition=edition, is_synthetic=True)
claim = make_claim(public_id="demo-claim", activity=course, **decided())
entry = make_entry(public_id="demo-entry", activity=course, **decided())
make_entry(public_id="demo-reversal", activity=course, reverses_entry=entry, **decided())
make_observation(public_id="demo-total", claim=claim, **decided())
pledge = make_pledge(public_id="demo-pledge", activity=course, **decided())
make_split(public_id="demo-split", activity=course, numerator=1, denominator=1)
make_split(public_id="demo-split-2", entry=entry, activity=None, numerator=1, denominator=1)
call = make_call(course=held)
make_nomination(call=call, state_code="selected", country_code="KE")
make_participation(edition=edition, state_code="completed", completed_on=date(2024, 6, 14),
                   country_code="KE", is_synthetic=True)
real = make_edition(public_id="real-1", activity=make_activity(public_id="real", **decided()),
                    **decided(), **whole_date("held", 2024))
make_participation(edition=real, state_code="completed", completed_on=date(2024, 6, 14),
                   country_code="KE", is_synthetic=True)
make_split(public_id="real-split", activity=real.activity, numerator=1, denominator=1)
make_entry(public_id="real-entry", activity=real.activity, **decided())
"""


@pytest.mark.parametrize("tier", ["internal", "public"])
def test_nothing_synthetic_is_ever_frozen(instance: Instance, tier: str) -> None:
    fill(instance, SYNTHETIC)
    snapshot = frozen(instance, tier)
    for table in snapshot.manifest["tables"]:
        for row in snapshot.rows(table).values():
            assert not any(str(value).startswith("demo") for value in row.values()), table
    assert snapshot.rows("participations") == {}
    assert snapshot.rows("participation_counts") == {}
    assert snapshot.rows("nomination_counts") == {}
    assert "real" in snapshot.ids("activities")
    assert snapshot.ids("entries") == ["real-entry"]


NOMINATIONS = """
from records.course_samples import *
own = make_series(public_id="gg", activity=make_activity(public_id="gg"))
edition = make_edition(public_id="gg-1", series=own, activity=make_activity(public_id="gg-1"),
                       **whole_date("held", 2024))
call = make_call(course=make_course(edition=edition))
for number, (country, state) in enumerate([
    ("KE", "selected"), ("KE", "selected"), ("KE", "not_selected"), ("KE", "draft"),
    ("VN", "received"), ("VN", "duplicate"), ("VN", "withdrawn")]):
    make_nomination(call=call, number=number, country_code=country, state_code=state)
"""


def test_nominations_are_counted_by_country_and_outcome(instance: Instance) -> None:
    fill(instance, NOMINATIONS)
    rows = frozen(instance).rows("nomination_counts")
    assert {name: row["nominations"] for name, row in rows.items()} == {
        "gg-1--KE--selected": 2,
        "gg-1--KE--not_selected": 1,
        "gg-1--VN--pending": 1,
        "gg-1--VN--withdrawn": 1,
    }
    assert rows["gg-1--KE--selected"]["year"] == 2024


def test_both_databases_give_one_id_for_courses(
    sqlite_instance: Instance, postgresql_instance: Instance
) -> None:
    ids = {"internal": set(), "public": set()}
    for one in (sqlite_instance, postgresql_instance):
        fill(one, PEOPLE + NOMINATIONS)
        for tier, found in ids.items():
            found.add(frozen(one, tier).info.id)
    assert {tier: len(found) for tier, found in ids.items()} == {"internal": 1, "public": 1}
