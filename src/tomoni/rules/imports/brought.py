"""What an activity becomes: its values, parties and shares, or why it is put aside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tomoni.rules.quantities import Quantity

# A later way of bringing in changes what the same source becomes: raise it then.
EDITION = "1"


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports decides.

    ``own_refs``: organisation identifiers of our own. ``default_kind``, ``default_theme``: for
    activities whose codes do not tell; None: they are put aside.
    """

    policy: str
    own_refs: frozenset[str] = frozenset()
    default_kind: str | None = None
    default_theme: str | None = None

    @property
    def digest(self) -> str:
        """What tells two ways of bringing in the same source apart."""
        parts = (EDITION, self.policy, self.default_kind, self.default_theme)
        return "|".join(part or "" for part in (*parts, *sorted(self.own_refs)))


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know: a code of ``catalogue.import_words`` and its parameters."""

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BroughtParty:
    """An organisation: by its identifier, else by its name. One of the two is there."""

    ref: str | None
    name: str | None
    kind_code: str


@dataclass(frozen=True, slots=True)
class BroughtShare:
    """One share taken. ``code`` None: the remainder. ``stated``: the percentage as written."""

    axis_code: str
    code: str | None
    stated: str | None
    share: Fraction
    basis: str


@dataclass(frozen=True, slots=True)
class BroughtAmount:
    """The line of the ledger that a transaction becomes, but for what its chain says."""

    measure_code: str
    quantity: Quantity
    currency_code: str
    day: date


@dataclass(frozen=True, slots=True)
class BroughtTransaction:
    """One transaction. ``amount`` None: the ledger takes no line, and ``reason`` says why.

    ``key`` tells it from others of its activity; ``digest`` changes with what it says.
    """

    key: str
    digest: str
    type_code: str
    ref: str | None
    transaction_date: str | None
    value_date: str | None
    currency_basis: str | None
    provider: BroughtParty | None
    provider_activity_id: str | None
    receiver: BroughtParty | None
    receiver_activity_id: str | None
    passes_on: bool
    country_code: str | None
    shares: tuple[BroughtShare, ...]
    amount: BroughtAmount | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What one activity becomes. ``reasons`` not empty: it is put aside, and nothing of it enters.

    ``values``: fields of ``activities`` under their contract names.
    """

    number: int
    line: int
    identifier: str | None
    reporting: BroughtParty | None
    is_own: bool
    title: str | None
    digest: str
    reasons: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    values: Mapping[str, str | None] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    parties: tuple[tuple[BroughtParty, str], ...] = ()
    parent_identifier: str | None = None
    shares: tuple[BroughtShare, ...] = ()
    transactions: tuple[BroughtTransaction, ...] = ()

    @property
    def entry_count(self) -> int:
        """How many lines of the ledger it gives."""
        return sum(one.amount is not None for one in self.transactions)


def splits_of(shares: Sequence[BroughtShare]) -> dict[str, list[BroughtShare]]:
    """Return the shares that are splits of the ledger, by axis: those that leave no remainder.

    A share of nothing is none.
    """
    by_axis: dict[str, list[BroughtShare]] = {}
    for share in shares:
        by_axis.setdefault(share.axis_code, []).append(share)
    return {
        axis: [one for one in found if one.share]
        for axis, found in by_axis.items()
        if all(one.code is not None for one in found)
    }


def digest_of(*parts: object) -> str:
    """Return the digest of texts and None, in hexadecimal; no two lists of them run together."""
    hashed = hashlib.blake2b(digest_size=16)
    for part in parts:
        text = b"" if part is None else str(part).encode("utf-8", "backslashreplace")
        hashed.update(b"%d:" % (-1 if part is None else len(text)) + text)
    return hashed.hexdigest()
