"""Cumulative totals as of a date: recorded and withdrawn, never summed, never edited."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import Activity, AuditEvent, Observation, User
from tomoni.rules.dates import StatedDate
from tomoni.rules.entries import ObservationFacts, check_observation
from tomoni.rules.qualifiers import interval
from tomoni.rules.quantities import Quantity

from .audit import as_payload, record_event
from .common import check_actor, columns_of, find, new_id, refuse_taken, stated, why_given
from .loading.columns import amount_columns


@dataclass(frozen=True, slots=True)
class ObservationValues:
    """A cumulative total as it is recorded. References are public ids; None: not stated.

    ``since`` and ``cutoff``: dates as stated. Bounds follow from the qualifier.
    """

    activity_id: str
    claim_id: str
    measure_code: str
    quantity: Quantity
    unit_code: str
    cutoff: StatedDate | str
    cutoff_basis_code: str
    qualifier_code: str = "exact"
    currency_code: str | None = None
    population_code: str | None = None
    series_id: str | None = None
    since: StatedDate | str | None = None
    observation_id: str | None = None


# What makes two totals of one kind, counted up to one date.
_KIND = (
    "activity_id",
    "series_id",
    "measure_code",
    "population_code",
    "unit_code",
    "currency_code",
    "since_stated",
    "cutoff_stated",
)


@transaction.atomic
def record_observation(values: ObservationValues, *, by: User | str) -> Observation:
    """Record one total as a draft; it becomes the one that counts at its cut-off. Return it.

    An earlier total of the same kind and cut-off stays on record, no longer active. Writes the
    observation and its audit event. Errors: NotPermittedError; InputError when the rules or the
    catalogue refuse a value; NotFoundError for a reference to no record.
    """
    check_actor(by, "create", "observation")
    observation_id = values.observation_id or new_id()
    refuse_taken(Observation, observation_id)
    names = [field.name for field in fields(values) if field.name != "quantity"]
    given = {name: getattr(values, name) for name in names}
    columns = columns_of("observations", given | {"observation_id": observation_id})
    bounds = interval(values.quantity, values.qualifier_code)
    check_observation(
        ObservationFacts(
            activity_kind=Activity.objects.get(pk=columns["activity_id"]).kind_code,
            measure_code=values.measure_code,
            quantity=values.quantity,
            unit_code=values.unit_code,
            currency_code=values.currency_code,
            since=stated(values.since),
            cutoff=stated(values.cutoff),
            low=bounds.low,
            high=bounds.high,
        )
    )
    observation = Observation(**columns, **amount_columns(values.quantity, bounds))
    superseded = list(_of_one_kind(observation).filter(is_active=True).order_by("pk"))
    _of_one_kind(observation).filter(is_active=True).update(is_active=False)
    observation.save(force_insert=True)
    payload = {
        "activity_id": values.activity_id,
        "claim_id": values.claim_id,
        "measure_code": values.measure_code,
        "quantity": str(values.quantity),
        "qualifier_code": values.qualifier_code,
        "cutoff_stated": observation.cutoff_stated,
        "supersedes": [one.public_id for one in superseded],
    }
    _record(observation, "create", by, payload)
    return observation


@transaction.atomic
def withdraw_observation(observation_id: str, *, by: User | str, why: str) -> Observation:
    """Take a wrong total out of every figure; it stays on record. Return it.

    The latest total of the same kind and cut-off that has not been withdrawn counts again.
    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when it
    has been withdrawn already.
    """
    check_actor(by, "reverse", "observation")
    reason = why_given(why)
    observation = find(Observation, observation_id, lock=True)
    withdrawn = AuditEvent.objects.filter(object_type="observation", verb="withdraw")
    if withdrawn.filter(object_id=observation_id).exists():
        raise TransitionError(
            f"Observation {observation_id} has been withdrawn already.",
            do="Record the right total anew.",
        )
    was_active = observation.is_active
    observation.is_active = False
    observation.save(update_fields=["is_active"])
    left = _of_one_kind(observation).exclude(pk=observation.pk)
    left = left.exclude(public_id__in=withdrawn.values("object_id")).order_by("pk")
    restored = left.last() if was_active else None
    if restored is not None:
        Observation.objects.filter(pk=restored.pk).update(is_active=True)
    payload = {"why": reason, "restores": restored.public_id if restored else None}
    _record(observation, "withdraw", by, payload)
    return observation


def _of_one_kind(observation: Observation) -> QuerySet[Observation]:
    """All totals of the same thing up to the same date. A date or population may be missing."""
    same = {name: getattr(observation, name) for name in _KIND}
    return Observation.objects.filter(
        **{name: value for name, value in same.items() if value is not None},
        **{f"{name}__isnull": True for name, value in same.items() if value is None},
    )


def _record(
    observation: Observation, verb: str, by: User | str, payload: dict[str, object]
) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="observation",
        object_id=observation.public_id,
        payload=as_payload(payload),
    )
