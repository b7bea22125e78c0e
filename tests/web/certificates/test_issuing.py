"""From a completed participation to a PDF whose badge verifies, and to one that does not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from records.actions.courses.certifying import held_course, officer, participant
from records.course_samples import make_person
from tomoni.catalogue.errors import RefusedError, SettingError, StorageError
from tomoni.exchange.badges import is_recipient, verify_credential
from tomoni.exchange.certificates import CertificatePress, read_credential
from tomoni.exchange.typesetting import open_fonts
from tomoni.publish.credentials import (
    CERTIFICATES_FILE,
    KEYS_FILE,
    answer_digest,
    read_keys,
    read_status,
)
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.models import Certificate, CourseEdition, SigningKey
from tomoni.web.certificates.facts import printed_values
from tomoni.web.certificates.issuing import certificate_pdf, issue_for, preview, revoke
from tomoni.web.certificates.keys import key_file, private_key, rotate_key
from tomoni.web.certificates.publishing import publish_credentials

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CourseEdition:
    return held_course()


def issued(course: CourseEdition, **columns: Any) -> Certificate:
    participant(course, **columns)
    issue_for(course, by=SYSTEM)
    return Certificate.objects.latest("pk")


def outcome(home: Path, token: str) -> tuple[str, tuple[str, ...]]:
    keys = read_keys(home / "credentials" / KEYS_FILE)
    listed = read_status(home / "credentials", 1)
    found = verify_credential(token, keys, listed, datetime.now(UTC))
    return found.outcome, found.reasons


def answer(home: Path, one: Certificate) -> str:
    return answer_digest(home / "credentials", one.sha256[:16], datetime.now(UTC)).answer


def test_the_badge_inside_verifies_and_names_nobody(home: Path, course: CourseEdition) -> None:
    one = issued(course, person=make_person(family_name="Otieno", given_name="Achieng"))
    token = read_credential(certificate_pdf(one))
    assert outcome(home, token) == ("valid", ())
    keys = read_keys(home / "credentials" / KEYS_FILE)
    said = verify_credential(token, keys, None, datetime.now(UTC)).credential
    assert said is not None
    assert said["name"] == "International Training Course (183rd)"
    assert is_recipient(said, "name", "Achieng OTIENO")
    assert "otieno" not in str(said).lower()
    results = [one["value"] for one in said["credentialSubject"]["result"]]
    assert results == ["passed", "100", "90"]
    assert answer(home, one) == "valid"


def test_setting_again_gives_the_same_bytes_whatever_changed(course: CourseEdition) -> None:
    one = issued(course)
    first = certificate_pdf(one)
    person = one.participation.person
    person.family_name = "Changed"
    person.save()
    course.title = "Another title"
    course.save()
    rotate_key(by=SYSTEM)
    again = CertificatePress(open_fonts())
    assert certificate_pdf(Certificate.objects.get(pk=one.pk), again) == first


def test_revoking_reaches_the_public_files_and_tells_nobody_whose_it_was(
    home: Path, course: CourseEdition
) -> None:
    one = issued(course, person=make_person(family_name="Otieno"))
    token = str(one.credential)
    revoke(one.public_id, by=officer(course), why="Obtained by fraud", may_follow=False)
    assert outcome(home, token) == ("refused", ("revoked",))
    assert answer(home, one) == "revoked"
    public = "".join(
        path.read_text() for path in (home / "credentials").rglob("*") if path.is_file()
    )
    assert "fraud" not in public and "Otieno" not in public and one.number not in public


def test_what_a_retired_key_signed_stays_proven(home: Path, course: CourseEdition) -> None:
    one = issued(course)
    old = one.key.kid
    new = rotate_key(by=SYSTEM)
    publish_credentials()
    assert outcome(home, str(one.credential)) == ("valid", ())
    assert issued(course).key.kid == new.kid != old
    assert {key.kid for key in read_keys(home / "credentials" / KEYS_FILE).keys} == {old, new.kid}


def test_a_compromised_key_proves_nothing_and_certificates_are_issued_anew(
    home: Path, course: CourseEdition
) -> None:
    one = issued(course)
    rotate_key(by=SYSTEM, compromised=True, why="Laptop stolen")
    (follower,) = issue_for(course, by=SYSTEM)
    assert outcome(home, str(one.credential)) == ("refused", ("key_revoked",))
    assert answer(home, one) == "revoked"
    assert answer(home, Certificate.objects.get(public_id=follower)) == "valid"


def test_private_keys_lie_in_files_that_their_owner_alone_reads(
    home: Path, course: CourseEdition
) -> None:
    kid = issued(course).key.kid
    path = key_file(kid)
    assert path.parent == home / "keys"
    assert path.stat().st_mode & 0o777 == 0o600
    row = SigningKey.objects.get()
    assert set(row.jwk) == {"kty", "crv", "x", "alg"}
    path.chmod(0o640)
    with pytest.raises(StorageError, match="read by others"):
        private_key(kid)
    path.unlink()
    with pytest.raises(StorageError, match="missing"):
        private_key(kid)


def test_a_missing_character_names_the_participant_before_anything_is_issued(
    course: CourseEdition,
) -> None:
    participant(course)
    person = make_person(family_name="Yamada", native_name="山田花子")
    one = participant(course, person=person)
    with pytest.raises(RefusedError) as refused:
        issue_for(course, by=SYSTEM)
    assert one.public_id in refused.value.what
    assert "山 (U+5C71)" in refused.value.what
    assert "Yamada" not in refused.value.what
    assert Certificate.objects.count() == 0


def test_a_title_that_fits_no_page_is_refused_before_anything_is_issued(
    course: CourseEdition,
) -> None:
    course.theme = "A theme without end " * 200
    course.save()
    participant(course)
    with pytest.raises(RefusedError, match="does not fit one page"):
        issue_for(course, by=SYSTEM)
    assert Certificate.objects.count() == 0


def test_nothing_is_issued_while_nobody_signs(
    course: CourseEdition, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_ISSUER_SIGNATORY", "")
    participant(course)
    with pytest.raises(SettingError, match="nobody signs"):
        issue_for(course, by=SYSTEM)


def test_a_preview_carries_no_badge(home: Path, course: CourseEdition) -> None:
    one = participant(course)
    assert read_credential(preview(one, "completion")) == "PREVIEW"
    publish_credentials()
    assert outcome(home, "PREVIEW") == ("refused", ("malformed",))


def test_without_a_passed_assessment_the_certificate_says_participation(
    course: CourseEdition,
) -> None:
    one = issued(course, assessment_passed=None, attended_minutes=None, planned_minutes=None)
    values = printed_values(one.facts, "x")
    assert (values.kind, values.hours) == ("participation", None)


def test_a_list_past_its_end_leaves_the_digest_undecided(home: Path, course: CourseEdition) -> None:
    one = issued(course)
    later = datetime(2099, 1, 1, tzinfo=UTC)
    directory = home / "credentials"
    assert answer_digest(directory, one.sha256[:16], later).answer == "status_unknown"
    assert answer_digest(directory, "0" * 16, later).answer == "unknown"
    assert (directory / CERTIFICATES_FILE).stat().st_size > 0
