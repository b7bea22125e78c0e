"""What a series was called in which years, and which years and numbers it left out."""

from __future__ import annotations

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import Series, SeriesGap, SeriesName, User
from tomoni.rules.courses.numbering import NameInForce, check_name

from ..audit import as_payload, record_event
from ..common import check_actor, find, new_id, why_given


def numbers_of(series: Series) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers that editions of a series bear, and those that were left out."""
    used = series.editions.filter(number__isnull=False).values_list("number", flat=True)
    left_out = series.gaps.filter(number__isnull=False).values_list("number", flat=True)
    return frozenset(used), frozenset(left_out)


def names_of(series: Series) -> tuple[NameInForce, ...]:
    """Return the recorded names of a series, earliest first."""
    rows = series.names.values_list("name", "name_ja", "first_year", "last_year")
    return tuple(sorted((NameInForce(*row) for row in rows), key=lambda one: one.first_year or 0))


@transaction.atomic
def add_series_name(
    *,
    by: User | str,
    series_id: str,
    name: str,
    name_ja: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
) -> SeriesName:
    """Record what a series was called in some years and return the row.

    A name that still runs is closed with the year before the new one begins. Errors:
    NotPermittedError; NotFoundError; InputError for a blank name or years that meet another name's.
    """
    check_actor(by, "create", "series_name")
    series = find(Series, series_id, lock=True)
    if not name.strip():
        raise InputError("The name is blank.", where=Where(field="name"))
    closed = _close_running(series, first_year)
    new = NameInForce(name.strip(), (name_ja or "").strip() or None, first_year, last_year)
    check_name(new, names_of(series))
    row = SeriesName.objects.create(
        public_id=new_id(), series=series, name=new.name, name_ja=new.name_ja,
        first_year=first_year, last_year=last_year,
    )  # fmt: skip
    payload = {
        "series_id": series_id,
        "name": new.name,
        "name_ja": new.name_ja,
        "first_year": first_year,
        "last_year": last_year,
        "closed": closed,
    }
    _record(by, "series_name", row.public_id, payload)
    return row


def _close_running(series: Series, first_year: int | None) -> str | None:
    if first_year is None:
        return None
    running = series.names.filter(last_year__isnull=True).first()
    if running is None or (running.first_year or 0) >= first_year:
        return None
    running.last_year = first_year - 1
    running.save(update_fields=["last_year"])
    closed: str = running.public_id
    return closed


@transaction.atomic
def add_series_gap(
    *,
    by: User | str,
    series_id: str,
    reason: str,
    year: int | None = None,
    number: int | None = None,
) -> SeriesGap:
    """Record that a series had no edition in a year, or left a number out, and return the row.

    Errors: NotPermittedError; NotFoundError; InputError without a reason, without year and number,
    or for a number that an edition bears.
    """
    check_actor(by, "create", "series_gap")
    series = find(Series, series_id, lock=True)
    if year is None and number is None:
        raise InputError("Neither a year nor a number is given.", where=Where(field="year"))
    used, left_out = numbers_of(series)
    if number is not None and number in used | left_out:
        raise InputError(
            f"The number {number} is in use or left out already.", where=Where(field="number")
        )
    row = SeriesGap.objects.create(
        public_id=new_id(), series=series, year=year, number=number, reason=why_given(reason)
    )
    payload = {"series_id": series_id, "year": year, "number": number, "why": row.reason}
    _record(by, "series_gap", row.public_id, payload)
    return row


def _record(by: User | str, object_type: str, object_id: str, payload: dict[str, object]) -> None:
    record_event(
        by=by, verb="create", object_type=object_type, object_id=object_id,
        payload=as_payload(payload),
    )  # fmt: skip
