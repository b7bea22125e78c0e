"""Activities with what belongs to them, and what is known of their present state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from tomoni.records.actions.common import link_id
from tomoni.records.models import (
    Activity,
    ActivityCountry,
    ActivityFramework,
    ActivityParty,
    ActivityRegion,
    Document,
    Mention,
    Series,
)

from .cells import Row
from .writer import Pending, Writer
from .writers import link, links

# What a pledge's window ends is the promise, not the work: it is not completed by the calendar.
_PLEDGE_KINDS = frozenset({"pledge", "multi_year_pledge"})


class ActivityWriter(Writer):
    """Activities; wider activity and series are linked once both are there."""

    model, object_type = Activity, "activity"
    later = frozenset({"parent_activity_id", "series_id", "regions"})
    at_first = frozenset({"is_top_level"})

    def prepare_file(self) -> None:
        self.parents: list[tuple[str | None, str]] = []
        self.series: list[tuple[str | None, str]] = []

    def prepare(self, rows: Sequence[Row]) -> None:
        ids = {m["document_id"] for row in rows for m in row.get("mentions") or []}
        documents = Document.objects.filter(public_id__in=ids)
        self.documents = {
            public_id: (key, year)
            for public_id, key, year in documents.values_list("public_id", "id", "edition_year")
        }

    def context(self, row: Row) -> object:
        """The latest edition that mentions it, which its status rests on."""
        return self._last_reported(row)

    def columns(self, row: Row) -> dict[str, Any]:
        document_id, year = self._last_reported(row) or (None, None)
        return {
            "is_top_level": True,
            "is_policy": row["granularity_code"] == "policy",
            "last_reported_document_id": self.documents[document_id][0] if document_id else None,
            "last_reported_year": year,
            "status_code": row.get("status_code") or self._status(row, year),
        }

    def _last_reported(self, row: Row) -> tuple[str, int | None] | None:
        """Return the latest edition that mentions the activity; an undated one comes first."""
        mentioned = {m["document_id"] for m in row.get("mentions") or []}
        editions = [(self.documents[public_id][1], public_id) for public_id in mentioned]
        if not editions:
            return None
        year, public_id = max(editions, key=lambda edition: (edition[0] or 0, edition[1]))
        return public_id, year

    def _status(self, row: Row, last_reported_year: int | None) -> str:
        """Completed when it had ended by the latest edition that mentions it; else unknown."""
        end = self.load.setting.date(row.get("end"))
        if end is None or last_reported_year is None or row["kind_code"] in _PLEDGE_KINDS:
            return "last_reported"
        return "completed" if end.last.year <= last_reported_year else "last_reported"

    def parts(self, record: Activity, row: Row) -> list[Model]:
        return list(self._parts(record, row))

    def _parts(self, activity: Activity, row: Row) -> Iterator[Model]:
        key, keys = activity.public_id, self.load.keys
        for country in row.get("countries") or []:
            code = country["country_code"]
            yield ActivityCountry(
                public_id=link_id(key, code),
                activity=activity,
                country_code=code,
                basis_code=country["basis_code"],
                is_open_list=bool(country.get("is_open_list")),
            )
        for region in row.get("regions") or []:
            yield ActivityRegion(
                public_id=link_id(key, region), activity=activity, region_code=region
            )
        for party in row.get("parties") or []:
            yield ActivityParty(
                public_id=link_id(key, party["party_id"], party["role_code"]),
                activity=activity,
                party_id=keys["parties", party["party_id"]],
                role_code=party["role_code"],
            )
        for framework in row.get("frameworks") or []:
            framework_id, provision_id = framework["framework_id"], framework.get("provision_id")
            yield ActivityFramework(
                public_id=link_id(*filter(None, (key, framework_id, provision_id))),
                activity=activity,
                framework_id=keys["frameworks", framework_id],
                provision_id=keys["provisions", provision_id] if provision_id else None,
            )
        for mention in row.get("mentions") or []:
            document_id, start, end = mention["document_id"], mention["start"], mention["end"]
            yield Mention(
                public_id=link_id(key, document_id, f"{start}-{end}"),
                activity=activity,
                document_id=keys["documents", document_id],
                start=start,
                end=end,
            )

    def drop_parts(self, record: Activity) -> None:
        for parts in ("countries", "regions", "parties", "frameworks", "mentions"):
            getattr(record, parts).all().delete()

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        self.parents += links(written, "parent_activity_id")
        self.series += links(written, "series_id")

    def finish(self) -> None:
        """Link each activity to its wider one; both columns that say so change in one statement."""
        table = Activity._meta.db_table
        sql = (
            f'UPDATE "{table}" SET parent_activity_id ='
            f' (SELECT id FROM "{table}" WHERE public_id = %s), is_top_level = %s'
            " WHERE public_id = %s"
        )
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(target, target is None, own) for target, own in self.parents])

    def link_series(self) -> None:
        """Link activities to their series, which are written after them."""
        link(Activity, "series_id", Series, self.series)
