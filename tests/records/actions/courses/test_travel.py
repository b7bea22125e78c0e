"""Travel, rooms, visas and clearance: what is missing is named, what is sensitive is sealed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from records.course_samples import make_course, make_participation, make_person
from records.selection_samples import member
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.participants import step_participation
from tomoni.records.actions.courses.persons import erase_person
from tomoni.records.actions.courses.travel import (
    TravelValues,
    decide_clearance,
    record_travel,
)
from tomoni.records.actions.courses.travel_papers import (
    PassportValues,
    issue_visa_letter,
    read_passport,
    store_passport,
)
from tomoni.records.models import (
    AuditEvent,
    CourseEdition,
    MedicalClearance,
    Participation,
    TravelCase,
    User,
    VaultItem,
)

pytestmark = pytest.mark.django_db
WHOLE = TravelValues(
    visa_code="granted", arrival_day=date(2024, 5, 12), arrival_time=time(17, 5),
    arrival_carrier="NH 844", departure_day=date(2024, 6, 15), room="412", lodging="Hostel",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = settings.TOMONI._values
    monkeypatch.setitem(values, "TOMONI_VAULT", str(tmp_path / "vault"))
    monkeypatch.setitem(values, "TOMONI_VAULT_KEYS", str(tmp_path / "keys"))


def accepted(**columns: Any) -> Participation:
    course = make_course(public_id="itc-1")
    person = make_person(country_code="KE", family_name="Otieno")
    values = {"state_code": "accepted", "country_code": "KE"} | columns
    return make_participation(edition=course.edition, person=person, **values)


def staff(role: str, **bounds: Any) -> User:
    return member(role, "itc-1", role, **bounds)


def test_who_comes_is_cleared_when_nothing_is_missing() -> None:
    one = accepted()
    clear = {"by": staff("logistics"), "participation_id": one.public_id, "verb": "clear"}
    with pytest.raises(TransitionError, match="medical clearance, visa, day of arrival"):
        step_participation(**clear)
    record_travel(by="system", participation_id=one.public_id, values=WHOLE)
    doctor = staff("medical_officer")
    decide_clearance(by=doctor, participation_id=one.public_id, is_cleared=False)
    with pytest.raises(TransitionError, match="medical clearance is refused"):
        step_participation(**clear)
    decide_clearance(by=doctor, participation_id=one.public_id, is_cleared=True)
    assert step_participation(**clear).state_code == "cleared"
    verify_chain()


def test_the_trail_says_that_health_was_decided_and_not_what() -> None:
    one = accepted()
    decide_clearance(by="system", participation_id=one.public_id, is_cleared=False)
    event = AuditEvent.objects.filter(object_type="medical_clearance").get()
    assert json.loads(event.payload) == {"fields": ["is_cleared"]}
    again = decide_clearance(by="system", participation_id=one.public_id, is_cleared=False)
    assert again.revision == 1
    assert AuditEvent.objects.filter(object_type="medical_clearance").count() == 1
    with pytest.raises(TransitionError):
        decide_clearance(
            by="system", participation_id=one.public_id, is_cleared=True, seen_revision=0
        )


@pytest.mark.parametrize("role", ["programme_officer", "logistics", "auditor", "administrator"])
def test_only_the_medical_officer_clears(role: str) -> None:
    one = accepted()
    with pytest.raises(NotPermittedError):
        decide_clearance(by=staff(role), participation_id=one.public_id, is_cleared=True)
    assert not MedicalClearance.objects.exists()


def test_a_participant_states_the_own_flight_and_the_house_the_room() -> None:
    one = accepted()
    user = staff("participant")
    one.person.user = user
    one.person.save()
    held = record_travel(by=user, participation_id=one.public_id, values=WHOLE)
    assert (held.arrival_carrier, held.room, held.lodging) == ("NH 844", None, None)
    held = record_travel(
        by=staff("logistics"), participation_id=one.public_id, values=WHOLE, seen_revision=1
    )
    assert (held.room, held.revision) == ("412", 2)
    with pytest.raises(TransitionError):
        record_travel(by=user, participation_id=one.public_id, values=TravelValues(),
                      seen_revision=1)  # fmt: skip
    other = make_participation(edition=one.edition, state_code="accepted")
    with pytest.raises(NotPermittedError):
        record_travel(by=user, participation_id=other.public_id, values=WHOLE)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"arrival_day": date(2024, 6, 1), "departure_day": date(2024, 5, 1)}, "departure_day"),
        ({"visa_code": "perhaps"}, "visa_code"),
        ({"remarks": "x" * 201}, "remarks"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    one = accepted()
    with pytest.raises(InputError) as refused:
        record_travel(by="system", participation_id=one.public_id, values=TravelValues(**values))
    assert refused.value.where is not None
    assert refused.value.where.field == field
    assert not TravelCase.objects.exists()


def test_travel_waits_for_acceptance() -> None:
    one = accepted(state_code="offered")
    with pytest.raises(TransitionError, match="offered"):
        record_travel(by="system", participation_id=one.public_id, values=WHOLE)


def test_a_passport_is_sealed_and_read_by_logistics_alone_on_record() -> None:
    one = accepted()
    clerk = staff("logistics")
    values = PassportValues(number="CANARY123", born_on=date(1980, 2, 3))
    store_passport(by=clerk, participation_id=one.public_id, values=values)
    assert read_passport(by=clerk, participation_id=one.public_id) == values
    for role in ("programme_officer", "medical_officer", "auditor"):
        with pytest.raises(NotPermittedError):
            read_passport(by=staff(role), participation_id=one.public_id)
    verbs = AuditEvent.objects.filter(object_type="vault_item").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == ["store", "read"]
    assert "CANARY123" not in str(list(AuditEvent.objects.values_list("payload", flat=True)))


def test_a_passport_is_kept_from_the_day_of_departure() -> None:
    one = accepted()
    CourseEdition.objects.update(first_day=date(2098, 5, 13), last_day=date(2098, 6, 14))
    leaves = TravelValues(departure_day=date(2098, 6, 15))
    values = PassportValues(number="TK 1")
    store_passport(by="system", participation_id=one.public_id, values=values)
    held = VaultItem.objects.get()
    after_the_course = held.retain_until
    record_travel(by="system", participation_id=one.public_id, values=leaves)
    held.refresh_from_db()
    assert held.retain_until == after_the_course + timedelta(days=1)
    store_passport(by="system", participation_id=one.public_id, values=values)
    kept = VaultItem.objects.get(destroyed_at__isnull=True)
    assert kept.retain_until == held.retain_until


def test_a_letter_has_one_number_for_good() -> None:
    one = accepted()
    first = datetime(2024, 4, 1, tzinfo=UTC)
    held = issue_visa_letter(by="system", participation_id=one.public_id, now=first)
    assert (held.visa_letter_number, held.visa_letter_issued_at) == ("ITC-1-V001", first)
    again = issue_visa_letter(by="system", participation_id=one.public_id)
    assert again.visa_letter_number == "ITC-1-V001"
    other = make_participation(edition=one.edition, state_code="accepted")
    held = issue_visa_letter(by="system", participation_id=other.public_id)
    assert held.visa_letter_number == "ITC-1-V002"
    with pytest.raises(NotPermittedError):
        issue_visa_letter(by=staff("medical_officer"), participation_id=one.public_id)


def test_erasing_somebody_leaves_nothing_of_the_journey() -> None:
    one = accepted()
    record_travel(by="system", participation_id=one.public_id, values=WHOLE)
    erase_person(one.person.public_id, by="system", why="Asked for")
    held = TravelCase.objects.get()
    assert (held.arrival_day, held.arrival_carrier, held.room) == (None, None, None)
