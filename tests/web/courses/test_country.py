"""The country's and the nominee's pages: nothing typed is lost, nothing is sent too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tomoni.records.models import (
    AccountInvitation,
    Call,
    DossierDocument,
    Invitation,
    Nomination,
    Notice,
)
from web.courses.desk import PDF, WHOLE, Desk, now, open_desk
from web.courses.test_officer import carried, sheet, text_of

pytestmark = pytest.mark.django_db
TYPED = {
    "family_name": "Otieno", "given_name": "Achieng", "sex_code": "female",
    "profession_code": "judge", "participation_role_code": "participant",
    "email": "o@example.org",
}  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return open_desk()


@pytest.fixture
def focal(desk: Desk) -> Client:
    return desk.client("focal_point", country_code="KE")


def late(desk: Desk) -> None:
    Call.objects.filter(pk=desk.call.pk).update(closes_at=now() - timedelta(seconds=1))


def fill(client: Client, key: str) -> None:
    assert client.post(f"/dossiers/{key}/", WHOLE).status_code == 302
    for kind in ("nomination_form", "curriculum_vitae"):
        file = SimpleUploadedFile(f"{kind}.pdf", PDF + kind.encode())
        sent = {"kind_code": kind, "file": file}
        assert client.post(f"/dossiers/{key}/files/", sent).status_code == 302


def test_from_a_name_to_the_institute(desk: Desk, focal: Client) -> None:
    base = f"/country/{desk.key}/KE/"
    assert "until" in text_of(focal.get(base))
    assert focal.post(f"{base}enter/", TYPED).status_code == 302
    one = Nomination.objects.get()
    page = f"/dossiers/{one.public_id}/"
    assert "lacks: Current duties" in text_of(focal.post(page, {"verb": "submit"}))
    fill(focal, one.public_id)
    for verb in ("submit", "endorse"):
        assert focal.post(page, {"verb": verb}).status_code == 302
    assert "Forward 1 endorsed nomination" in text_of(focal.get(base))
    focal.post(base, {"forward": "1"})
    one.refresh_from_db()
    assert (one.state_code, one.profession_code) == ("forwarded", "judge")
    assert "no longer changes" in text_of(focal.post(page, WHOLE))


def test_what_is_typed_after_the_deadline_is_kept(desk: Desk, focal: Client) -> None:
    late(desk)
    answer = focal.post(f"/country/{desk.key}/KE/enter/", TYPED, follow=True)
    assert "the deadline has passed" in text_of(answer)
    one = Nomination.objects.get()
    answer = focal.post(f"/dossiers/{one.public_id}/", {"diet": "no pork"}, follow=True)
    assert "The deadline of the call has passed" in text_of(answer)
    one.refresh_from_db()
    assert one.answers == {"diet": "no pork"}
    Nomination.objects.update(state_code="endorsed")
    answer = focal.post(f"/country/{desk.key}/KE/", {"forward": "1"}, follow=True)
    assert "The call took nominations until" in text_of(answer)
    one.refresh_from_db()
    assert one.state_code == "endorsed"


def test_an_answer_that_does_not_fit_stays_in_its_field(desk: Desk, focal: Client) -> None:
    one = desk.enter()
    page = f"/dossiers/{one.public_id}/"
    answer = text_of(focal.post(page, {"experience_years": "many", "diet": "none"}))
    assert "Write a whole number." in answer and 'value="many"' in answer
    one.refresh_from_db()
    assert one.answers == {"diet": "none"}


def test_the_dossier_saves_itself_and_knows_of_another_hand(desk: Desk, focal: Client) -> None:
    one = desk.enter()
    page = f"/dossiers/{one.public_id}/"
    by_itself = {"headers": {"x-requested-with": "autosave"}}
    kept = text_of(focal.post(page, {"diet": "none", "revision": "1"}, **by_itself))
    assert "Kept at" in kept and 'data-revision="2"' in kept
    other = text_of(focal.post(page, {"diet": "fish", "revision": "1"}, **by_itself))
    assert 'data-revision="1"' in other
    whole = focal.post(page, {"diet": "meat", "revision": "1"})
    assert "meanwhile" in text_of(whole) and 'value="meat"' in text_of(whole)
    one.refresh_from_db()
    assert one.answers == {"diet": "fish"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cv.pdf", b"MZ\x90\x00 program", "Windows program"),
        ("cv.exe", PDF, "no kind that is taken"),
        ("cv.pdf", b"%PDF-1.7 cut", "cut off"),
        ("cv.pdf", b"", "empty"),
        ("cv.pdf", b"%PDF" + b"x" * (11 * 2**20), "the limit is 10.0 MB"),
    ],
)
def test_an_upload_is_what_it_says_or_is_refused(
    desk: Desk, focal: Client, name: str, content: bytes, said: str
) -> None:
    one = desk.enter()
    file = SimpleUploadedFile(name, content)
    sent = {"kind_code": "curriculum_vitae", "file": file}
    answer = focal.post(f"/dossiers/{one.public_id}/files/", sent)
    assert answer.status_code == 422 and said in text_of(answer)
    assert not DossierDocument.objects.exists()


def test_a_file_is_taken_out_again(desk: Desk, focal: Client) -> None:
    one = desk.enter()
    fill(focal, one.public_id)
    document = one.dossier.first()
    assert document is not None
    focal.post(f"/files/{document.public_id}/remove/")
    assert focal.get(f"/files/{document.public_id}/").status_code == 404
    assert one.dossier.filter(removed_at__isnull=True).count() == 1


def test_the_order_is_set_by_buttons_or_by_numbers(desk: Desk, focal: Client) -> None:
    a, b, c = (desk.enter(name=name) for name in ("A", "B", "C"))
    base = f"/country/{desk.key}/KE/"
    focal.post(base, {"up": c.public_id})
    numbers = {f"rank-{one.public_id}": place for one, place in ((a, "2"), (b, "1"), (c, "3"))}

    def order() -> list[str]:
        rows = Nomination.objects.order_by("rank")
        return list(rows.values_list("person__family_name", flat=True))

    assert order() == ["A", "C", "B"]
    focal.post(base, {"order": "1"} | numbers)
    assert order() == ["B", "A", "C"]
    foreign = desk.enter("VN", "Foreign")
    assert focal.post(base, {"up": foreign.public_id}, follow=True).status_code == 200
    foreign.refresh_from_db()
    assert foreign.rank == 1


HEADINGS = ["Family name", "Given name", "Year of birth", "E-mail", "Profession"]


def test_a_file_of_nominees_is_looked_at_then_entered_and_again_in_vain(
    desk: Desk, focal: Client
) -> None:
    path = f"/country/{desk.key}/KE/sheet/"
    rows = [HEADINGS, ["Otieno", "Achieng", 1984, "o@example.org", "judge"],
            ["Kamau", "", 1990, "", "police"]]  # fmt: skip
    page = text_of(focal.post(path, {"file": sheet(rows)}))
    assert "KAMAU" in page and not Nomination.objects.exists()
    answer = focal.post(path, carried(page), follow=True)
    assert "2 entered, 0 changed, 0 as before" in text_of(answer)
    page = text_of(focal.post(path, {"file": sheet(rows)}))
    answer = focal.post(path, carried(page), follow=True)
    assert "0 entered, 0 changed, 2 as before" in text_of(answer)
    assert Nomination.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Surname"], ["Otieno"]], "is not known"),
        ([["Family name", "Profession"], ["Otieno", "wizard"]], "not known here"),
        ([["Family name", "Year of birth"], ["Otieno", "old"]], "no whole number"),
        ([["Family name"], ["Otieno"], ["Otieno"]], "twice"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_entered(
    desk: Desk, focal: Client, rows: list[list[Any]], said: str
) -> None:
    answer = focal.post(f"/country/{desk.key}/KE/sheet/", {"file": sheet(rows)})
    assert said in text_of(answer) and 'name="carried"' not in text_of(answer)
    assert not Nomination.objects.exists()


def test_ten_thousand_rows_are_refused_whole_and_in_time(desk: Desk, focal: Client) -> None:
    lines = "Family name\n" + "\n".join(f"Name{number}" for number in range(10_001))
    file = SimpleUploadedFile("many.csv", lines.encode())
    answer = focal.post(f"/country/{desk.key}/KE/sheet/", {"file": file})
    assert "more than 10000 rows" in text_of(answer)


def test_a_nominee_is_invited_and_fills_the_own_dossier(desk: Desk, focal: Client) -> None:
    one = desk.enter(email="w@example.org")
    page = f"/dossiers/{one.public_id}/"
    focal.post(f"{page}invite/")
    invitation = AccountInvitation.objects.get()
    assert (invitation.role_code, invitation.person_id) == ("nominee", one.person_id)
    assert Notice.objects.get().address == "w@example.org"
    assert "An invitation is open." in text_of(focal.get(page))
    person, nominee = desk.nominee()
    Nomination.objects.filter(pk=one.pk).update(person=person)
    assert nominee.get("/my/").headers["Location"] == page
    fill(nominee, one.public_id)
    assert nominee.post(page, {"verb": "submit"}).status_code == 302
    assert nominee.get(f"{page}nominee/").status_code == 403
    assert "Endorse" not in text_of(nominee.get(page))


def test_names_of_somebody_known_cannot_be_typed_over(desk: Desk, focal: Client) -> None:
    one = desk.enter(email="w@example.org")
    path = f"/dossiers/{one.public_id}/nominee/"
    assert focal.post(path, TYPED | {"organisation": "Court", "revision": "1"}).status_code == 302
    stale = focal.post(path, TYPED | {"organisation": "Ministry", "revision": "1"})
    assert "meanwhile" in text_of(stale) and 'value="Ministry"' in text_of(stale)
    one.refresh_from_db()
    assert one.organisation == "Court"


def test_a_country_acknowledges_its_letter(desk: Desk, focal: Client) -> None:
    letter = Invitation.objects.create(
        public_id="letter", call=desk.call, country_code="KE", addressee="Embassy", sent_at=now()
    )
    base = f"/country/{desk.key}/KE/"
    assert "It arrived" in text_of(focal.get(base))
    focal.post(base, {"letter": "letter"})
    letter.refresh_from_db()
    assert letter.acknowledged_at is not None


def test_what_the_institute_found_is_told_only_with_the_outcome(desk: Desk, focal: Client) -> None:
    one = desk.forwarded(email="w@example.org")
    base, page = f"/country/{desk.key}/KE/", f"/dossiers/{one.public_id}/"
    for state in ("eligible", "ineligible", "proposed", "selected", "reserve", "not_selected"):
        Nomination.objects.filter(pk=one.pk).update(state_code=state, state_reason="Planted-Canary")
        refused = focal.post(page, {"verb": "endorse"})
        appealed = focal.post(page, {"verb": "appeal", "reason": "x"})
        saved = focal.post(page, {"diet": "none"})
        answers = [focal.get(base), focal.get(page), refused, saved, appealed]
        for answer in answers:
            told = text_of(answer)
            words = state.replace("_", " ")
            assert f">{words}<" not in told and f"state {words}" not in told, state
            assert f"is {words}" not in told and "Planted-Canary" not in told
            assert ">received<" in told and ">Appeal<" not in told
    Call.objects.filter(pk=desk.call.pk).update(state_code="notified")
    assert ">not selected<" in text_of(focal.get(page))
    assert "Appeal" in text_of(focal.get(page))


def test_why_two_nominations_are_one_is_for_the_institute(desk: Desk, focal: Client) -> None:
    one = desk.forwarded()
    Nomination.objects.filter(pk=one.pk).update(
        state_code="duplicate", rank=None, state_reason="Planted-Canary of another country"
    )
    assert "Planted-Canary" not in text_of(focal.get(f"/country/{desk.key}/KE/"))
    assert "Planted-Canary" not in text_of(focal.get(f"/dossiers/{one.public_id}/"))
