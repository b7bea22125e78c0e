"""What a call rests on, in versions: the form, the eligibility rules, the selection policy.

A published version never changes; what is edited after it is the next one. With the policy goes the
commitment to a seed: its SHA-256 is public before anybody is scored, the seed after the decision.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.labels import Label
from tomoni.records.models import Call, CallDocument, User
from tomoni.records.queries.courses.allotment import needs_of
from tomoni.rules.courses.call_checks import check_edit, check_publish
from tomoni.rules.courses.dossiers import read_form
from tomoni.rules.courses.eligibility_rules import read_rules
from tomoni.rules.courses.scoring import read_scoring

from ..audit import as_payload, record_event
from ..common import find, link_id
from .policy import completed_policy, read_policy
from .scopes import check_may, of_call
from .steps import check_seen, lock, save_revised

KINDS: tuple[str, ...] = ("form", "eligibility", "selection_policy")


def latest_document(call: Call, kind_code: str) -> CallDocument | None:
    """Return the latest version of one document of a call; None: there is none."""
    return call.documents.filter(kind_code=kind_code).order_by("-version").first()


def check_content(kind_code: str, content: Mapping[str, Any]) -> None:
    """Errors: InputError naming what of a document cannot be read, or may not be asked."""
    if kind_code == "form":
        read_form(content)
    elif kind_code == "eligibility":
        read_rules(content)
    else:
        read_policy(content, "")
        read_scoring(content)


@transaction.atomic
def save_document(
    *,
    by: User | str,
    call_id: str,
    kind_code: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
) -> CallDocument:
    """Save a document of a draft call: its open version, or the next after a published one.

    Errors: NotPermittedError; NotFoundError; InputError; TransitionError when the call is no draft
    or was changed since ``seen_revision``.
    """
    call = lock(find(Call, call_id))
    check_may(by, "change", of_call(call, "call_document"))
    check_seen(call, "call", seen_revision)
    check_edit(call.state_code)
    check_content(kind_code, content)
    latest = latest_document(call, kind_code)
    if latest is not None and latest.content == content:
        return latest
    version = 1 if latest is None else latest.version + (latest.published_at is not None)
    document, _ = CallDocument.objects.update_or_create(
        call=call,
        kind_code=kind_code,
        version=version,
        defaults={
            "public_id": link_id(call_id, kind_code, str(version)),
            "content": dict(content),
        },
    )
    save_revised(call)
    payload = {"fields": [kind_code], "version": version, "sha256": digest_of(content)}
    record_event(
        by=by, verb="change", object_type="call", object_id=call_id, payload=as_payload(payload)
    )
    return document


@transaction.atomic
def publish_documents(*, by: User | str, call_id: str, seen_revision: int | None = None) -> Call:
    """Publish form, eligibility rules and selection policy, commit to a seed, return the call.

    The policy takes in the seats by country and the need as they are known now. Errors:
    NotPermittedError; NotFoundError; InputError for a policy that cannot be read; TransitionError
    when something is missing, the call is published, or it was changed since ``seen_revision``.
    """
    call = lock(find(Call, call_id))
    check_may(by, "publish", of_call(call, "call_document"))
    check_seen(call, "call", seen_revision)
    check_publish(call.state_code, missing_of(call))
    now = datetime.now(UTC)
    digests = {}
    for kind in KINDS:
        document = latest_document(call, kind)
        assert document is not None
        if kind == "selection_policy" and document.published_at is None:
            seats = {**document.content, "seats": call.course.seats}
            document.content = completed_policy(seats, call.course, needs_of(call.course))
            read_policy(document.content, str(document.version))
        if document.published_at is None:
            document.published_at = now
            document.save(update_fields=["content", "published_at"])
        digests[kind] = digest_of(document.content)
    call.seed = secrets.token_hex(32)
    call.seed_commitment = hashlib.sha256(call.seed.encode("ascii")).hexdigest()
    save_revised(call)
    payload = {"fields": list(KINDS), "sha256": digests, "seed_commitment": call.seed_commitment}
    record_event(
        by=by, verb="publish", object_type="call", object_id=call_id, payload=as_payload(payload)
    )
    return call


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document's content, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def missing_of(call: Call) -> list[Label]:
    """Return what a call lacks before it can be approved, in words."""
    missing = []
    if call.opens_at is None or call.closes_at is None:
        missing.append(COURSE_TERMS["call_part"]["times"])
    if not call.course.seats:
        missing.append(COURSE_TERMS["call_part"]["seats"])
    if not call.course.allotments.exists():
        missing.append(COURSE_TERMS["call_part"]["allotments"])
    there = set(call.documents.values_list("kind_code", flat=True))
    words = COURSE_TERMS["call_document_kind"]
    return missing + [words[kind] for kind in KINDS if kind not in there]
