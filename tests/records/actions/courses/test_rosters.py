from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from records.course_samples import make_participation
from records.samples import (
    decided,
    make_activity,
    make_edition,
    make_entry,
    make_mandate,
    make_series,
    persons,
    whole_date,
)
from tomoni.catalogue.errors import InputError, NotPermittedError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.itemising import Itemised, itemise_edition
from tomoni.records.actions.courses.persons import erase_person
from tomoni.records.actions.courses.rosters import RosterFile, RosterReport, import_roster
from tomoni.records.models import (
    AuditEvent,
    Edition,
    Entry,
    Participation,
    Person,
    RosterImport,
    Series,
)
from tomoni.rules.courses.rosters import RosterRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    purpose = {"purpose_code": "15130", "purpose_confidence_code": "high"}
    return make_series(public_id="itc", activity=make_activity(public_id="itc", **purpose))


def row(family: str, **stated: Any) -> RosterRow:
    values = {"line": 2, "country_code": "KE", "number": 30, "year": 1975, "completed": True}
    return RosterRow(**values | stated, family_name=family, given_name="Ann")


ROWS = [
    row("Otieno", line=2, birth_year=1930),
    row("Mwangi", line=3),
    row("Tran", line=4, country_code="VN", completed=None),
    row("Otieno", line=5, number=32, year=1976, birth_year=1930),
]


def read_in(rows: list[RosterRow], file: str = "a", **named: Any) -> RosterReport:
    given = {"by": "system", "series_id": "itc"} | named
    return import_roster(rows, RosterFile(f"{file}.xlsx", file * 64), **given)


def lines() -> list[tuple[str, str, str, int]]:
    """The ledger's standing lines: edition, measure, country, people."""
    rows = Entry.objects.filter(reversing_entries__isnull=True, reverses_entry__isnull=True)
    named = rows.values_list("activity__public_id", "measure_code", "country_code", "quantity")
    return sorted(named)


def test_a_roster_makes_editions_persons_participations_and_lines(series: Series) -> None:
    seen: list[tuple[int, int]] = []
    report = read_in(ROWS, progress=lambda *numbers: seen.append(numbers))
    assert (report.editions, report.new_editions, report.new, report.changed, report.gone) == (
        2, 2, 4, 0, 0,
    )  # fmt: skip
    assert seen == [(3, 4), (4, 4)]
    first, second = Edition.objects.order_by("number")
    assert (first.public_id, first.number, first.number_basis_code) == ("itc-30", 30, "roster")
    assert (first.held_stated, first.status_code, second.number) == ("1975", "held", 32)
    assert first.activity.parent_activity == series.activity
    assert not Edition.objects.filter(number=31).exists()
    # The same name, country and year of birth is one person in two editions.
    assert Person.objects.count() == 3
    listed = Participation.objects.order_by("pk").values_list("state_code", "origin_code")
    assert set(listed) == {("completed", "roster"), ("arrived", "roster")}
    assert lines() == [
        ("itc-30", "graduates", "KE", 2),
        ("itc-30", "participants", "KE", 2),
        ("itc-30", "participants", "VN", 1),
        ("itc-32", "graduates", "KE", 1),
        ("itc-32", "participants", "KE", 1),
    ]
    entry = Entry.objects.first()
    assert (entry.origin_code, entry.date_stated, entry.release_code) == (
        "counted", "1975", "draft",
    )  # fmt: skip
    assert report.itemised == Itemised(entered=5)
    assert AuditEvent.objects.latest("sequence").verb == "import"
    text = "".join(AuditEvent.objects.values_list("payload", flat=True))
    assert "Otieno" not in text
    verify_chain()


def test_the_same_file_changes_nothing(series: Series) -> None:
    read_in(ROWS)
    events, entries = AuditEvent.objects.count(), Entry.objects.count()
    report = read_in(list(reversed(ROWS)))
    assert report.is_nothing
    assert (AuditEvent.objects.count(), Entry.objects.count()) == (events, entries)
    assert RosterImport.objects.count() == 2


def test_a_corrected_file_changes_only_what_differs(series: Series) -> None:
    read_in(ROWS)
    corrected = [
        ROWS[0],
        replace(ROWS[1], family_name="Mwangy"),
        row("Diallo", line=4, country_code="SN"),
        ROWS[3],
    ]
    report = read_in(corrected, "b")
    assert (report.new, report.changed, report.gone, report.same) == (1, 1, 1, 2)
    assert Person.objects.filter(family_name="Mwangy").exists()
    assert Participation.objects.get(person__family_name="Tran").state_code == "withdrawn"
    assert report.itemised == Itemised(entered=2, reversed=1)
    assert ("itc-30", "participants", "VN", 1) not in lines()
    assert ("itc-30", "participants", "SN", 1) in lines()
    # Only the edition that changed names the corrected file.
    assert RosterImport.objects.filter(sha256="b" * 64).count() == 1
    back = read_in(ROWS)
    assert (back.new, back.changed, back.gone) == (0, 2, 1)
    assert ("itc-30", "participants", "VN", 1) in lines()
    assert len({entry.public_id for entry in Entry.objects.all()}) == Entry.objects.count()


