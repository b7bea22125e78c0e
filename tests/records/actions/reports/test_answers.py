"""An answer is signed as it was looked at; any change voids the signatures and keeps them."""

from __future__ import annotations

import hashlib

import pytest

from records.actions.reports.building import named_snapshot
from records.actions.reports.folder import user_as
from records.instances import Instance
from records.ledgers import fill
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.reports.answers import (
    create_answer,
    keep_answer,
    keep_signed_files,
    save_answer,
    sign_answer,
)
from tomoni.records.actions.reports.store import MadeFile
from tomoni.records.models import AnswerPack, SignOff, User

pytestmark = pytest.mark.django_db
PROOFS = {"proofs.json": MadeFile("application/json", b"{}")}


class People:
    """Writer, checker and director of one answer."""

    def __init__(self) -> None:
        self.writer, self.checker = user_as("editor"), user_as("desk_officer")
        self.director = user_as("administrator")


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def pack(people: People) -> AnswerPack:
    made = create_answer(
        by=people.writer, question="How many graduated?", language="en", content="Many.\n"
    )
    return build(made, people.writer)


def build(pack: AnswerPack, by: User, content: bytes = b"{}") -> AnswerPack:
    said = f"{pack.question}{pack.content}".encode() + content
    return keep_answer(
        by=by, answer_id=pack.public_id, revision=pack.revision, snapshot_id=named_snapshot(),
        sha256=hashlib.sha256(said).hexdigest(),
        files={"proofs.json": MadeFile("application/json", content)},
    )  # fmt: skip


def sign(pack: AnswerPack, by: User, step: str) -> SignOff:
    return sign_answer(by=by, answer_id=pack.public_id, step=step, seen_sha256=str(pack.sha256))


def test_an_answer_is_checked_then_signed_off(pack: AnswerPack, people: People) -> None:
    first = sign(pack, people.checker, "checked")
    last = sign(pack, people.director, "signed_off")
    assert (first.role_code, last.role_code) == ("desk_officer", "administrator")
    assert first.sha256 == last.sha256 == pack.sha256
    pack.refresh_from_db()
    assert pack.state_code == "signed_off"
    keep_signed_files(pack.public_id, pack.sha256, {"a.pdf": MadeFile("application/pdf", b"%")})
    pack.refresh_from_db()
    assert sorted(pack.files) == ["a.pdf", "proofs.json"]
    verify_chain()


def test_a_change_voids_the_signatures_and_keeps_them(pack: AnswerPack, people: People) -> None:
    sign(pack, people.checker, "checked")
    sign(pack, people.director, "signed_off")
    same = save_answer(
        by=people.writer, answer_id=pack.public_id, question="How many graduated?",
        content="Many.\r\n",
    )  # fmt: skip
    assert same.state_code == "signed_off"
    changed = save_answer(
        by=people.writer, answer_id=pack.public_id, question="How many graduated?", content="Few.\n"
    )
    assert (changed.state_code, changed.sha256, changed.revision) == ("draft", None, 2)
    assert SignOff.objects.filter(voided_why="the answer was changed").count() == 2
    assert list(pack.revisions.values_list("content", flat=True)) == ["Many.\n", "Few.\n"]
    with pytest.raises(TransitionError, match="built"):
        sign(pack, people.checker, "checked")
    sign(build(changed, people.writer), people.checker, "checked")
    assert SignOff.objects.filter(voided_at__isnull=True).count() == 1


def test_other_numbers_void_the_signatures(pack: AnswerPack, people: People) -> None:
    sign(pack, people.checker, "checked")
    assert build(pack, people.writer).state_code == "checked"
    assert build(pack, people.writer, b'{"value": 2}').state_code == "draft"
    assert SignOff.objects.get().voided_why == "the answer was built on other numbers"


def test_nobody_signs_alone_or_unseen(pack: AnswerPack, people: People) -> None:
    with pytest.raises(TransitionError, match="does not check it"):
        sign(pack, people.writer, "checked")
    with pytest.raises(TransitionError):
        sign(pack, people.director, "signed_off")
    with pytest.raises(TransitionError, match="no longer"):
        sign_answer(
            by=people.checker, answer_id=pack.public_id, step="checked", seen_sha256="0" * 64
        )
    sign(pack, people.director, "checked")
    with pytest.raises(TransitionError, match="does not sign it off"):
        sign(pack, people.director, "signed_off")


def test_roles_and_bad_values(pack: AnswerPack, people: People) -> None:
    auditor = user_as("auditor")
    with pytest.raises(NotPermittedError):
        sign(pack, auditor, "checked")
    sign(pack, people.checker, "checked")
    with pytest.raises(NotPermittedError):
        sign(pack, people.writer, "signed_off")
    with pytest.raises(NotPermittedError):
        create_answer(by=auditor, question="q", language="en", content="x")
    with pytest.raises(InputError):
        create_answer(by=people.writer, question=" ", language="en", content="x")
    with pytest.raises(InputError):
        create_answer(by=people.writer, question="q", language="xx", content="x")
    with pytest.raises(InputError):
        sign(pack, people.director, "approved")
    with pytest.raises(TransitionError):
        keep_answer(
            by=people.writer, answer_id=pack.public_id, revision=9, snapshot_id=named_snapshot(),
            sha256="0" * 64, files=PROOFS,
        )  # fmt: skip


_AT_ONCE = """
from threading import Barrier, Thread
from django.db import connection
from tomoni.records.actions.reports.answers import create_answer
start = Barrier(4)
made = []
def begin():
    connection.ensure_connection()
    start.wait()
    made.append(create_answer(by="system", question="q", language="en", content="x").public_id)
    connection.close()
threads = [Thread(target=begin) for _ in range(4)]
for one in threads:
    one.start()
for one in threads:
    one.join()
print(" ".join(sorted(one.rsplit("-", 1)[1] for one in made)))
"""


def test_answers_begun_at_once_have_numbers_of_their_own(instance: Instance) -> None:
    assert fill(instance, _AT_ONCE).split() == ["1", "2", "3", "4"]
