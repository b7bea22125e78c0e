"""Certificates: issued once for each participation and kind, and revoked with a reason.

Each certificate is one transaction: an issuing that was cut short is run again and goes on where it
stopped. What is printed is kept with the certificate, so that it is always set to the same bytes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Prefetch

from tomoni.catalogue.errors import RefusedError
from tomoni.records.models import Certificate, CourseEdition, Participation, SigningKey, User
from tomoni.rules.courses.completion import check_issue, check_revoke, kind_due
from tomoni.rules.courses.participations import PARTICIPATION

from ..audit import record_event
from ..common import find, new_id
from ..notices import queue_notice
from .completing import attended, of_participation
from .scopes import check_may, of_course
from .steps import lock, take_step

LIST_SIZE = 131_072
_FINISHED = ("completed", "partially_completed", "certified", "alumnus")

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a certificate's bit stands: number of the status list, and the place in it."""

    status_list: int
    index: int


class Issuer(Protocol):
    """Says what a certificate holds, and signs its badge."""

    def facts(
        self, participation: Participation, kind: str, number: str, issued_at: datetime
    ) -> dict[str, Any]:
        """Return what is printed and said, as JSON values."""

    def sign(self, facts: dict[str, Any], certificate_id: str, place: Place, kid: str) -> str:
        """Return the signed badge of these facts."""


def certificates_due(course: CourseEdition) -> list[tuple[Participation, str]]:
    """Return each participation of an edition that lacks a certificate, with the kind due.

    Who holds one of that kind in force lacks none; nor does who had one revoked for good. People
    who were erased and lines of older rosters receive none.
    """
    rows = (
        course.edition.participations.filter(state_code__in=_FINISHED, origin_code="course")
        .filter(person__erased_at__isnull=True)
        .select_related("person__user", "edition__course", "edition__series")
        .prefetch_related(Prefetch("certificates", Certificate.objects.order_by("pk")))
    )
    kinds = ((one, kind_due(_finished_state(one), attended(one))) for one in rows.order_by("pk"))
    return [(one, kind) for one, kind in kinds if _lacks(one.certificates.all(), kind)]


def _finished_state(participation: Participation) -> str:
    """The state it was finished in: whoever is certified without a day completed in part."""
    return "completed" if participation.completed_on else "partially_completed"


def _lacks(certificates: Iterable[Certificate], kind: str) -> bool:
    return all(one.kind_code != kind or one.may_follow for one in certificates)


def issue_certificates(
    *, by: User | str, course_id: str, issuer: Issuer, progress: Progress | None = None
) -> list[str]:
    """Issue what is due in an edition and return the public ids of the new certificates.

    Running it again, or twice at a time, issues nothing twice. Errors: NotPermittedError;
    NotFoundError; TransitionError for an edition that is not held yet; RefusedError when no key is
    in service.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "create", of_course(course, "certificate"))
    check_issue(course.state_code)
    due = certificates_due(course)
    issued = []
    for done, (participation, kind) in enumerate(due):
        if progress:
            progress(done, len(due))
        certificate = _issue(course, participation, kind, issuer, by)
        if certificate is not None:
            issued.append(certificate.public_id)
    if progress:
        progress(len(due), len(due))
    return issued


@transaction.atomic
def _issue(
    course: CourseEdition, participation: Participation, kind: str, issuer: Issuer, by: User | str
) -> Certificate | None:
    """Issue one certificate; None when somebody else was quicker.

    The key's row is held meanwhile: one certificate after the other takes its number and place.
    """
    key = SigningKey.objects.select_for_update().filter(retired_at__isnull=True).last()
    if key is None:
        raise RefusedError("No key signs badges.", do="Run `tomoni badge rotate`.")
    standing = Certificate.objects.filter(participation=participation).order_by("pk")
    if not _lacks(standing, kind):
        return None
    now = datetime.now(UTC).replace(microsecond=0)
    public_id, place = new_id(), _draw_place()
    facts = issuer.facts(participation, kind, _number(course), now)
    credential = issuer.sign(facts, public_id, place, key.kid)
    certificate = Certificate.objects.create(
        public_id=public_id,
        participation=participation,
        kind_code=kind,
        number=facts["number"],
        status_list=place.status_list,
        status_index=place.index,
        key=key,
        facts=facts,
        credential=credential,
        sha256=hashlib.sha256(credential.encode("ascii")).hexdigest(),
        issued_at=now,
        issued_by=by.public_id if isinstance(by, User) else by,
    )
    if participation.completed_on and participation.state_code == "completed":
        take_step(
            PARTICIPATION, participation, "certify", by=by,
            subject=of_participation(participation), conditions={},
        )  # fmt: skip
    _tell(certificate, "certificate_issued")
    payload = {"kind": kind, "participation": participation.public_id, "key": key.kid}
    record_event(
        by=by, verb="create", object_type="certificate", object_id=public_id, payload=payload
    )
    return certificate


def _number(course: CourseEdition) -> str:
    """Return the next number of an edition; none is ever given twice, for none is removed."""
    count = Certificate.objects.filter(participation__edition=course.edition).count()
    return f"{course.public_id}-{count + 1:04}".upper()


def _draw_place() -> Place:
    """Draw a free place by lot; a list that is half full is followed by the next."""
    last = Certificate.objects.order_by("-status_list").values_list("status_list", flat=True)
    number = last.first() or 1
    if Certificate.objects.filter(status_list=number).count() * 2 >= LIST_SIZE:
        number += 1
    while True:
        index = secrets.randbelow(LIST_SIZE)
        if not Certificate.objects.filter(status_list=number, status_index=index).exists():
            return Place(number, index)


@transaction.atomic
def revoke_certificate(
    *, by: User | str, certificate_id: str, why: str, may_follow: bool = False
) -> Certificate:
    """Revoke a certificate and return it.

    ``why``: read by the institute and by whom it concerns, published nowhere. ``may_follow``: a
    corrected one is issued the next time; else none of this kind ever is. Errors:
    NotPermittedError; NotFoundError; TransitionError when it is revoked already or no reason is
    given.
    """
    held = lock(find(Certificate, certificate_id))
    check_may(by, "withdraw", of_participation(held.participation, "certificate"))
    check_revoke(held.revoked_at is not None, why)
    held.revoked_at = datetime.now(UTC).replace(microsecond=0)
    held.why, held.may_follow = why.strip(), may_follow
    held.save(update_fields=["revoked_at", "why", "may_follow"])
    _tell(held, "certificate_revoked")
    record_event(
        by=by,
        verb="revoke",
        object_type="certificate",
        object_id=held.public_id,
        payload={"may_follow": may_follow},
    )
    return held


def _tell(certificate: Certificate, template_code: str) -> None:
    """Queue the message to whom the certificate is of, where there is an account."""
    person = certificate.participation.person
    if person.user is None or not person.user.email:
        return
    queue_notice(
        template_code=template_code,
        event_key=f"certificate:{certificate.public_id}:{template_code}",
        user=person.user,
        language=person.preferred_language_code,
        parameters={"course": certificate.participation.edition.course.title},
    )
