"""Screening: every rule asked of what a dossier says, and an officer where a fact is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import (
    Call,
    DossierDocument,
    EligibilityCheck,
    Nomination,
    Participation,
    User,
)
from tomoni.records.queries.courses.eligibility import rules_in_force, rules_of, unchecked_rules
from tomoni.records.queries.courses.service import CAME, year_of
from tomoni.rules.courses.eligibility import NomineeFacts, RuleResult, check_all
from tomoni.rules.courses.machine import check_step
from tomoni.rules.courses.nominating import (
    check_find,
    check_override,
    check_screen,
)
from tomoni.rules.courses.nominations import NOMINATION

from ..audit import Event, actor_id, as_payload, record_event, record_events
from ..common import find, link_id
from .nominations import step_nomination
from .reviewers import tell_first_eligible
from .scopes import check_may, of_call, of_nomination, roles_for
from .steps import lock

_KEPT_ANEW = ("severity_code", "result_code", "found", "evidence", "officer", "checked_at")


def facts_of(nominations: Sequence[Nomination]) -> dict[int, NomineeFacts]:
    """Return what is known of nominees of one call, by the key of the nomination."""
    if not nominations:
        return {}
    course = nominations[0].call.course
    keys = [one.pk for one in nominations]
    kinds: dict[int, set[str]] = defaultdict(set)
    rows = DossierDocument.objects.filter(nomination__in=keys, removed_at__isnull=True)
    for key, kind in rows.values_list("nomination_id", "kind_code"):
        kinds[key].add(kind)
    years = _earlier_years(nominations)
    on = course.first_day or datetime.now(UTC).date()
    return {
        one.pk: NomineeFacts(
            on=on,
            is_government_nominee=one.forwarded_at is not None,
            experience_years=one.answers.get("experience_years"),
            birth_year=one.person.birth_year,
            degree=one.answers.get("degree"),
            language_level=one.answers.get("language_level"),
            profession=one.profession_code,
            earlier_years=tuple(sorted(years[one.person_id])),
            documents=frozenset(kinds[one.pk]),
            is_medically_cleared=one.answers.get("medical_clearance"),
        )
        for one in nominations
    }


def _earlier_years(nominations: Sequence[Nomination]) -> dict[int, set[int]]:
    """Years in which each person came to the same series, under any row that stands for them."""
    course = nominations[0].call.course
    people = {one.person_id for one in nominations}
    came = Participation.objects.filter(
        edition__series=course.edition.series, state_code__in=CAME,
        edition__held_first__isnull=False, edition__held_first__year__lte=year_of(course),
    ).exclude(edition=course.edition)  # fmt: skip
    years: dict[int, set[int]] = defaultdict(set)
    for column in ("person_id", "person__merged_into_id"):
        found = came.filter(**{f"{column}__in": people})
        for person, held in found.values_list(column, "edition__held_first"):
            years[person].add(held.year)
    return years


@transaction.atomic
def run_checks(*, by: User | str, nomination_id: str) -> Nomination:
    """Ask all rules in force of one nomination and return it.

    What an officer decided about a rule that is still unclear stays. Errors: NotPermittedError;
    NotFoundError; TransitionError when it was not received.
    """
    nomination = lock(find(Nomination, nomination_id))
    check_may(by, "create", of_nomination(nomination, "eligibility_check"))
    check_screen(nomination.state_code)
    _check_these(nomination.call, [nomination], by)
    return nomination


@transaction.atomic
def check_received(*, by: User | str, call_id: str) -> int:
    """Ask all rules of every received nomination of a call; return how many were asked.

    Errors: NotPermittedError; NotFoundError.
    """
    call = lock(find(Call, call_id))
    check_may(by, "create", of_call(call, "eligibility_check"))
    received = call.nominations.filter(state_code="received").select_related("person")
    rows = list(received.order_by("pk"))
    for one in rows:
        one.call = call
    _check_these(call, rows, by)
    return len(rows)


def _check_these(call: Call, nominations: Sequence[Nomination], by: User | str) -> None:
    document = rules_in_force(call)
    if document is None or not nominations:
        return
    rules = rules_of(document)
    facts = facts_of(nominations)
    keys = [one.pk for one in nominations]
    old = EligibilityCheck.objects.filter(nomination__in=keys, rules_version=document.version)
    stored = {(one.nomination_id, one.rule_code): one for one in old}
    rows, events = [], []
    for nomination in nominations:
        results = check_all(rules, facts[nomination.pk])
        said = {}
        for result in results:
            row = stored.get((nomination.pk, result.rule.code))
            is_decided = row is not None and row.result_code != "unclear"
            if result.result != "unclear" or not is_decided:
                rows.append(_row(nomination, document.version, result, by))
                said[result.rule.code] = result.result
        payload = {"rules_version": document.version, "results": said}
        events.append(Event("check", "nomination", nomination.public_id, as_payload(payload)))
    EligibilityCheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["nomination", "rules_version", "rule_code"],
        update_fields=_KEPT_ANEW,
    )
    record_events(events, by=by)


def _row(
    nomination: Nomination, version: int, result: RuleResult, by: User | str
) -> EligibilityCheck:
    rule = result.rule
    return EligibilityCheck(
        public_id=link_id(nomination.public_id, str(version), rule.code),
        nomination=nomination,
        rules_version=version,
        rule_code=rule.code,
        severity_code=rule.severity,
        result_code=result.result,
        found=result.found,
        officer=actor_id(by),
        checked_at=datetime.now(UTC),
    )


@transaction.atomic
def decide_rule(
    *, by: User | str, nomination_id: str, rule_code: str, result_code: str, evidence: str
) -> EligibilityCheck:
    """Let an officer decide a rule that the facts leave unclear, with the evidence; return it.

    Errors: NotPermittedError; NotFoundError; InputError without evidence; RefusedError when the
    facts decide the rule; TransitionError when the nomination is not screened.
    """
    nomination = lock(find(Nomination, nomination_id))
    check_may(by, "change", of_nomination(nomination, "eligibility_check"))
    check_screen(nomination.state_code)
    if result_code not in ("met", "not_met"):
        raise InputError("A rule is met or not met.", where=Where(field="result_code"))
    if not evidence.strip():
        raise InputError("No evidence is given.", where=Where(field="evidence"), do="Say it.")
    document = rules_in_force(nomination.call)
    rule = next((one for one in rules_of(document) if one.code == rule_code), None)
    if document is None or rule is None:
        raise NotFoundError(f"There is no rule {rule_code!r}.", do="Reload the page.")
    computed = check_all([rule], facts_of([nomination])[nomination.pk])[0]
    check_override(computed.result)
    row = _row(nomination, document.version, computed, by)
    check, _ = EligibilityCheck.objects.update_or_create(
        nomination=nomination,
        rules_version=document.version,
        rule_code=rule_code,
        defaults={
            "public_id": row.public_id,
            "severity_code": rule.severity,
            "result_code": result_code,
            "found": computed.found,
            "evidence": evidence.strip(),
            "officer": actor_id(by),
            "checked_at": row.checked_at,
        },
    )
    payload = {"rule": rule_code, "result": result_code, "rules_version": document.version}
    record_event(
        by=by, verb="decide", object_type="nomination", object_id=nomination_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return check


@transaction.atomic
def find_nominee(
    *,
    by: User | str,
    nomination_id: str,
    is_eligible: bool,
    reason: str = "",
    seen_revision: int | None = None,
) -> Nomination:
    """Find a nominee eligible, or not, on the rules in force, and return the nomination.

    Errors: NotPermittedError; NotFoundError; TransitionError when a rule is unchecked, the rules
    say otherwise, a reason is missing, or it was changed since ``seen_revision``.
    """
    nomination = lock(find(Nomination, nomination_id))
    target = "eligible" if is_eligible else "ineligible"
    document = rules_in_force(nomination.call)
    version = document.version if document else 0
    checks = nomination.checks.filter(rules_version=version)
    if not unchecked_rules(nomination):
        check_find(target, list(checks.values_list("severity_code", "result_code")))
    if is_eligible:
        tell_first_eligible(nomination.call)
    return step_nomination(
        by=by, nomination_id=nomination_id, verb=f"find_{target}", reason=reason,
        seen_revision=seen_revision,
    )  # fmt: skip


@transaction.atomic
def receive_forwarded(*, by: User | str, call_id: str) -> int:
    """Receive every forwarded nomination of a call at once; return how many.

    Errors: NotPermittedError; NotFoundError.
    """
    call = lock(find(Call, call_id))
    check_step(NOMINATION, "receive", "forwarded", roles_for(by, of_call(call, "nomination")))
    rows = list(call.nominations.filter(state_code="forwarded").select_for_update().order_by("pk"))
    now = datetime.now(UTC)
    for one in rows:
        one.state_code, one.revision, one.updated_at = "received", one.revision + 1, now
    Nomination.objects.bulk_update(rows, ["state_code", "revision", "updated_at"], batch_size=500)
    payload = {"from": "forwarded", "to": "received", "step": "receive"}
    if rows:
        record_events([Event("step", "nomination", one.public_id, payload) for one in rows], by=by)
    return len(rows)
