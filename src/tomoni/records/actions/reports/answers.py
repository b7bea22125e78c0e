"""Answer packs: a question, its wording with slots, and who checked and signed it off.

A signature names the digest of what was built. Whoever changes the question, the wording or the
snapshot makes the answer a draft again; the signatures stay on record, marked as void, with why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import connection, transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.labels import LANGUAGES
from tomoni.records.models import AnswerPack, AnswerRevision, SignOff, User
from tomoni.records.queries.mandates import roles_of
from tomoni.rules.permission_table import PERMISSIONS, ROLES
from tomoni.rules.reports.signing import AnswerFacts, check_sign

from ..audit import SYSTEM, actor_id, as_payload, record_event
from ..common import check_actor, find, link_id, new_id
from ..courses.steps import check_seen, lock, save_revised
from .editions import tier_of
from .store import MadeFile, keep_all
from .writing import clean_text

_OBJECT = "answer_pack"
_LONGEST_QUESTION = 4_000
# Any fixed number does; it only has to differ from other advisory locks in the same database.
_ADVISORY_LOCK = 7_060_202_613
# Signing asks for the action of its step.
SIGNING: Mapping[str, str] = {"checked": "verify", "signed_off": "decide"}
_CHANGED, _REBUILT = "the answer was changed", "the answer was built on other numbers"


@transaction.atomic
def create_answer(*, by: User | str, question: str, language: str, content: str) -> AnswerPack:
    """Begin an answer and return it. Errors: NotPermittedError; InputError."""
    check_actor(by, "create", _OBJECT)
    if language not in LANGUAGES:
        raise InputError("This is no language of ours.", where=Where(field="language_code"))
    now, who = datetime.now(UTC), actor_id(by)
    pack = AnswerPack.objects.create(
        public_id=_next_id(now),
        question=_question(question),
        language_code=language,
        content=clean_text("answer.md", content),
        created_by=who, created_at=now, changed_by=who, changed_at=now,
    )  # fmt: skip
    _keep_revision(pack)
    _event(by, "create", pack, {})
    return pack


@transaction.atomic
def save_answer(
    *, by: User | str, answer_id: str, question: str, content: str, seen_revision: int | None = None
) -> AnswerPack:
    """Keep question and wording as the next revision; signatures are void. Returns the answer.

    The same words change nothing. Errors: NotPermittedError; NotFoundError; InputError;
    TransitionError when it was changed after ``seen_revision``.
    """
    check_actor(by, "change", _OBJECT)
    pack = find(AnswerPack, answer_id, lock=True)
    asked, text = _question(question), clean_text("answer.md", content)
    if (asked, text) == (pack.question, pack.content):
        return pack
    check_seen(pack, _OBJECT, seen_revision)
    pack.question, pack.content = asked, text
    pack.changed_by, pack.changed_at = actor_id(by), datetime.now(UTC)
    pack.sha256, pack.snapshot_id, pack.files = None, None, {}
    voided = _back_to_draft(pack, _CHANGED)
    save_revised(pack)
    _keep_revision(pack)
    _event(by, "change", pack, {"voided": voided})
    return pack


def keep_answer(
    *,
    by: User | str,
    answer_id: str,
    revision: int,
    snapshot_id: str,
    sha256: str,
    files: Mapping[str, MadeFile],
) -> AnswerPack:
    """Keep what was built of one revision on a snapshot, and return the answer.

    ``sha256``: digest of question, wording, snapshot and numbers; another one than what was signed
    voids the signatures. Errors: NotPermittedError; NotFoundError; TransitionError when the answer
    was changed meanwhile; StorageError.
    """
    check_actor(by, "change", _OBJECT)
    tier = tier_of(snapshot_id)
    kept = keep_all(files)
    with transaction.atomic():
        pack = find(AnswerPack, answer_id, lock=True)
        if pack.revision != revision:
            raise TransitionError("The answer was changed meanwhile.", do="Build it again.")
        if (sha256, kept) == (pack.sha256, pack.files):
            return pack
        voided = _back_to_draft(pack, _REBUILT) if sha256 != pack.sha256 else []
        pack.sha256, pack.snapshot_id, pack.files = sha256, snapshot_id, kept
        pack.save()
        told = {"snapshot": snapshot_id, "tier": tier, "sha256": sha256, "voided": voided}
        _event(by, "change", pack, told)
    return pack


@transaction.atomic
def sign_answer(
    *, by: User | str, answer_id: str, step: str, seen_sha256: str, note: str = ""
) -> SignOff:
    """Sign an answer as checked, or off, and return the signature.

    ``seen_sha256``: digest of what the signer looked at. Errors: NotPermittedError; NotFoundError;
    InputError for no such step; TransitionError when the rule is against it.
    """
    if step not in SIGNING:
        raise InputError(f"{step!r} is no signature.", where=Where(field="step"))
    check_actor(by, SIGNING[step], _OBJECT)
    pack = find(AnswerPack, answer_id, lock=True)
    who = actor_id(by)
    standing = pack.signatures.filter(step_code="checked", voided_at__isnull=True).first()
    check_sign(
        step,
        who,
        AnswerFacts(
            pack.state_code, pack.sha256, seen_sha256, pack.changed_by,
            standing.signed_by if standing else None,
        ),
    )  # fmt: skip
    signature = SignOff.objects.create(
        public_id=new_id(),
        pack=pack,
        step_code=step,
        role_code=_role(by, SIGNING[step]),
        signed_by=who,
        signed_at=datetime.now(UTC),
        revision=pack.revision,
        sha256=seen_sha256,
        note=note.strip() or None,
    )
    pack.state_code = step
    pack.save(update_fields=["state_code"])
    _event(by, "step", pack, {"to": step, "sha256": seen_sha256, "role": signature.role_code})
    return signature


def keep_signed_files(answer_id: str, sha256: str, files: Mapping[str, MadeFile]) -> None:
    """Keep the papers of an answer as they were signed, beside its proofs.

    What was changed meanwhile keeps nothing. Errors: NotFoundError; StorageError.
    """
    kept = keep_all(files)
    with transaction.atomic():
        pack = lock(find(AnswerPack, answer_id))
        if (pack.state_code, pack.sha256) == ("signed_off", sha256):
            pack.files = {**pack.files, **kept}
            pack.save(update_fields=["files"])


def _next_id(now: datetime) -> str:
    """The next number of the year: it is printed, and people say it on the telephone."""
    _one_number_at_a_time()
    number = AnswerPack.objects.filter(created_at__year=now.year).count() + 1
    while AnswerPack.objects.filter(public_id=f"answer-{now.year}-{number}").exists():
        number += 1
    return f"answer-{now.year}-{number}"


def _one_number_at_a_time() -> None:
    """Until the transaction ends. On SQLite it has held the write lock since it began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _question(text: str) -> str:
    question = clean_text("question", text).strip()
    if not question or len(question) > _LONGEST_QUESTION:
        raise InputError(
            "The question is blank, or too long.",
            where=Where(field="question"),
            do=f"State it in at most {_LONGEST_QUESTION} characters.",
        )
    return question


