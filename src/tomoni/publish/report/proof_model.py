"""What stands behind a number of a report, as it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ProofKind = Literal["figure", "claim"]


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """The request that a figure answered, and the row of the answer that is said.

    ``where``: values by key. ``row``: the row's own values by dimension. Asked again of the same
    snapshot it gives the same row (``verify``).
    """

    figure: str
    version: int
    by: tuple[str, ...]
    where: Mapping[str, tuple[str | int, ...]]
    as_of: str | None
    row: Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """The claim that is said: its id, its document, and where in the document it stands.

    ``public_page``: where the document's publisher has it, "" where nobody knows.
    """

    claim_id: str
    document_id: str
    document: str
    spans: tuple[tuple[int, int], ...]
    edition: str = ""
    public_page: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The records of one table behind a number: how many, and the digest of their ids."""

    source: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind one number as it is said.

    ``id`` is unique in the report and stable as long as the number, its wording and its language
    are. ``site_id`` is the proof's id on the public site and ``address`` its path there.
    ``text`` is the number as said; ``value``, ``low`` and ``high`` are decimal text in major units,
    a share as a fraction of one with its fraction in ``exact`` ("27/40"). ``qualifier`` is the
    figure's or the claim's own hedge; ``say`` ("" for none) and ``rounding`` ("" for none) are what
    the slot asked. Exactly one of ``request`` and ``claim`` is set. ``stated``: the date that a
    claim states, where it is said instead of a value. ``title``, ``definition``: in the report's
    language.
    """

    id: str
    kind: ProofKind
    text: str
    value: str
    unit: str
    currency: str | None
    low: str | None
    high: str | None
    qualifier: str
    say: str
    rounding: str
    form: str
    site_id: str
    address: str
    title: str
    definition: str
    exact: str | None = None
    stated: str | None = None
    request: FigureRequest | None = None
    claim: ClaimSource | None = None
    run_hash: str = ""
    lineage: tuple[Lineage, ...] = ()
