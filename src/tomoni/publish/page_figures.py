"""Which figures stand on which page: asked once for the whole portfolio, dealt out by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from . import cells
from .cells import Cell, Json
from .figure_runs import FigureRow, FigureRuns, KeyValues

# Totals to date have one row an activity; flows add up and can be dealt out by any dimension.
TOTALS: tuple[str, ...] = (
    "graduates_count",
    "countries_represented_count",
    "persons_trained_count",
    "amount_disbursed",
    "amount_contributed",
    "amount_committed",
)
FLOWS: tuple[str, ...] = (
    "participants_count",
    "experts_dispatched_count",
    "amount_disbursed_flows",
    "amount_contributed_flows",
    "amount_committed_flows",
)
ACTIVITIES = "activities_count"
TARGET_SHARE = "pledge_achievement_share"
RESIDUAL = "residual"


def head(row: FigureRow, notes: Sequence[Cell] = ()) -> Json:
    """Return one figure as it stands at the head of a page."""
    made: Json = {"label": cells.words(row.run.figure.label), "number": row.number}
    kept = [note for note in notes if note is not None]
    if kept:
        made["notes"] = kept
    return made


def _time_notes(row: FigureRow) -> list[Cell]:
    """Return since when and up to when a total counts, as far as the answer says."""
    since, cutoff = row.plain.get("since"), row.plain.get("cutoff")
    if not since and not cutoff:
        return []
    return [
        {
            "t": "period",
            "since": cells.dated(str(since)) if since else None,
            "until": cells.dated(str(cutoff)) if cutoff else None,
        }
    ]


class PageFigures(FigureRuns):
    """Figures by the page they stand on. Every method returns heads in a fixed order."""

    def of_activity(self, activity_id: str) -> list[Json]:
        """Return totals to date and flows of one activity."""
        rows = [
            *self._rows(TOTALS, "activity", activity_id),
            *self._rows(FLOWS, "activity", activity_id),
        ]
        return [head(row, _time_notes(row)) for row in rows]

    def of_series(self, series_id: str) -> list[Json]:
        """Return totals to date of the activity that stands for a series."""
        series = self.source.by_key("series")[series_id]
        rows = self._rows(TOTALS, "activity", series["activity_id"])
        return [head(row, _time_notes(row)) for row in rows]

    def of_country(self, code: str) -> list[Json]:
        """Return flows that are allocated to one country."""
        return [head(row) for row in self._rows(FLOWS, "country", code)]

    def of_theme(self, code: str) -> list[Json]:
        """Return flows of one theme."""
        return [head(row) for row in self._rows(FLOWS, "theme", code)]

    def activities(self, dimension: str, code: str, level: str | None = None) -> Json | None:
        """Return how many activities carry a code: whole ones, or with ``level`` the components."""
        where: KeyValues = {"level": level} if level else {}
        rows = self.keyed(ACTIVITIES, dimension, where).get(code, [])
        return rows[0].number if rows else None

    def of_target(self, target_id: str) -> Json | None:
        """Return the share of a pledge's target that is reported as reached; None when unknown."""
        if not self.has(TARGET_SHARE):
            return None
        rows = self.keyed(TARGET_SHARE, "target").get(target_id, [])
        return rows[0].number if rows else None

    def residual_of(self, observation_id: str) -> Json | None:
        """Return what of an observed total no entry explains; None where that means nothing."""
        if not self.has(RESIDUAL):
            return None
        for row in self.ask(RESIDUAL).rows:
            if row.key["observation"] == observation_id:
                return row.number
        return None

    def _rows(self, names: Iterable[str], dimension: str, code: str) -> Iterator[FigureRow]:
        for name in names:
            if self.has(name):
                yield from (row for row in self.keyed(name, dimension).get(code, []) if row.number)
