"""What goes into each kind of letter. Texts are given in the letter's language; None: unknown."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from ..typesetting import Language, printed_date, printed_period
from .model import Frame
from .template import FieldValue


@dataclass(frozen=True)
class CourseFacts:
    """The edition as letters speak of it. ``title`` is the whole printed title with its number.

    ``edition``: its series and number within it; ``provisions``: those of its theme.
    """

    title: str
    starts: date | None
    ends: date | None
    theme: str | None = None
    edition: str | None = None
    provisions: tuple[str, ...] = ()
    place: str | None = None
    modality: str | None = None
    working_language: str | None = None
    seats: int | None = None
    background: str | None = None
    objectives: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    expenses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddressedPerson:
    """The person a letter is about. Passport and birth stand in a letter for a visa alone."""

    name: str
    country: str
    post: str | None = None
    organisation: str | None = None
    born: date | None = None
    passport_number: str | None = None


@dataclass(frozen=True)
class GeneralInformation:
    """The booklet that governments receive with a call for nominations.

    ``opens`` and ``closes`` are instants in words, on the host's clocks and in UTC. ``policy``: how
    the institute selects; ``steps``: how a government nominates; ``other_seats``: seats that are
    not for the countries' nominees.
    """

    frame: Frame
    course: CourseFacts
    deadline: date
    notify_by: date | None = None
    channel: str | None = None
    contact: str | None = None
    opens: str | None = None
    closes: str | None = None
    confirm_by: date | None = None
    other_seats: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invitation:
    """A note verbale that invites a government to nominate. ``government`` as it is addressed.

    ``seats`` and ``nominations`` are for this country: seats kept, and names asked for.
    """

    frame: Frame
    course: CourseFacts
    government: str
    deadline: date
    seats: int | None = None
    nominations: int | None = None
    channel: str | None = None
    contact: str | None = None


@dataclass(frozen=True)
class VisaSupport:
    """A letter to a consular post in support of one participant's visa."""

    frame: Frame
    course: CourseFacts
    person: AddressedPerson
    arrives: date
    departs: date
    lodging: str | None = None
    costs: str | None = None
    contact: str | None = None


@dataclass(frozen=True)
class Acceptance:
    """A letter that tells one nominee of the offer of a seat."""

    frame: Frame
    course: CourseFacts
    person: AddressedPerson
    reply_by: date
    expenses_note: str | None = None
    next_steps: tuple[str, ...] = ()
    contact: str | None = None


LetterValues = GeneralInformation | Invitation | VisaSupport | Acceptance


def field_values(values: LetterValues) -> dict[str, FieldValue]:
    """Return the fields that a template may name, as text in the letter's language."""
    frame, course = values.frame, values.course
    language = frame.language
    named: dict[str, FieldValue] = {
        "institute": frame.head.institute,
        "reference": frame.reference,
        "issued_on": printed_date(frame.issued_on, language),
        "addressee": frame.addressee[0] if frame.addressee else None,
        "course": course.title,
        "period": printed_period(course.starts, course.ends, language)
        if course.starts and course.ends
        else None,
    }
    for part in (course, *_person_of(values), values):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name not in {"frame", "course", "person", "title", "starts", "ends"}:
                named[_name(part, field.name)] = _as_text(value, language)
    return named


def _person_of(values: LetterValues) -> tuple[AddressedPerson, ...]:
    return (values.person,) if isinstance(values, VisaSupport | Acceptance) else ()


def _name(part: object, name: str) -> str:
    """``{name}`` of a person is ``{person}``; seats of a country are told from all seats."""
    if isinstance(part, AddressedPerson) and name == "name":
        return "person"
    if isinstance(part, Invitation) and name == "seats":
        return "country_seats"
    return name


def _as_text(value: object, language: Language) -> FieldValue:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return tuple(map(str, value)) or None
    if isinstance(value, date):
        return printed_date(value, language)
    return str(value)
