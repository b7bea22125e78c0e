"""Findings of what a later edition no longer says, where it holds the section in full."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from tomoni.catalogue.errors import InputError
from tomoni.records.models import Claim, Document, Finding, User
from tomoni.records.queries.editions import edition_texts
from tomoni.rules.editions import compare_editions
from tomoni.rules.findings import classify_silence
from tomoni.rules.identity import derived_id

from .audit import record_events
from .common import check_actor
from .findings_new import creation_of, save_claims, topic_of
from .loading.findings import facts_of


@transaction.atomic
def record_silences(
    earlier_id: str, later_id: str, claim_ids: Collection[str], *, by: User | str
) -> list[Finding]:
    """Record that a later edition says nothing of these claims, and return the new findings.

    Each is open until somebody adjudicates it; one that is on record already is not made again.
    Errors: NotPermittedError; NotFoundError; RefusedError when the documents are no two editions;
    InputError when the later edition does say one of them, or does not hold its section.
    """
    check_actor(by, "create", "finding")
    compared = compare_editions(*edition_texts(earlier_id, later_id))
    dropped = {
        claim_id
        for one in compared.statements
        if one.change == "dropped"
        for claim_id in one.earlier
    }
    wrong = sorted(set(claim_ids) - dropped)
    if wrong:
        raise InputError(
            f"{later_id} is not silent on {', '.join(wrong)}.", do="Compare the editions again."
        )
    later = Document.objects.get(public_id=later_id)
    claims = Claim.objects.filter(public_id__in=claim_ids).select_related(
        "activity__parent_activity", "document", "framework"
    )
    found = [_record(claim, later, by) for claim in claims.order_by("public_id")]
    return [one for one in found if one is not None]


def _record(claim: Claim, later: Document, by: User | str) -> Finding | None:
    public_id = derived_id(claim.public_id, f"silence {later.public_id}")
    if later.edition_year is None or Finding.objects.filter(public_id=public_id).exists():
        return None
    classified = classify_silence(facts_of(claim), later.edition_year, section_is_held=True)
    finding = Finding.objects.create(
        public_id=public_id,
        topic=topic_of(claim),
        basis_code="silence",
        later_document=later,
        class_code=classified.class_code,
        rule_reason_code=classified.reason_code,
        scope_code="cross_document",
    )
    save_claims(finding, [claim], frozenset())
    later_id = later.public_id
    event = creation_of(finding, "silence", [claim.public_id], later_document_id=later_id)
    record_events([event], by=by)
    return finding
