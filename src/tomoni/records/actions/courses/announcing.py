"""Whom a step tells: messages are queued with the change and sent after it is committed.

No message names a nominee or says what was decided: that is read at the desk, after signing in.
"""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.records.models import Call, CourseEdition, Nomination, Participation, User
from tomoni.records.queries.courses.receivers import focal_points, officers
from tomoni.rules.courses.moments import on_clock

from ..notices import queue_notice

_TO_OFFICERS = frozenset({"nomination_withdrawn"})
_TO_NOMINEE = frozenset({"dossier_reopened", "dossier_incomplete", "nomination_forwarded",
                         "nomination_decided"})  # fmt: skip
_TO_COUNTRY = frozenset({"dossier_incomplete", "nomination_decided"})
_NAMES_DEADLINE = frozenset({"call_published", "deadline_extended"})
_OFFER_TO_SELF = frozenset({"offer_made", "offer_lapsed"})
_OFFER_TO_OFFICERS = frozenset(
    {"offer_accepted", "offer_declined", "offer_lapsed", "participation_withdrawn"}
)


def announce_course(course: CourseEdition, template_code: str, event_key: str) -> None:
    """Tell the focal points of the countries that have seats in an edition."""
    countries = course.allotments.values_list("country_code", flat=True)
    receivers = focal_points(countries, course.public_id)
    _queue(receivers, template_code, event_key, {"course": course.title})


def announce_call(call: Call, template_code: str, event_key: str) -> None:
    """Tell the focal points of the countries that a call is for."""
    countries = call.course.allotments.values_list("country_code", flat=True)
    parameters = {"course": call.course.title}
    if template_code in _NAMES_DEADLINE:
        closes = call.closes_at
        parameters["closes"] = on_clock(closes, call.course.zone) if closes else "–"
    receivers = focal_points(countries, call.course.public_id)
    _queue(receivers, template_code, event_key, parameters)


def announce_nomination(nomination: Nomination, template_code: str, event_key: str) -> None:
    """Tell the nominee, the country or the institute, as the message asks."""
    course = nomination.call.course
    receivers: list[User] = []
    if template_code in _TO_NOMINEE and nomination.person.user is not None:
        receivers.append(nomination.person.user)
    if template_code in _TO_COUNTRY:
        receivers += focal_points([nomination.country_code], course.public_id)
    if template_code in _TO_OFFICERS:
        receivers += officers(course.public_id)
    language = nomination.person.preferred_language_code
    _queue(receivers, template_code, event_key, {"course": course.title}, language)


def announce_participation(held: Participation, template_code: str, event_key: str) -> None:
    """Tell the participant, the focal points of the country, or the institute of a seat."""
    course: CourseEdition = held.edition.course
    person = held.person
    parameters = {"course": course.title}
    if template_code == "offer_made":
        expires = held.offer_expires_at
        parameters["expires"] = on_clock(expires, course.zone) if expires else "–"
    if template_code in _OFFER_TO_SELF and person.user is not None:
        language = person.preferred_language_code
        _queue([person.user], template_code, event_key, parameters, language)
    receivers = set(focal_points([held.country_code], course.public_id))
    if template_code in _OFFER_TO_OFFICERS:
        receivers |= set(officers(course.public_id))
    ordered = sorted(receivers - {person.user}, key=lambda user: user.pk)
    _queue(ordered, template_code, event_key, parameters)


def _queue(
    receivers: Iterable[User],
    template_code: str,
    event_key: str,
    parameters: dict[str, str],
    language: str = "en",
) -> None:
    """One message for each account that has an address."""
    for user in receivers:
        if user.email:
            queue_notice(
                template_code=template_code,
                event_key=f"{event_key}:{user.public_id}",
                user=user,
                language=language,
                parameters=parameters,
            )