def _back_to_draft(pack: AnswerPack, why: str) -> list[str]:
    """Have no signature count any more, and return which did."""
    standing = pack.signatures.filter(voided_at__isnull=True)
    voided = list(standing.order_by("pk").values_list("public_id", flat=True))
    standing.update(voided_at=datetime.now(UTC), voided_why=why)
    pack.state_code = "draft"
    return voided


def _keep_revision(pack: AnswerPack) -> None:
    AnswerRevision.objects.create(
        public_id=link_id(pack.public_id, str(pack.revision)),
        pack=pack, revision=pack.revision, question=pack.question, content=pack.content,
        changed_by=pack.changed_by, changed_at=pack.changed_at,
    )  # fmt: skip


def _role(by: User | str, action: str) -> str:
    """The role in which somebody signs: of those that may, the first in the order of roles."""
    if not isinstance(by, User):
        return SYSTEM
    may = PERMISSIONS[_OBJECT][action] & frozenset(roles_of(by))
    return next(role for role in ROLES if role in may)


def _event(by: User | str, verb: str, pack: AnswerPack, payload: Mapping[str, object]) -> None:
    record_event(
        by=by, verb=verb, object_type=_OBJECT, object_id=pack.public_id,
        payload=as_payload({"revision": pack.revision, **payload}),
    )  # fmt: skip