def test_one_bad_line_and_nothing_is_written(series: Series) -> None:
    with pytest.raises(InputError, match=r"a\.xlsx:9.*no country"):
        read_in([*ROWS, row("Sato", line=9, country_code="Japan")])
    with pytest.raises(InputError, match="line 2 as well"):
        read_in([*ROWS, replace(ROWS[0], line=9)])
    with pytest.raises(InputError, match="1977"):
        read_in([*ROWS, row("Sato", line=9, number=32, year=1977)])
    assert not Person.objects.exists()
    assert not Edition.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_file_of_one_edition_needs_no_number(series: Series) -> None:
    edition = make_edition(
        public_id="itc-9", series=series, number=9, number_basis_code="stated",
        **whole_date("held", 1966),
    )  # fmt: skip
    rows = [row("Otieno", number=None, year=None)]
    report = read_in(rows, edition_id="itc-9")
    assert (report.new, report.new_editions) == (1, 0)
    assert Participation.objects.get().edition == edition
    assert str(Participation.objects.get().completed_on) == "1966-12-31"
    with pytest.raises(InputError, match="number 30"):
        read_in([row("Otieno")], edition_id="itc-9")


def test_an_edition_without_a_date_takes_the_year_of_the_roster(series: Series) -> None:
    make_edition(public_id="itc-9", series=series, number=9, number_basis_code="stated")
    read_in([row("Otieno", number=9, year=1966)])
    assert Edition.objects.get().held_stated == "1966"


def test_editions_run_at_the_desk_take_no_roster(series: Series) -> None:
    edition = make_edition(
        series=series, number=30, number_basis_code="stated", **whole_date("held", 1975)
    )
    make_participation(edition=edition)
    with pytest.raises(InputError, match="desk itself"):
        read_in(ROWS)


def test_who_may_read_rosters_in(series: Series) -> None:
    assert read_in(ROWS, by=make_mandate(role_code="programme_officer").user).new == 4
    for role in ("auditor", "desk_officer", "logistics"):
        with pytest.raises(NotPermittedError):
            read_in(ROWS, by=make_mandate(role_code=role).user)


def report_of_1975(series: Series, people: int) -> Entry:
    """A reported, unitemised number of participants of the edition that the rows list."""
    activity = make_activity(public_id="itc-30", parent_activity=series.activity)
    make_edition(
        public_id="itc-30", series=series, activity=activity, number=30,
        number_basis_code="stated", **whole_date("held", 1975), **decided(),
    )  # fmt: skip
    return make_entry(
        activity=activity, measure_code="participants", origin_code="reported",
        **whole_date("date", 1975), **persons(people),
    )  # fmt: skip


def test_a_roster_of_a_part_of_those_reported_leaves_the_report_standing(series: Series) -> None:
    reported = report_of_1975(series, 18)
    report = read_in(ROWS)
    assert (report.itemised.superseded, report.itemised.kept) == (0, 1)
    assert not reported.reversing_entries.exists()
    assert not Entry.objects.filter(
        activity=reported.activity, origin_code="counted", measure_code="participants"
    ).exists()


def test_what_was_reported_as_a_whole_gives_way_and_is_not_counted_twice(series: Series) -> None:
    reported = report_of_1975(series, 2)
    activity = reported.activity
    report = read_in(ROWS)
    assert report.itemised.superseded == 1
    assert reported.reversing_entries.exists()
    assert sum(people for _, measure, _, people in lines() if measure == "participants") == 5 - 1
    released = Entry.objects.filter(activity=activity, origin_code="counted")
    assert set(released.values_list("release_code", flat=True)) == {"cleared"}


def test_itemising_again_changes_nothing_and_synthetic_people_are_not_counted(
    series: Series,
) -> None:
    read_in(ROWS)
    edition = Edition.objects.get(number=30)
    assert itemise_edition(edition, by="system") == Itemised()
    Participation.objects.filter(edition=edition, country_code="VN").update(is_synthetic=True)
    assert itemise_edition(edition, by="system") == Itemised(reversed=1)
    edition.activity.is_synthetic = True
    edition.activity.save()
    assert itemise_edition(edition, by="system").reversed == 2
    assert {name for name, *_ in lines()} == {"itc-32"}


def test_an_erased_person_stays_counted_and_no_line_takes_it_out(series: Series) -> None:
    read_in(ROWS)
    person = Person.objects.get(family_name="Mwangi")
    erase_person(person.public_id, by="system", why="Asked for.")
    report = read_in([ROWS[0], *ROWS[2:]], "b")
    assert report.is_nothing
    assert ("itc-30", "participants", "KE", 2) in lines()


def test_rosters_that_disagree_about_a_person_do_not_overrule_each_other(series: Series) -> None:
    first = row("Otieno", birth_year=1930, sex_code="female", organisation="Court")
    rows = [
        first,
        replace(first, line=3, number=32, year=1976, sex_code=None),
        replace(first, line=4, number=33, year=1977, sex_code="male"),
    ]
    read_in(rows)
    # One person of the first two lines; the third contradicts them and is for somebody to judge.
    assert Person.objects.count() == 2
    assert read_in(rows).is_nothing
    read_in([replace(rows[1], sex_code="male"), rows[0], rows[2]], "b")
    assert Person.objects.filter(sex_code="female").exists()
    assert read_in(rows).is_nothing
