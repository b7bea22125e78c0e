"""Materials: for their audience and nobody else, sealed, withdrawn and never deleted."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from records.delivery_samples import (
    NINE,
    make_edition_course,
    make_lecturer,
    make_session,
    officer,
    seat,
)
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.actions.courses.materials import (
    MaterialValues,
    add_material,
    change_material,
    read_material,
    withdraw_material,
)
from tomoni.records.models import AuditEvent, CourseEdition, Lecturer, Material, User
from tomoni.records.vault.keys import vault_directory
from tomoni.rules.courses import materials as material_rules

pytestmark = pytest.mark.django_db
SLIDES = GivenFile("slides.pdf", "application/pdf", b"%PDF-1.7 tracing assets %%EOF")
VALUES = MaterialValues(title="Slides", licence_code="course_use", audience_code="participants")


def lying() -> list[str]:
    return sorted(path.name for path in (vault_directory() / "material").glob("*"))


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def test_a_file_lies_sealed_and_is_read_by_a_participant(course: CourseEdition, by: User) -> None:
    session = make_session(course)
    values = replace(VALUES, session_id=session.public_id)
    material = add_material(by=by, course_id=course.public_id, values=values, file=SLIDES)
    assert material.sha256 is not None
    sealed = vault_directory() / "material" / f"{material.sha256}.sealed"
    assert b"tracing" not in sealed.read_bytes()
    found, content = read_material(by=seat(course).person.user, material_id=material.public_id)
    assert (found.session, content) == (session, SLIDES.content)
    verify_chain()


def test_each_audience_reads_its_own_and_nothing_else(course: CourseEdition, by: User) -> None:
    teacher = make_user()
    lecturer = make_lecturer()
    Lecturer.objects.filter(pk=lecturer.pk).update(user=teacher)
    make_session(course, lecturer_ids=(lecturer.public_id,))
    idle = make_user()
    make_mandate(user=idle, role_code="lecturer", scope_id=course.public_id)
    alumna = seat(make_edition_course(), state_code="completed", completed_on=NINE.date())
    left = seat(course, state_code="withdrawn")
    readers: dict[str, User | None] = {
        "officer": by, "participant": seat(course).person.user, "lecturer": teacher,
        "idle lecturer": idle, "alumna": alumna.person.user, "left": left.person.user,
        "officer of another": officer(make_edition_course()), "nobody": None,
    }  # fmt: skip
    reads = {
        "participants": {"officer", "participant", "lecturer"},
        "alumni": {"officer", "participant", "lecturer", "alumna"},
        "public": set(readers),
        "staff": {"officer"},
    }
    for audience, name in product(reads, readers):
        values = replace(VALUES, audience_code=audience)
        material = add_material(
            by=by, course_id=course.public_id, values=values, link="https://example.org/a"
        )
        if name in reads[audience]:
            read_material(by=readers[name], material_id=material.public_id)
        else:
            with pytest.raises(NotPermittedError):
                read_material(by=readers[name], material_id=material.public_id)


def test_a_withdrawn_material_stays_for_the_institute_alone(
    course: CourseEdition, by: User
) -> None:
    participant = seat(course).person.user
    material = add_material(by=by, course_id=course.public_id, values=VALUES, file=SLIDES)
    with pytest.raises(InputError):
        withdraw_material(by=by, material_id=material.public_id, why=" ")
    withdraw_material(by=by, material_id=material.public_id, why="Superseded")
    with pytest.raises(NotPermittedError, match="was withdrawn"):
        read_material(by=participant, material_id=material.public_id)
    assert read_material(by=by, material_id=material.public_id)[1] == SLIDES.content
    with pytest.raises(TransitionError):
        withdraw_material(by=by, material_id=material.public_id, why="Twice")
    with pytest.raises(TransitionError):
        change_material(by=by, material_id=material.public_id, values=VALUES, seen_revision=None)
    payload = AuditEvent.objects.get(object_type="material", verb="withdraw").payload
    assert "Superseded" not in payload


def test_what_is_said_changes_and_two_at_once_are_told(course: CourseEdition, by: User) -> None:
    material = add_material(by=by, course_id=course.public_id, values=VALUES, file=SLIDES)
    staff = replace(VALUES, audience_code="staff")
    changed = change_material(by=by, material_id=material.public_id, values=staff, seen_revision=1)
    assert (changed.audience_code, changed.revision) == ("staff", 2)
    with pytest.raises(TransitionError):
        change_material(by=by, material_id=material.public_id, values=VALUES, seen_revision=1)


@pytest.mark.parametrize(
    ("values", "given", "error"),
    [
        (VALUES, {}, InputError),
        (VALUES, {"file": SLIDES, "link": "https://example.org"}, InputError),
        (VALUES, {"link": "http://example.org"}, InputError),
        (replace(VALUES, title=" "), {"file": SLIDES}, InputError),
        (replace(VALUES, licence_code="mine"), {"file": SLIDES}, InputError),
        (replace(VALUES, audience_code="friends"), {"file": SLIDES}, InputError),
        (replace(VALUES, session_id="of-another"), {"file": SLIDES}, NotFoundError),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_file(
    course: CourseEdition, by: User, values: MaterialValues, given: dict, error: type[Exception]
) -> None:
    before = lying()
    if "file" in given:
        given = given | {"file": replace(SLIDES, content=b"%PDF-1.7 refused %%EOF")}
    with pytest.raises(error):
        add_material(by=by, course_id=course.public_id, values=values, **given)
    assert not Material.objects.exists()
    assert lying() == before


def test_only_officers_of_the_course_add(course: CourseEdition) -> None:
    for user in (seat(course).person.user, officer(make_edition_course())):
        with pytest.raises(NotPermittedError):
            add_material(by=user, course_id=course.public_id, values=VALUES, file=SLIDES)


def test_an_edition_holds_so_many(
    course: CourseEdition, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material_rules, "MOST_MATERIALS", 1)
    add_material(by=by, course_id=course.public_id, values=VALUES, file=SLIDES)
    with pytest.raises(RefusedError, match="at most 1 materials"):
        add_material(by=by, course_id=course.public_id, values=VALUES, file=SLIDES)


def test_an_alumnus_is_one_of_a_roster_too(course: CourseEdition, by: User) -> None:
    person = seat(make_edition_course(), state_code="alumnus", completed_on=NINE.date()).person
    values = replace(VALUES, audience_code="alumni")
    material = add_material(by=by, course_id=course.public_id, values=values, file=SLIDES)
    person.user.is_active = False
    with pytest.raises(NotPermittedError):
        read_material(by=person.user, material_id=material.public_id)
    person.user.is_active = True
    assert read_material(by=person.user, material_id=material.public_id)[1] == SLIDES.content
