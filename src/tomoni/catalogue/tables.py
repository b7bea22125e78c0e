"""The tables of a snapshot, as contracts: order, key, row meaning, columns."""

from __future__ import annotations

from dataclasses import dataclass

from .fields import FIELDS, Field


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a snapshot. Rows are ordered by ``key``, which is unique and never null.

    ``internal_only``: a public snapshot holds none of its rows.
    """

    name: str
    rows: str
    fields: tuple[Field, ...]
    internal_only: bool = False

    @property
    def key(self) -> str:
        """Name of the first column, the public id."""
        return self.fields[0].name

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns in order."""
        return tuple(field.name for field in self.fields)


_ROWS: dict[str, str] = {
    "parties": "One organisation or body.",
    "places": "One country, territory or region.",
    "place_group_members": "One membership of a place in a group.",
    "frameworks": "One convention, standard, plan, charter or other framework.",
    "provisions": "One article or key issue of a framework.",
    "series": "One enduring effort with editions.",
    "editions": "One edition of a series.",
    "activities": "One activity: anything done or planned.",
    "activity_countries": "One country of one activity, with its basis.",
    "activity_regions": "One region of one activity.",
    "activity_parties": "One role of one party in one activity.",
    "activity_frameworks": "One framework of one activity.",
    "splits": "One share of an entry or activity on one axis.",
    "entry_splits": "One integer part of one entry on one axis.",
    "mentions": "One passage that mentions one activity.",
    "entries": "One line of the append-only ledger.",
    "observations": "One cumulative total as of a date. Never summed.",
    "pledges": "One pledge.",
    "pledge_targets": "One target of a pledge.",
    "pledge_results": "One result reported against a target.",
    "documents": "One published text.",
    "document_sections": "One section of one document, held in full.",
    "claims": "One assertion of one document at one span.",
    "claim_spans": "One place that prints a claim.",
    "claim_activities": "One further activity of one claim.",
    "findings": "One relation between claims, or between a claim and what else there is to say.",
    "finding_claims": "One claim of one finding.",
    "exclusions": "One number in a document that is not a claim.",
    "namings": "One country, region or body that one document names in a role.",
    "course_editions": "One edition that the course desk plans and runs.",
    "course_frameworks": "One framework, or one of its provisions, that an edition treats.",
    "calls": "The call for nominations of one edition.",
    "call_information": "One version of a call's General Information in one language.",
    "reports": "One published edition of a report of our own.",
    "participations": "One person who took part in one edition, under opaque keys.",
    "participation_counts": "People of one series on one axis, such as a country or a year.",
    "nomination_counts": "Nominations of one country for one edition with one outcome.",
    "follow_ups": "One report on an action plan that falls due, sent or not.",
    "follow_up_counts": "Reports of one edition, or of one country in one series, due and sent.",
    "evaluation_counts": "How many answered one closed questionnaire or test of an edition.",
    "learning_gains": "What the people who took both tests of one edition came to, together.",
}
_INTERNAL_ONLY = frozenset({"participations", "nomination_counts", "follow_ups"})

TABLES: tuple[Table, ...] = tuple(
    Table(name, rows, FIELDS[name], name in _INTERNAL_ONLY) for name, rows in _ROWS.items()
)
TABLES_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
SCHEMA_VERSION = "4"
