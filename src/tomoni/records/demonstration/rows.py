"""The demonstration's people: nominees with their dossiers, participants with their attendance."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tomoni.records.actions.audit import Event, record_events
from tomoni.records.actions.common import new_id
from tomoni.records.models import (
    Call,
    CourseEdition,
    DossierDocument,
    Nomination,
    Participation,
    Person,
    User,
)
from tomoni.records.vault.files import put_file
from tomoni.rules.courses.persons import search_name

from .people import (
    PARTICIPANT_COUNTRIES,
    PARTICIPANTS,
    SyntheticNominee,
    countries,
    nominees,
)

_PAPER = b"%PDF-1.4\n% A synthetic paper of the demonstration. It says nothing of anybody.\n%%EOF\n"
_KINDS = ("nomination_form", "curriculum_vitae")


def created(object_type: str, rows: Sequence[Any]) -> None:
    """Write one audit event for each row that was entered in bulk."""
    events = [Event("create", object_type, one.public_id, {"is_synthetic": True}) for one in rows]
    record_events(events, by="system")


def enter_nominations(call: Call, nominee_account: User) -> list[Nomination]:
    """Enter every nominee with a forwarded and received nomination and two papers."""
    drawn = list(nominees())
    people = [_person(one) for one in drawn]
    people[0].user = nominee_account
    Person.objects.bulk_create(people)
    forwarded = call.closes_at - timedelta(days=3)
    rows = [
        Nomination(
            public_id=new_id(), call=call, person=person, country_code=one.country_code,
            number=one.number, rank=one.rank, organisation=one.organisation, post=one.post,
            profession_code=one.profession_code, state_code="received", answers=one.answers,
            forwarded_at=forwarded, updated_at=datetime.now(UTC),
        )
        for one, person in zip(drawn, people, strict=True)
    ]  # fmt: skip
    Nomination.objects.bulk_create(rows)
    digest = hashlib.sha256(_PAPER).hexdigest()
    put_file(f"dossier/{digest}", _PAPER, digest)
    DossierDocument.objects.bulk_create(
        DossierDocument(
            public_id=new_id(), nomination=row, kind_code=kind, file_name=f"{kind}.pdf",
            media_type="application/pdf", size=len(_PAPER), sha256=digest, added_at=forwarded,
        )
        for row in rows
        for kind in _KINDS
    )  # fmt: skip
    created("person", people)
    created("nomination", rows)
    return rows


def _person(one: SyntheticNominee) -> Person:
    return Person(
        public_id=new_id(), family_name=one.family_name, given_name="Synthetic",
        search_name=search_name(one.family_name, "Synthetic", None), sex_code=one.sex_code,
        birth_year=one.birth_year, country_code=one.country_code,
        email=f"synthetic-{one.number:04d}@example.org",
    )  # fmt: skip


def enter_participants(course: CourseEdition, last_day: date) -> list[Participation]:
    """Enter the online edition's participants, who accepted their offers and take part.

    They follow those of the call in their numbers.
    """
    codes = countries()[:PARTICIPANT_COUNTRIES]
    people, rows = [], []
    asked_by = datetime.combine(last_day - timedelta(days=40), time(12), UTC)
    for at in range(PARTICIPANTS):
        name = f"SYNTHETIC-{9001 + at}"
        code = codes[at % PARTICIPANT_COUNTRIES]
        person = Person(
            public_id=new_id(), family_name=name, given_name="Synthetic",
            search_name=search_name(name, "Synthetic", None), country_code=code,
            sex_code="female" if at % 2 else "male", birth_year=1975 + at % 18,
        )  # fmt: skip
        people.append(person)
        rows.append(
            Participation(
                public_id=new_id(), edition=course.edition, person=person, country_code=code,
                profession_code=("judge", "prosecutor", "corrections", "probation")[at % 4],
                state_code="active", is_synthetic=True,
                offer_expires_at=asked_by, answered_at=asked_by - timedelta(days=at % 7 + 1),
            )
        )  # fmt: skip
    Person.objects.bulk_create(people)
    Participation.objects.bulk_create(rows)
    created("person", people)
    created("participation", rows)
    return rows
