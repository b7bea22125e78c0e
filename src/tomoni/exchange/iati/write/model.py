"""What is written of one activity and of the organisation, as values of the standard.

Codes are those of the standard's lists, dates are days, amounts are decimal text. None: not stated,
so that nothing is written. Sequences are written in the order given; the order of the elements is
the schema's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Text = tuple[tuple[str | None, str], ...]
"""Narratives: language and text. Language None: the default language of the activity."""


def said(text: str, language: str | None = None) -> Text:
    """Return one narrative."""
    return ((language, text),)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by its identifier, its type (OrganisationType) and its name."""

    name: Text
    ref: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A body in one role (OrganisationRole)."""

    organisation: Organisation
    role: str


@dataclass(frozen=True, slots=True)
class Party:
    """Provider or receiver of a transaction, and its own activity behind it."""

    organisation: Organisation
    activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a vocabulary: a place, a sector or a tag. ``percentage``: decimal text."""

    code: str
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    percentage: str | None = None
    name: Text = ()


@dataclass(frozen=True, slots=True)
class Location:
    """A place by name. ``reach``: GeographicLocationReach, where it happens or whom it reaches."""

    reach: str
    name: Text


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document on the web: its address, media type, title, and categories of its content."""

    url: str
    format: str
    title: Text
    categories: tuple[str, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money. ``type``: TransactionType; ``value``: decimal text."""

    ref: str
    type: str
    day: date
    value: str
    currency: str
    value_day: date
    description: Text = ()
    provider: Party | None = None
    receiver: Party | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A target or an actual. ``dimensions``: names and values of what it is a part of."""

    value: str
    dimensions: tuple[tuple[str, str], ...] = ()
    comment: Text = ()
    documents: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """What was aimed at and reached between two days, both included."""

    start: date
    end: date
    targets: tuple[Measured, ...] = ()
    actuals: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is measured. ``measure``: IndicatorMeasure."""

    title: Text
    measure: str
    description: Text = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One result. ``type``: ResultType; ``may_add``: whether its values may be added up."""

    type: str
    may_add: bool
    title: Text
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. ``dates``: ActivityDateType and day; ``related``: RelatedActivityType and
    identifier."""

    identifier: str
    reporting: Organisation
    is_secondary: bool
    title: Text
    description: Text
    participants: tuple[Participant, ...]
    status: str
    dates: tuple[tuple[str, date], ...]
    language: str = "en"
    hierarchy: int | None = None
    is_humanitarian: bool | None = None
    objectives: Text = ()
    target_group: Text = ()
    scope: str | None = None
    countries: tuple[Coded, ...] = ()
    regions: tuple[Coded, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Coded, ...] = ()
    tags: tuple[Coded, ...] = ()
    collaboration: str | None = None
    flow: str | None = None
    finance: str | None = None
    aid: str | None = None
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """What the organisation file says: who it is about, and where more is to be read."""

    organisation: Organisation
    is_secondary: bool
    language: str = "en"
    documents: tuple[DocumentLink, ...] = ()
