"""How far a mandate reaches: over which records its role counts.

A role says what may be done (``permission_table``); its mandate says to whose records. A subject
that does not state what the mandate is bound to is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .permission_table import PORTFOLIO_TYPES

COUNTRY_ROLES = frozenset({"focal_point", "embassy", "agency_office"})
OWN_ROLES = frozenset({"nominee", "participant", "alumnus"})
# Committee members and lecturers serve the courses they are assigned to, never all of them.
ASSIGNED_ROLES = frozenset({"committee_member", "lecturer"})

_SHARED = frozenset({"series_name", "series_gap", "calendar_feed", *PORTFOLIO_TYPES}) | {
    # The directory holds what its people agreed to show; associations by themselves name nobody.
    "directory_entry", "association", "association_activity",
}  # fmt: skip
# Kept once for all courses: who runs one course reads and mends the whole register.
_REGISTERS = frozenset({"lecturer"})
# What is the same for every country and nominee.
_OF_THE_COURSE = frozenset(
    {"course_edition", "course_provision", "call", "call_document", "general_information",
     "follow_up_scheme", "workshop_group"}
)  # fmt: skip
# Nominations that the country has not forwarded are the country's own matter.
_NOT_FORWARDED = frozenset({"draft", "submitted", "endorsed"})
_BEFORE_SCREENED = _NOT_FORWARDED | {
    "forwarded", "received", "incomplete", "ineligible", "withdrawn", "duplicate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldMandate:
    """One role in force. ``country_code``: the one country it speaks for; ``scope_id``: the public
    id of the one course it is for, None: all courses of the institute."""

    role_code: str
    country_code: str | None = None
    scope_id: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is done to: the kind of record, and whose it is. None: not stated.

    ``course_id``, ``person_id``: public ids. ``country_code``: country of the record.
    """

    object_type: str
    course_id: str | None = None
    country_code: str | None = None
    person_id: str | None = None


REACHES: tuple[str, ...] = ("anywhere", "course", "assigned", "country", "own")


def reach_of(role_code: str, object_type: str) -> str:
    """Return how far a role reaches among records of a kind.

    ``anywhere``; ``course``: all courses, or the one that the mandate names; ``assigned``: the one
    that it names and no other; ``country``: the mandate's; ``own``: of the person itself.
    """
    if object_type in _SHARED:
        return "anywhere"
    if role_code in ASSIGNED_ROLES:
        return "assigned"
    if object_type not in _OF_THE_COURSE:
        if role_code in COUNTRY_ROLES:
            return "country"
        if role_code in OWN_ROLES:
            return "own"
    return "anywhere" if object_type in _REGISTERS else "course"


def reaches(mandate: HeldMandate, subject: Subject, own_person_id: str | None = None) -> bool:
    """Whether the subject lies within the mandate; ``own_person_id``: who holds it, as a person."""
    reach = reach_of(mandate.role_code, subject.object_type)
    if reach == "anywhere":
        return True
    if mandate.scope_id is None and reach == "assigned":
        return False
    # What a person is and agreed to belongs to no course: it is one's own by any mandate.
    is_of_no_course = reach == "own" and subject.course_id is None
    if mandate.scope_id not in (None, subject.course_id) and not is_of_no_course:
        return False
    if reach == "country":
        return mandate.country_code is not None and mandate.country_code == subject.country_code
    if reach == "own":
        return own_person_id is not None and own_person_id == subject.person_id
    return True


def roles_over(
    mandates: Iterable[HeldMandate], subject: Subject, own_person_id: str | None = None
) -> frozenset[str]:
    """Return the roles that count for a subject: those of the mandates that reach it.

    State machines are asked with these roles.
    """
    return frozenset(one.role_code for one in mandates if reaches(one, subject, own_person_id))


def sees_nomination_in(role_code: str, state_code: str) -> bool:
    """Whether a role sees nominations in this state at all.

    Embassies and agency offices see what was forwarded; committee members what was found eligible.
    """
    if role_code in {"embassy", "agency_office"}:
        return state_code not in _NOT_FORWARDED
    if role_code == "committee_member":
        return state_code not in _BEFORE_SCREENED
    return True
