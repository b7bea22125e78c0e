"""Editions that a roster names and the ledger does not have yet."""

from __future__ import annotations

from typing import Any

from tomoni.records.models import Activity, Edition, Series, User
from tomoni.records.queries.people.rosters import EditionPlan
from tomoni.rules.entries import can_enter

from ..activities import create_activity
from ..audit import as_payload, record_event
from ..common import find, refuse_taken, stated
from ..loading.columns import date_columns

# What an edition is where the series' own activity is more than a course, such as an institute.
_PLAIN_KIND = "training_course"


def edition_for(series: Series, plan: EditionPlan, *, by: User | str) -> Edition:
    """Return the edition of a plan, made where it is missing, dated where it was not.

    A new edition is held, its number rests on the roster, and its activity is a part of the series'
    own. Writes the audit events of both.
    """
    if plan.edition_id is not None:
        return _dated(find(Edition, plan.edition_id, lock=True), plan.year, by)
    public_id = f"{series.public_id}-{plan.number if plan.number is not None else plan.year}"
    refuse_taken(Edition, public_id)
    held = stated(str(plan.year))
    edition = Edition.objects.create(
        public_id=public_id,
        series=series,
        activity=_activity(series, public_id, plan, by),
        status_code="held",
        number=plan.number,
        number_basis_code=None if plan.number is None else "roster",
        **date_columns("held", held),
    )
    if plan.number is not None and not series.is_numbered:
        Series.objects.filter(pk=series.pk).update(is_numbered=True)
    payload = {"series_id": series.public_id, "number": plan.number, "held": held}
    _record(by, "create", public_id, payload | {"held": str(plan.year)})
    return edition


def _activity(series: Series, public_id: str, plan: EditionPlan, by: User | str) -> Activity:
    like: Activity = series.activity
    is_course = can_enter(like.kind_code, "graduates") and like.kind_code != "institute_operation"
    name = f"No. {plan.number}" if plan.number is not None else str(plan.year)
    more: dict[str, Any] = {
        "course_theme": like.course_theme,
        "target_group": like.target_group,
        "purpose_code": like.purpose_code,
        "purpose_confidence_code": like.purpose_confidence_code,
    }
    return create_activity(
        by=by,
        activity_id=public_id,
        title=f"{series.name}, {name}",
        summary=f"Held in {plan.year}, as the institute's roster lists it.",
        kind_code=like.kind_code if is_course else _PLAIN_KIND,
        theme_code=like.theme_code,
        granularity_code="specific",
        parties=like.parties.order_by("pk").values_list("party__public_id", "role_code"),
        start=str(plan.year),
        end=str(plan.year),
        status_code="completed",
        series_id=series.public_id,
        parent_activity_id=like.public_id,
        **{name: value for name, value in more.items() if value is not None},
    )


def _dated(edition: Edition, year: int | None, by: User | str) -> Edition:
    """State the year of an edition that has none; a stated one stays."""
    if edition.held_first is None and year is not None:
        for name, value in date_columns("held", stated(str(year))).items():
            setattr(edition, name, value)
        edition.save()
        _record(by, "change", edition.public_id, {"held": str(year)})
    return edition


def _record(by: User | str, verb: str, public_id: str, payload: dict[str, Any]) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="edition",
        object_id=public_id,
        payload=as_payload(payload),
    )
