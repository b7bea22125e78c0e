"""The employer's word on an action plan: by a link that opens once, or by focal point or officer.

The link's token is made of the instance's secret key and the request's id whenever the message
leaves; the ledger keeps its digest alone. The superior's address is kept for the sending only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.core.validators import validate_email
from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import ActionPlan, EmployerEndorsement, Notice, User
from tomoni.rules.courses.action_plans import (
    LINK_DAYS,
    check_answer,
    check_ask_employer,
    check_link,
)

from ..audit import actor_id, as_payload, record_event
from ..common import find, new_id
from ..invitations import digest_of
from ..notices import queue_notice
from .action_plans import find_plan, of_plan, step_plan
from .scopes import check_may, roles_for
from .steps import lock

EMPLOYER = "employer"
"""The actor in the audit: whoever read the mail of the address."""
_SALT = "tomoni.employer-endorsement"
_ERASED = "erased"
_OFFICERS = frozenset({"programme_officer", "administrator"})


@dataclass(frozen=True, slots=True)
class EmployerAnswer:
    """What the employer says. ``endorses``: else the plan is returned, which needs a comment."""

    endorses: bool
    name: str
    post: str = ""
    comment: str = ""


def token_of_request(request_id: str) -> str:
    """Return the token of the link of a request."""
    return f"{request_id}.{Signer(salt=_SALT).signature(request_id)}"


@transaction.atomic
def ask_employer(
    *, by: User | str, plan_id: str, address: str, language: str = "en"
) -> EmployerEndorsement:
    """Send a superior the link to a plan, and return the request. An open one is taken back.

    Errors: NotPermittedError; NotFoundError; InputError for an unfit address; TransitionError when
    the plan is not submitted, or the address is the participant's own.
    """
    plan = lock(find_plan(plan_id))
    check_may(by, "create", of_plan(plan, "employer_endorsement"))
    cleaned = _checked(address)
    check_ask_employer(plan.state_code, cleaned, _own_addresses(plan))
    now = datetime.now(UTC)
    for old in plan.endorsements.select_for_update().filter(
        answered_at__isnull=True, withdrawn_at__isnull=True
    ):
        _withdraw(old, now)
    public_id = new_id()
    request = EmployerEndorsement.objects.create(
        public_id=public_id, plan=plan, via_code="employer", address=cleaned,
        token_sha256=digest_of(token_of_request(public_id)), asked_by=actor_id(by), asked_at=now,
        expires_at=now + timedelta(days=LINK_DAYS),
    )  # fmt: skip
    queue_notice(
        template_code="endorsement_requested", event_key=_key(request), address=cleaned,
        language=language,
        parameters={
            "course": plan.participation.edition.course.title,
            "expires": f"{request.expires_at:%Y-%m-%d}",
        },
    )  # fmt: skip
    _record(request, "create", by, {})
    return request


def open_request(token: str) -> EmployerEndorsement:
    """Return the request that a link opens, with its plan.

    Errors: NotFoundError for a token of no request; TransitionError when it was used, taken back,
    or its time is over.
    """
    rows = EmployerEndorsement.objects.select_related(
        "plan__participation__person", "plan__participation__edition__course"
    )
    found = rows.filter(token_sha256=digest_of(token)).first()
    if found is None:
        raise NotFoundError("This link opens nothing.", do="Check that it was copied whole.")
    check_link(_is_open(found))
    return found


@transaction.atomic
def answer_request(token: str, answer: EmployerAnswer) -> EmployerEndorsement:
    """Take the employer's answer by a link, once, and return it.

    Errors: NotFoundError; TransitionError when the link is spent, nobody is named, the plan is not
    before the employer any more, or it is returned without a comment.
    """
    request = lock(open_request(token))
    check_link(_is_open(request))
    check_answer(answer.name.strip())
    _fill(request, answer, datetime.now(UTC))
    _take(request.plan, answer, EMPLOYER)
    _record(request, "answer", EMPLOYER, {"answer": request.answer_code})
    return request


@transaction.atomic
def endorse_plan(
    *, by: User | str, plan_id: str, answer: EmployerAnswer, seen_revision: int | None = None
) -> EmployerEndorsement:
    """Note what the employer said, by focal point or officer, and return it.

    Errors: NotPermittedError; NotFoundError; TransitionError as ``answer_request``, or when others
    changed the plan meanwhile.
    """
    plan = lock(find_plan(plan_id))
    subject = of_plan(plan, "employer_endorsement")
    check_may(by, "create", subject)
    check_answer(answer.name.strip())
    now = datetime.now(UTC)
    for old in plan.endorsements.select_for_update().filter(
        answered_at__isnull=True, withdrawn_at__isnull=True
    ):
        _withdraw(old, now)
    via = "officer" if roles_for(by, subject) & _OFFICERS else "focal_point"
    noted = EmployerEndorsement(
        public_id=new_id(), plan=plan, via_code=via, asked_by=actor_id(by), asked_at=now
    )
    _fill(noted, answer, now)
    _take(plan, answer, by, seen_revision)
    _record(noted, "answer", by, {"answer": noted.answer_code, "via": via})
    return noted


@transaction.atomic
def withdraw_request(*, by: User | str, request_id: str) -> EmployerEndorsement:
    """Take a request back: its link opens nothing from now on. Return it.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is not open any more.
    """
    request = find(EmployerEndorsement, request_id, lock=True)
    check_may(by, "withdraw", of_plan(request.plan, "employer_endorsement"))
    check_link(_is_open(request))
    _withdraw(request, datetime.now(UTC))
    _record(request, "withdraw", by, {})
    return request


@transaction.atomic
def clear_addresses(now: datetime | None = None) -> int:
    """Remove the addresses of requests whose link has expired; return how many."""
    moment = now or datetime.now(UTC)
    expired = EmployerEndorsement.objects.select_for_update().filter(
        address__isnull=False, expires_at__lt=moment
    )
    count = 0
    for request in expired:
        _forget_address(request)
        request.save(update_fields=["address"])
        count += 1
    return count


def _fill(request: EmployerEndorsement, answer: EmployerAnswer, now: datetime) -> None:
    _forget_address(request)
    request.answered_at = now
    request.answer_code = "endorsed" if answer.endorses else "returned"
    request.endorser_name = answer.name.strip()
    request.endorser_post = answer.post.strip() or None
    request.comment = answer.comment.strip() or None
    request.save()


def _take(
    plan: ActionPlan, answer: EmployerAnswer, by: User | str, seen_revision: int | None = None
) -> None:
    step_plan(
        by=by, plan_id=plan.public_id, verb="endorse" if answer.endorses else "revise",
        reason=answer.comment, seen_revision=seen_revision,
    )  # fmt: skip


def _withdraw(request: EmployerEndorsement, now: datetime) -> None:
    _forget_address(request)
    request.withdrawn_at = now
    request.save(update_fields=["withdrawn_at", "address"])


def _forget_address(request: EmployerEndorsement) -> None:
    """Remove the address here and from the message, which is not sent where it still waits."""
    if request.address is None:
        return
    request.address = None
    own = Notice.objects.filter(event_key=_key(request))
    own.filter(state_code="waiting").update(state_code="failed", problem="The request was closed.")
    own.update(address=_ERASED)


def _is_open(request: EmployerEndorsement) -> bool:
    return (
        request.answered_at is None
        and request.withdrawn_at is None
        and request.expires_at is not None
        and request.expires_at > datetime.now(UTC)
    )


def _key(request: EmployerEndorsement) -> str:
    return f"employer-endorsement:{request.public_id}"


def _own_addresses(plan: ActionPlan) -> list[str]:
    person = plan.participation.person
    return [one for one in (person.email, person.user.email if person.user else None) if one]


def _checked(address: str) -> str:
    cleaned = address.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise InputError(
            "This is no e-mail address.", where=Where(field="address"), do="Mend it."
        ) from error
    return cleaned


def _record(
    request: EmployerEndorsement, verb: str, by: User | str, payload: Mapping[str, object]
) -> None:
    record_event(
        by=by, verb=verb, object_type="employer_endorsement", object_id=request.public_id,
        payload=as_payload({"plan_id": request.plan.public_id, **payload}),
    )  # fmt: skip
