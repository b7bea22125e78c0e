"""What one activity of a file says, as far as an import takes it: read from the typed tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

Narratives = tuple[tuple[str | None, str], ...]
"""Language (None: the activity's own) and text of each narrative, in their order."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation as an activity names it. None: not stated."""

    ref: str | None
    type: str | None
    names: Narratives = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One code of a list with its percentage. ``percentage``: as written; None: not stated.

    ``number``: the same as a number; None where it is none, though a percentage may be written.
    """

    code: str | None
    vocabulary: str | None
    percentage: str | None
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction. Dates and values are as written, and as what they mean.

    ``position`` counts from 0 in the activity; ``line`` is in the file.
    """

    position: int
    line: int
    type_code: str | None
    ref: str | None
    value: str | None
    value_currency: str | None
    value_date: str | None
    value_day: date | None
    transaction_date: str | None
    transaction_day: date | None
    provider: Organisation | None
    provider_activity_id: str | None
    receiver: Organisation | None
    receiver_activity_id: str | None
    countries: tuple[Share, ...] = ()
    regions: tuple[Share, ...] = ()
    sectors: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One activity. ``number`` counts from 1 in its file; ``line`` is where it begins.

    ``digest``: of its source bytes, in hexadecimal. Dates by type: as written, and the day.
    ``others``: elements that an import does not take, and how many of each there are.
    """

    number: int
    line: int
    digest: str
    identifier: str | None
    language: str | None
    currency: str | None
    humanitarian: bool
    hierarchy: int | None
    status: str | None
    flow_type: str | None
    finance_type: str | None
    reporting: Organisation | None
    is_secondary: bool
    titles: Narratives
    descriptions: tuple[tuple[str | None, Narratives], ...]
    aid_types: tuple[tuple[str | None, str | None], ...]
    dates: tuple[tuple[str | None, str | None, date | None], ...]
    participating: tuple[Organisation, ...]
    countries: tuple[Share, ...]
    regions: tuple[Share, ...]
    sectors: tuple[Share, ...]
    related: tuple[tuple[str | None, str | None], ...]
    transactions: tuple[Transaction, ...]
    others: tuple[tuple[str, int], ...] = ()

    def at(self, number: int, line: int) -> ActivityFacts:
        """Return the same activity at another place of a file."""
        return replace(self, number=number, line=line)


def text_in(narratives: Narratives, activity_language: str | None, wanted: str) -> str | None:
    """Return the narrative in a language, else the first that says something; None: there is none.

    A narrative without a language is in the activity's own. White space is one blank.
    """
    told = [
        ((language or activity_language or "").lower(), " ".join(text.split()))
        for language, text in narratives
        if text.strip()
    ]
    for language, text in told:
        if language == wanted or language.startswith(f"{wanted}-"):
            return text
    return told[0][1] if told else None
