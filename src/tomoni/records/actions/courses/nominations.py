"""Nominations: entered and changed by the country, filled by the nominee, taken through states.

What is typed is never lost to a deadline: a draft may be saved after it; only forwarding is not
possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.labels import Label, joined
from tomoni.records.models import Call, Nomination, Participation, Person, User
from tomoni.records.queries.courses.eligibility import unchecked_rules
from tomoni.rules.courses.call_checks import takes_nominations
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.nominating import LEFT, check_edit_nomination, check_enter
from tomoni.rules.courses.nominations import NOMINATION
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.courses.persons import search_name
from tomoni.rules.permissions import can_act

from ..audit import SYSTEM, as_payload, record_event
from ..common import find, new_id
from .announcing import announce_nomination
from .dossiers import missing_in
from .participants import take_seat_step
from .persons import PersonValues, change_person, create_person, subject_of
from .scopes import check_may, of_country, of_nomination, roles_for
from .steps import Condition, check_seen, lock, save_revised, take_step

OFFICERS = frozenset({"programme_officer", "administrator"})
_OWN = ("organisation", "post", "profession_code", "participation_role_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeValues:
    """A nominee as a country enters one. None: not stated."""

    family_name: str
    given_name: str | None = None
    native_name: str | None = None
    sex_code: str = "undisclosed"
    birth_year: int | None = None
    email: str | None = None
    organisation: str | None = None
    post: str | None = None
    profession_code: str | None = None
    participation_role_code: str = "participant"

    def person(self, country_code: str) -> PersonValues:
        """Return what of it is about the person rather than the post."""
        return PersonValues(
            country_code=country_code, family_name=self.family_name, given_name=self.given_name,
            native_name=self.native_name, sex_code=self.sex_code, birth_year=self.birth_year,
            email=self.email,
        )  # fmt: skip


def stripped(values: NomineeValues) -> NomineeValues:
    """Return the values without blanks around them; blank ones are missing."""
    texts = ("given_name", "native_name", "email", "organisation", "post", "profession_code")
    clean = {name: (getattr(values, name) or "").strip() or None for name in texts}
    return replace(values, family_name=values.family_name.strip(), **clean)


@transaction.atomic
def enter_nomination(
    *, by: User | str, call_id: str, country_code: str, values: NomineeValues
) -> Nomination:
    """Enter a nominee of a country as a draft, last in its order, and return the nomination.

    A person of the same country with the same address and name is taken to be the same. Errors:
    NotPermittedError; NotFoundError; InputError; RefusedError when the country has no seats, the
    call has not opened, or the person is nominated to it already.
    """
    call = lock(find(Call, call_id))
    check_may(by, "create", of_country(call, country_code))
    given = _checked(values)
    person = known_person(country_code, given)
    check_enter(
        call.state_code,
        on_clock(call.opens_at, call.course.zone) if call.opens_at else "–",
        call.course.allotments.filter(country_code=country_code).exists(),
        country_code,
        person is not None and _live(call).filter(person=person).exists(),
    )
    if person is None:
        person = create_person(given.person(country_code), by=by, course_id=call.course.public_id)
    last = call.nominations.aggregate(number=Max("number"))["number"] or 0
    ranks = _live(call).filter(country_code=country_code).aggregate(rank=Max("rank"))
    nomination = Nomination.objects.create(
        public_id=new_id(), call=call, person=person, country_code=country_code,
        number=last + 1, rank=(ranks["rank"] or 0) + 1, updated_at=datetime.now(UTC),
        **{name: getattr(given, name) for name in _OWN},
    )  # fmt: skip
    _record(nomination, "create", by, {"call_id": call_id, "country_code": country_code})
    return nomination


@transaction.atomic
def change_nomination(
    *, by: User | str, nomination_id: str, values: NomineeValues, seen_revision: int | None
) -> Nomination:
    """Change what a nomination says of the nominee and return it.

    Names change only while this is all that is recorded of the person: who came to a course before
    is changed by the institute. Errors: NotPermittedError; NotFoundError; InputError;
    TransitionError when it was sent, or changed since ``seen_revision``.
    """
    nomination = lock(find(Nomination, nomination_id))
    subject = of_nomination(nomination)
    check_may(by, "change", subject)
    check_seen(nomination, "nomination", seen_revision)
    is_officer = not roles_for(by, subject).isdisjoint(OFFICERS)
    check_edit_nomination(nomination.state_code, is_officer)
    given = _checked(values)
    changed = [name for name in _OWN if getattr(nomination, name) != getattr(given, name)]
    for name in changed:
        setattr(nomination, name, getattr(given, name))
    person_changed = names_are_open(nomination) and _change_person(nomination, given, by)
    if not changed and not person_changed:
        return nomination
    save_revised(nomination)
    fields = [*changed, *(["nominee"] if person_changed else [])]
    _record(nomination, "change", by, {"fields": sorted(fields)})
    return nomination


def names_are_open(nomination: Nomination) -> bool:
    """Whether the person is known from this nomination alone."""
    person = nomination.person
    return not (
        Participation.objects.filter(person=person).exists()
        or person.nominations.exclude(pk=nomination.pk).exists()
    )


@transaction.atomic
def step_nomination(
    *,
    by: User | str,
    nomination_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
    now: datetime | None = None,
    conditions: Mapping[str, Condition] | None = None,
) -> Nomination:
    """Take a step of a nomination and return it.

    ``conditions``: of the guards that are asked elsewhere (scores, selection runs). Errors:
    NotPermittedError; NotFoundError; TransitionError.
    """
    nomination = find(Nomination, nomination_id)
    instant = now or datetime.now(UTC)
    held = take_step(
        NOMINATION, nomination, verb, by=by, subject=of_nomination(nomination), reason=reason,
        seen_revision=seen_revision,
        conditions={**nomination_conditions(instant), **(conditions or {})},
        changes=_changes(verb, instant), announce=announce_nomination,
    )  # fmt: skip
    if verb == "withdraw":
        _give_up_seat(held, by, reason, instant)
    if verb == "complete":
        # What was checked before the dossier changed proves nothing any more.
        held.checks.all().delete()
    return held


def _give_up_seat(held: Nomination, by: User | str, reason: str, now: datetime) -> None:
    """Whom the country withdraws gives up the seat that was offered or accepted."""
    seat = Participation.objects.filter(nomination=held, edition__course__isnull=False).first()
    verb = {"offered": "decline"}.get(seat.state_code, "withdraw") if seat else ""
    if seat is not None and PARTICIPATION.step(verb, seat.state_code) is not None:
        take_seat_step(seat, verb, by=by, reason=reason, now=now)


def _changes(verb: str, now: datetime) -> dict[str, Any] | None:
    if verb == "forward":
        return {"forwarded_at": now}
    return {"rank": None} if verb in ("withdraw", "mark_duplicate") else None


def nomination_conditions(now: datetime) -> Mapping[str, Condition]:
    """Return the conditions of a nomination's steps at an instant, by the guard's code."""

    def call_takes(nomination: Nomination) -> dict[str, str] | None:
        call = nomination.call
        if takes_nominations(call.state_code, call.closes_at, now):
            return None
        return {"closes": on_clock(call.closes_at, call.course.zone) if call.closes_at else "–"}

    return {
        "dossier_is_complete": _dossier_is_complete,
        "call_takes_nominations": call_takes,
        "rules_are_checked": _rules_are_checked,
    }


def _dossier_is_complete(nomination: Nomination) -> dict[str, Label] | None:
    missing = missing_in(nomination)
    return {"missing": joined(missing)} if missing else None


def _rules_are_checked(nomination: Nomination) -> dict[str, str] | None:
    count = unchecked_rules(nomination)
    return {"count": str(count)} if count else None


def known_person(country_code: str, values: NomineeValues) -> Person | None:
    """Return the person of a country who has this address and this name; None: nobody."""
    if not values.email:
        return None
    name = search_name(values.family_name, values.given_name, values.native_name)
    found = Person.objects.filter(
        country_code=country_code, email__iexact=values.email, search_name=name,
        erased_at__isnull=True,
    ).order_by("pk")  # fmt: skip
    person = found.first()
    return person if person is None or person.merged_into is None else person.merged_into


def _live(call: Call) -> Any:
    return call.nominations.exclude(state_code__in=LEFT)


def _checked(values: NomineeValues) -> NomineeValues:
    given = stripped(values)
    if not given.family_name and not given.native_name:
        raise InputError("The nominee has no name.", where=Where(field="family_name"))
    lists = {"profession_code": "profession", "participation_role_code": "participation_role"}
    for name, list_name in lists.items():
        value = getattr(given, name)
        if value is not None and not codelist(list_name).is_active(value):
            raise InputError(f"{value!r} is not in the list.", where=Where(field=name))
    return given


def _change_person(nomination: Nomination, given: NomineeValues, by: User | str) -> bool:
    """Change the person as the institute would: the country may, since it is all that is known."""
    person = nomination.person
    wanted = replace(
        given.person(nomination.country_code),
        preferred_language_code=person.preferred_language_code,
    )
    stored = {name: getattr(person, name) for name in PersonValues.__slots__}
    if stored == {name: getattr(wanted, name) for name in PersonValues.__slots__}:
        return False
    # A mandate for one course alone does not reach persons, who belong to none; it does reach this
    # nomination, whose own event names who asked.
    may = can_act(roles_for(by, subject_of(person)), "change", "person")
    nomination.person = change_person(person.public_id, wanted, by=by if may else SYSTEM)
    return True


def _record(nomination: Nomination, verb: str, by: User | str, payload: dict[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="nomination", object_id=nomination.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
