"""Snapshots of editions and calls: what the public sees of them, and that nobody is in it."""

from __future__ import annotations

import pytest

from records.instances import Instance
from records.ledgers import fill, frozen
from tomoni.records.freezing.calls import CALL_TABLES

# Editions c1 to c9: what is released, in which state, with which call. CANARY stands in every text
# that is about a person or the institute's own.
COURSES = """
from datetime import UTC, datetime
from records.course_samples import *
import records.course_samples
records.course_samples._numbers = numbers_from(7_000_000)
released = make_activity(public_id="held", **decided())
kept = make_activity(public_id="kept", **decided("never"))
unreal = make_activity(public_id="unreal", is_synthetic=True, **decided())
framework = make_framework(public_id="uncac", name="UNCAC")
provision = Provision.objects.create(public_id="uncac-57", framework=framework, code="57")
series = make_series(public_id="itc", activity=released)

def course(key, state, activity=released, call=None, **columns):
    edition = make_edition(public_id=f"e-{key}", series=series, activity=activity, **decided())
    made = make_course(public_id=key, edition=edition, state_code=state,
                       state_reason="CANARY reason", **columns)
    if call is not None:
        at = datetime(2026, 5, 11, 15, 0, tzinfo=UTC)
        one = make_call(public_id=f"{key}--call", course=made, state_code=call, opens_at=at,
                        closes_at=datetime(2026, 6, 19, tzinfo=UTC), seed="CANARY seed",
                        seed_commitment="f" * 64, state_reason="CANARY")
        GeneralInformation.objects.create(
            public_id=f"{key}-gi-1", call=one, language_code="en", version=1,
            content={"subject": "General Information", "blocks": []}, pdf_sha256="a" * 64,
            docx_sha256="b" * 64, kept_at=at, published_at=at)
        GeneralInformation.objects.create(
            public_id=f"{key}-gi-2", call=one, language_code="en", version=2,
            content={"subject": "CANARY not published", "blocks": []}, pdf_sha256="c" * 64,
            docx_sha256="d" * 64, kept_at=at)
        CallDocument.objects.create(public_id=f"{key}-policy", call=one, version=1,
            kind_code="selection_policy", content={"need": {"KE": "CANARY"}}, published_at=at)
        make_nomination(call=one, country_code="KE", organisation="CANARY agency",
                        answers={"country_problem": "CANARY answer"},
                        person=make_person(family_name="CANARY name"))
        SeatAllotment.objects.create(public_id=f"{key}-ke", course=made, country_code="KE",
                                     maximum=2, note="CANARY note")
        Invitation.objects.create(public_id=f"{key}-letter", call=one, country_code="KE",
                                  addressee="CANARY embassy")
    return made

course("c1", "announced", call="open")
course("c2", "announced", call="approved")
course("c3", "planned")
course("c4", "cancelled")
course("c5", "cancelled", call="closed")
course("c6", "announced", activity=kept, call="open")
course("c7", "announced", is_synthetic=True, call="open")
course("c8", "announced", activity=unreal, call="open")
course("c9", "completed")
CourseProvision.objects.create(course=CourseEdition.objects.get(public_id="c1"),
                               framework=framework, provision=provision)
"""


@pytest.fixture
def filled(instance: Instance) -> Instance:
    fill(instance, COURSES)
    return instance


def test_an_internal_snapshot_holds_all_that_is_real(filled: Instance) -> None:
    snapshot = frozen(filled)
    assert snapshot.ids("course_editions") == ["c1", "c2", "c3", "c4", "c5", "c6", "c9"]
    assert snapshot.ids("calls") == ["c1--call", "c2--call", "c5--call", "c6--call"]
    assert "c1-gi-2" in snapshot.ids("call_information")


def test_the_public_sees_what_is_released_and_spoken_of(filled: Instance) -> None:
    snapshot = frozen(filled, "public")
    # Planned, called off without a call, never released, synthetic: not there.
    assert snapshot.ids("course_editions") == ["c1", "c2", "c5", "c9"]
    assert snapshot.ids("calls") == ["c1--call", "c5--call"]
    assert snapshot.ids("call_information") == ["c1-gi-1", "c5-gi-1"]
    call = snapshot.rows("calls")["c1--call"]
    assert (call["opens_at"], call["state_code"]) == ("2026-05-11T15:00:00Z", "open")
    assert call["seed_commitment"] == "f" * 64
    course = snapshot.rows("course_editions")["c1"]
    assert (course["countries"], course["edition_id"]) == (1, "e-c1")
    assert snapshot.rows("course_editions")["c9"]["countries"] is None
    (row,) = snapshot.rows("course_frameworks").values()
    assert (row["course_id"], row["provision_id"]) == ("c1", "uncac-57")


def test_nothing_of_people_or_of_the_institutes_own_is_in_the_public_tables(
    filled: Instance,
) -> None:
    snapshot = frozen(filled, "public")
    said = "".join(str(snapshot.rows(name)) for name in CALL_TABLES)
    assert "General Information" in said
    assert "CANARY" not in said
    # Not in any file of the snapshot either.
    for path in snapshot.info.path.rglob("*"):
        if path.is_file():
            assert b"CANARY" not in path.read_bytes(), path.name


def test_both_databases_give_one_snapshot(
    sqlite_instance: Instance, postgresql_instance: Instance
) -> None:
    both = (sqlite_instance, postgresql_instance)
    for one in both:
        fill(one, COURSES)
    first, second = (frozen(one, "public").info.id for one in both)
    assert first == second
