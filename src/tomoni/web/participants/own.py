"""The participation that a signed-in person opens as the own one."""

from __future__ import annotations

from django.http import HttpRequest

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import Participation, User
from tomoni.rules.courses.offering import SEATED, is_told

from .tabs import participant_tabs

_RELATED = ("edition__course", "edition__series", "person__user", "nomination__call")


def own_participations(user: User) -> list[Participation]:
    """Return what the person of an account takes or took part in, the latest first.

    An offer that was not sent yet is not among them.
    """
    rows = Participation.objects.filter(person__user=user, edition__course__isnull=False)
    found = rows.select_related(*_RELATED).order_by("-pk")
    return [one for one in found if is_told(one.state_code, one.offer_expires_at)]


def own_participation(request: HttpRequest, participation_id: str) -> Participation:
    """Return a participation of the signed-in person, with edition and course on it.

    Errors: NotFoundError for one of somebody else, or an offer that was not sent yet.
    """
    rows = Participation.objects.select_related(*_RELATED)
    found = rows.filter(
        public_id=participation_id, person__user=request.user, edition__course__isnull=False
    ).first()
    if found is None or not is_told(found.state_code, found.offer_expires_at):
        raise NotFoundError("There is no such course of yours.", do="Go back to your own page.")
    return found


def is_seated(participation: Participation) -> bool:
    """Whether the participant holds a seat: accepted, and neither withdrawn nor dismissed."""
    return participation.state_code in SEATED


def participant_context(participation: Participation, here: str) -> dict[str, object]:
    """Return what every tab of a participant's own page shows; ``here``: name of the tab."""
    return {
        "participation": participation,
        "course": participation.edition.course,
        "tabs": participant_tabs(participation, here),
    }
