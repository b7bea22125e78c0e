"""Every activity of a snapshot as the standard has it, or the reasons why it is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tomoni.exchange.iati.write.elements import is_writable
from tomoni.exchange.iati.write.model import Activity, Organisation, said
from tomoni.exchange.snapshot import Snapshot

from ..source import Row, Source
from . import classes
from .bodies import Bodies
from .dates import activity_dates, activity_status
from .entries import entries_by_activity
from .links import Links
from .money import Money
from .options import IatiOptions
from .recipients import recipients_of
from .results import results_of
from .told import LeftOut, Notes

_TEXTS = ("activity_id", "title", "summary", "target_group", "venue_place")
_COURSE_TEXTS = ("title_ja", "objective", "venue")
_SYMBOLS = re.compile(r"[\s/&|?]")


class Activities:
    """The activities of one public snapshot. Iterate over them once, in order of their ids.

    ``left_out`` is complete when the last one has come.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        source: Source,
        options: IatiOptions,
        reporting: Organisation,
        today: date,
    ) -> None:
        self._snapshot = snapshot
        self._source = source
        self._options = options
        self._today = today
        self._bodies = Bodies(source, options, reporting)
        self._links = Links(source)
        self._prefix = f"{options.identifier}-"
        self.left_out: list[LeftOut] = []
        # Which activities are written has to be known before any refers to another.
        self._begun = {row["activity_id"]: self._begin(row) for row in source.rows("activities")}
        self._written = {key for key, (one, _) in self._begun.items() if one is not None}

    @property
    def number(self) -> int:
        """How many activities are written."""
        return len(self._written)

    def __iter__(self) -> Iterator[Activity]:
        money = Money(self._source, self._bodies, self._today, self._written, self._prefix)
        counts = self._source.entry_counts
        for activity_id, entries in entries_by_activity(self._snapshot, counts, self._written):
            begun, notes = self._begun[activity_id]
            assert begun is not None
            yield self._finish(begun, activity_id, entries, money, notes)
            self._begun[activity_id] = (None, notes)
        self.left_out.extend(one for _, notes in self._begun.values() for one in notes.final())

    def _begin(self, row: Row) -> tuple[Activity | None, Notes]:
        """Return all of an activity but what comes out of its entries or refers to others."""
        activity_id = row["activity_id"]
        notes = Notes(activity_id, row["title"])
        course = next(iter(self._source.of("course_editions", "activity_id", activity_id)), None)
        edition = next(iter(self._source.of("editions", "activity_id", activity_id)), None)
        self._require(row, course or {}, notes)
        status = activity_status(row, notes)
        dates = activity_dates(row, course, edition, self._today, notes)
        participants = self._bodies.participants(activity_id, notes)
        sectors = classes.sectors_of(self._source, row, notes)
        url = self._options.public_url
        to = recipients_of(self._source, row, self._options.shares, notes)
        if notes.is_left_out:
            return None, notes
        begun = Activity(
            identifier=f"{self._prefix}{activity_id}",
            reporting=self._bodies.reporting,
            is_secondary=self._bodies.is_secondary(activity_id),
            title=classes.titles(row, course),
            description=said(row["summary"]),
            participants=participants,
            status=status,
            dates=dates,
            hierarchy=self._links.hierarchy(activity_id),
            is_humanitarian=classes.is_humanitarian(row),
            objectives=classes.objectives(course),
            target_group=classes.target_group(row),
            scope=to.scope,
            countries=to.countries,
            regions=to.regions,
            locations=classes.venues(self._source, row, course),
            sectors=sectors,
            tags=classes.tags_of(self._source, row, url),
            collaboration=classes.collaboration(row),
            flow=classes.flow_type(row),
            finance=classes.finance_type(row),
            aid=classes.aid_type(row, self._bodies.home_country()),
        )
        return begun, notes

    def _require(self, row: Row, course: Row, notes: Notes) -> None:
        if row["is_policy"]:
            notes.add("policy")
        if not row["title"].strip() or not row["summary"].strip():
            notes.add("no_text", "title")
        if _SYMBOLS.search(row["activity_id"]):
            notes.add("identifier", "iati-identifier", code=row["activity_id"])
        texts = [row[name] for name in _TEXTS] + [course.get(name) for name in _COURSE_TEXTS]
        if not all(is_writable(text or "") for text in texts):
            notes.add("not_writable")

    def _finish(
        self, begun: Activity, activity_id: str, entries: list[Row], money: Money, notes: Notes
    ) -> Activity:
        return replace(
            begun,
            transactions=(
                *money.transactions(entries, sole_recipient(begun), notes),
                *money.pledged(activity_id, notes),
            ),
            documents=self._links.documents(activity_id, self._options.public_url, notes),
            related=self._links.related(activity_id, self._written, self._prefix, notes),
            results=results_of(self._source, activity_id, entries, notes),
        )


def sole_recipient(activity: Activity) -> str | None:
    """Return the country that an activity is for; None where it is for several, or for a region."""
    if len(activity.countries) == 1 and not activity.regions:
        return activity.countries[0].code
    return None
