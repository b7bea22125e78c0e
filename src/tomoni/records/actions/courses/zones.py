"""From which zone a participant attends, where the country has several or they are elsewhere."""

from __future__ import annotations

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.zones import zone_names
from tomoni.records.models import ParticipantZone, Participation, User

from ..audit import as_payload, record_event
from ..common import find
from .completing import of_participation
from .scopes import check_may


@transaction.atomic
def set_zone(*, by: User | str, participation_id: str, zone: str | None) -> Participation:
    """Keep the zone from which a participant attends, None: the country's; return the participant.

    Errors: NotPermittedError; NotFoundError; InputError for a zone that does not exist.
    """
    participation = find(Participation, participation_id, lock=True)
    check_may(by, "change", of_participation(participation, "participant_zone"))
    if zone is not None and zone not in zone_names():
        raise InputError("There is no such time zone.", where=Where(field="zone"))
    chosen = ParticipantZone.objects.filter(participation=participation)
    before = chosen.values_list("zone", flat=True).first()
    if before == zone:
        return participation
    if zone is None:
        chosen.delete()
    else:
        ParticipantZone.objects.update_or_create(
            participation=participation, defaults={"zone": zone}
        )
    record_event(
        by=by, verb="change", object_type="participation", object_id=participation_id,
        payload=as_payload({"fields": ["zone"]}),
    )  # fmt: skip
    return participation
