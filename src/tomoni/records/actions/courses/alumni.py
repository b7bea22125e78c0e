"""Alumni: who joins them, what each lets others see, and messages that give no address away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import (
    AlumniMessage,
    AlumniProfile,
    Consent,
    CourseEdition,
    Mandate,
    Participation,
    Person,
    User,
)
from tomoni.records.queries.people.directory import directory_person
from tomoni.rules.courses.alumni import check_message
from tomoni.rules.courses.participations import PARTICIPATION

from ..audit import SYSTEM, as_payload, record_event
from ..common import find, new_id
from ..notices import queue_notice
from ..users import grant_mandate
from .completing import of_participation
from .persons import check_open, subject_of
from .scopes import check_may, of_course
from .steps import check_seen, lock, save_revised, take_step

ROLE = "alumnus"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ProfileValues:
    """What an alumnus lets other alumni see beside name and country."""

    about: str | None = None
    shows_courses: bool = False
    shows_profession: bool = False
    shows_post: bool = False
    takes_messages: bool = False


@transaction.atomic
def join_alumni(
    *, by: User | str, participation_id: str, seen_revision: int | None = None
) -> Participation:
    """Count somebody with a certificate among the alumni; their account may open the directory.

    Nobody is listed by it: that takes the person's own consent. Returns the participation. Errors:
    NotPermittedError; NotFoundError; TransitionError without a certificate.
    """
    participation = find(Participation, participation_id)
    held = take_step(
        PARTICIPATION, participation, "join_alumni", by=by,
        subject=of_participation(participation), conditions={}, seen_revision=seen_revision,
    )  # fmt: skip
    if held.person.user is not None:
        welcome(held.person.user)
    return held


@transaction.atomic
def join_all(*, by: User | str, course_id: str) -> int:
    """Count everybody of an edition with a certificate among the alumni; return how many joined.

    Errors: NotPermittedError; NotFoundError.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "change", of_course(course, "participation"))
    certified = course.edition.participations.filter(state_code="certified").order_by("pk")
    ready = list(certified.values_list("public_id", flat=True))
    for public_id in ready:
        join_alumni(by=by, participation_id=public_id)
    return len(ready)


def welcome(user: User) -> None:
    """Give an account the role of an alumnus, once."""
    if not Mandate.objects.filter(user=user, role_code=ROLE, end__isnull=True).exists():
        grant_mandate(by=SYSTEM, user=user, role_code=ROLE)


@transaction.atomic
def save_profile(
    *, by: User | str, person_id: str, values: ProfileValues, seen_revision: int | None = None
) -> AlumniProfile:
    """Keep what an alumnus lets others see, and return it. Errors: NotPermittedError;
    NotFoundError; TransitionError for an erased person, or when it changed meanwhile.
    """
    person = find(Person, person_id, lock=True)
    held = AlumniProfile.objects.select_for_update().filter(person=person).first()
    subject = subject_of(person, "alumni_profile")
    check_may(by, "change" if held else "create", subject)
    check_open(person)
    if held is None:
        held = AlumniProfile(public_id=new_id(), person=person, updated_at=datetime.now(UTC))
    else:
        check_seen(held, "alumni_profile", seen_revision)
    wanted = {**asdict(values), "about": (values.about or "").strip() or None}
    changed = sorted(name for name, value in wanted.items() if getattr(held, name) != value)
    if held.pk is not None and not changed:
        return held
    for name, value in wanted.items():
        setattr(held, name, value)
    verb = "create" if held.pk is None else "change"
    if held.pk is None:
        held.save()
    else:
        save_revised(held)
    _record("alumni_profile", held.public_id, verb, by, {"fields": changed})
    return held


@transaction.atomic
def send_message(*, by: User, to_id: str, body: str) -> AlumniMessage:
    """Write to an alumnus through the desk, and return the message; neither address is shown.

    ``to_id``: key of the directory's entry. Errors: NotPermittedError; NotFoundError for somebody
    who is not listed; RefusedError for one who takes no messages, too many a day, or no text.
    """
    sender = _own_person(by)
    recipient = directory_person(to_id)
    if recipient is None:
        raise NotFoundError("There is nobody by this entry.", do="Go back to the directory.")
    check_may(by, "create", subject_of(sender, "alumni_message"))
    # Held so that two messages at a time are counted one after the other.
    lock(sender)
    recent = AlumniMessage.objects.filter(sender=sender, sent_at__gt=datetime.now(UTC) - _DAY)
    text = body.strip()
    profile: AlumniProfile | None = getattr(recipient, "alumni_profile", None)
    reachable = recipient.user is not None and recipient.user.is_active
    check_message(
        takes_messages=reachable and profile is not None and profile.takes_messages,
        is_oneself=recipient.pk == sender.pk, sent_today=recent.count(),
        unanswered=recent.filter(recipient=recipient).count(), length=len(text),
    )  # fmt: skip
    message = AlumniMessage.objects.create(
        public_id=new_id(), sender=sender, recipient=recipient, body=text,
        sent_at=datetime.now(UTC),
    )  # fmt: skip
    queue_notice(
        template_code="alumni_message", event_key=f"alumni-message:{message.public_id}",
        user=recipient.user, language=recipient.preferred_language_code,
    )  # fmt: skip
    _record("alumni_message", message.public_id, "create", by, {})
    return message


@transaction.atomic
def read_message(*, by: User, message_id: str) -> AlumniMessage:
    """Return a message that was sent to the own person, and note that it was opened.

    Errors: NotPermittedError; NotFoundError.
    """
    rows = AlumniMessage.objects.select_related("sender", "recipient")
    message = rows.filter(public_id=message_id, recipient__user=by).first()
    if message is None:
        raise NotFoundError("There is no such message.", do="Go back to your messages.")
    check_may(by, "change", subject_of(message.recipient, "alumni_message"))
    if message.read_at is None:
        message.read_at = datetime.now(UTC)
        message.save(update_fields=["read_at"])
    return message


def is_listed(person: Person) -> bool:
    """Whether a person is in the directory: by a consent in force, and nothing else."""
    return Consent.objects.filter(
        person=person, scope_code="directory", withdrawn_at__isnull=True
    ).exists()


def _own_person(user: User) -> Person:
    person: Person | None = getattr(user, "person", None)
    if person is None:
        raise NotFoundError("The account belongs to no person of the courses.", do="Ask us.")
    return person


def _record(
    object_type: str, object_id: str, verb: str, by: User | str, payload: Mapping[str, object]
) -> None:
    record_event(
        by=by, verb=verb, object_type=object_type, object_id=object_id,
        payload=as_payload(payload),
    )  # fmt: skip
