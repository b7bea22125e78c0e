"""Activities: entered as drafts, with their countries and parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.records.models import (
    Activity,
    ActivityCountry,
    ActivityFramework,
    ActivityParty,
    ActivityRegion,
    User,
)

from .common import check_actor, columns_of, link_id, record_created, refuse_taken


@transaction.atomic
def create_activity(
    *,
    by: User | str,
    activity_id: str,
    title: str,
    summary: str,
    kind_code: str,
    theme_code: str,
    granularity_code: str,
    countries: Iterable[tuple[str, str]] = (),
    regions: Iterable[str] = (),
    parties: Iterable[tuple[str, str]] = (),
    frameworks: Iterable[str] = (),
    **values: object,
) -> Activity:
    """Enter an activity as a draft and return it.

    ``countries``: code and basis of each; ``parties``: id and role of each; ``regions`` and
    ``frameworks``: codes and ids. ``values``: further fields of ``activities`` under their contract
    names, dates as ``start`` and ``end``. Writes the activity, its links and one audit event.
    Errors: NotPermittedError; InputError for a taken id, an unknown field, code or place, or when a
    field that the kind requires is missing; NotFoundError for a reference to no record.
    """
    check_actor(by, "create", "activity")
    refuse_taken(Activity, activity_id)
    given = {
        "activity_id": activity_id,
        "title": title,
        "summary": summary,
        "kind_code": kind_code,
        "theme_code": theme_code,
        "granularity_code": granularity_code,
        **values,
    }
    columns = columns_of("activities", given)
    _refuse_missing(kind_code, columns)
    activity = Activity.objects.create(
        **columns, is_top_level=columns.get("parent_activity_id") is None
    )
    links = {
        "countries": [list(pair) for pair in countries],
        "regions": list(regions),
        "parties": [list(pair) for pair in parties],
        "frameworks": list(frameworks),
    }
    _link(activity, links)
    record_created("activity", activity_id, given | links, by=by)
    return activity


def _refuse_missing(kind_code: str, columns: Mapping[str, object]) -> None:
    """A kind names the fields without which an activity of it says too little."""
    for name in KINDS_BY_CODE[kind_code].required:
        if columns.get(name) is None:
            raise InputError(
                f"An activity of the kind {kind_code} needs {name}.",
                where=Where(field=name),
                do="State it, or choose another kind.",
            )


def _link(activity: Activity, links: Mapping[str, list]) -> None:
    key = activity.public_id
    for country, basis in links["countries"]:
        _create(
            ActivityCountry, "activity_countries", activity_country_id=link_id(key, country),
            activity_id=key, country_code=country, basis_code=basis,
        )  # fmt: skip
    for region in links["regions"]:
        _create(
            ActivityRegion, "activity_regions", activity_region_id=link_id(key, region),
            activity_id=key, region_code=region,
        )  # fmt: skip
    for party, role in links["parties"]:
        _create(
            ActivityParty, "activity_parties", activity_party_id=link_id(key, party, role),
            activity_id=key, party_id=party, role_code=role,
        )  # fmt: skip
    for framework in links["frameworks"]:
        _create(
            ActivityFramework, "activity_frameworks",
            activity_framework_id=link_id(key, framework), activity_id=key, framework_id=framework,
        )  # fmt: skip


def _create(model: type, table: str, **values: str) -> None:
    columns = columns_of(table, values)
    refuse_taken(model, columns["public_id"])
    model.objects.create(**columns)
