"""What a selection decides over: nominations, the published policy, and the officer's decisions.

All numbers are whole: merit, cost and need are scaled by the caller before they come here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

PARTICIPANT = "participant"
OTHER_PARTICIPATIONS: tuple[str, ...] = ("host_national", "observer", "self_funded")
GROUPINGS: tuple[str, ...] = ("profession", "region", "woman", "ldc")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One nomination. ``person``: one id for one human, who may be nominated more than once.

    ``merit``: normalised score, scaled (``planning.merit``). ``focal_rank``: 1 is first of its
    country; None: not ranked. ``cost``: None is unknown, which a policy with a budget refuses.
    ``participation``: "participant", or another kind, which has seats of its own.
    """

    id: str
    person: str
    country: str
    merit: int
    agency: str | None = None
    profession: str | None = None
    region: str | None = None
    is_woman: bool = False
    is_ldc: bool = False
    focal_rank: int | None = None
    cost: int | None = None
    is_eligible: bool = True
    participation: str = PARTICIPANT

    @property
    def competes(self) -> bool:
        """Whether it stands for the participants' seats, under caps and floors."""
        return self.participation == PARTICIPANT


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates who share an attribute. ``value`` is None for "woman" and "ldc"."""

    kind: str
    value: str | None = None

    def holds(self, candidate: Candidate) -> bool:
        """Whether the candidate belongs to the group."""
        if self.kind == "woman":
            return candidate.is_woman
        if self.kind == "ldc":
            return candidate.is_ldc
        found = candidate.profession if self.kind == "profession" else candidate.region
        return found is not None and found == self.value

    def __str__(self) -> str:
        return self.kind if self.value is None else f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Floor:
    """A soft lower bound: a count, or a share of the seats (rounded up).

    ``place``: its position in the published order; floors of one place are weighed together.
    """

    group: Group
    place: int
    count: int | None = None
    share: Fraction | None = None
    weight: int = 1

    def required(self, seats: int) -> int:
        """Return how many of the group are wanted among ``seats``."""
        return self.count if self.count is not None else ceil((self.share or 0) * seats)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A hard upper bound: a count, or a share of the seats (rounded down)."""

    group: Group
    count: int | None = None
    share: Fraction | None = None

    def allowed(self, seats: int) -> int:
        """Return how many of the group may be among ``seats``."""
        return self.count if self.count is not None else floor((self.share or 0) * seats)


@dataclass(frozen=True, slots=True)
class CountrySeats:
    """Seats of one country. ``maximum`` None: the policy's cap. ``reserved``: no other may use."""

    minimum: int = 0
    maximum: int | None = None
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class SelectionPolicy:
    """A published policy. ``version`` names it in the record; None means that a rule is not set.

    ``need``: years since a country was last served, for every country of a candidate, or empty.
    ``other_seats``: seats for other kinds of participation, outside caps, floors and countries.
    """

    version: str
    seats: int
    min_seats: int | None = None
    country_cap: int | None = None
    countries: Mapping[str, CountrySeats] = field(default_factory=dict)
    agency_cap: int | None = None
    floors: tuple[Floor, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    budget: int | None = None
    need: Mapping[str, int] = field(default_factory=dict)
    respects_focal_order: bool = True
    forbidden_pairs: tuple[tuple[str, str], ...] = ()
    other_seats: Mapping[str, int] = field(default_factory=dict)
    reserve_places: int = 10

    def seats_of(self, participation: str) -> int:
        """Return the seats of a kind of participation; a kind that is not named has none."""
        if participation == PARTICIPANT:
            return self.seats
        return self.other_seats.get(participation, 0)

    def cap_of(self, country: str) -> int | None:
        """Return the most seats of a country; None: no cap."""
        seats = self.countries.get(country)
        return self.country_cap if seats is None or seats.maximum is None else seats.maximum


@dataclass(frozen=True, slots=True)
class SelectionInputs:
    """All that decides a selection. Equal inputs give the same answer on every machine.

    ``fixed``: ids that are in (confirmed, or by an officer's decision); ``excluded``: ids that are
    out (withdrawn, or by decision). ``seed``: draws lots only between equal solutions.
    """

    candidates: tuple[Candidate, ...]
    policy: SelectionPolicy
    seed: str
    fixed: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def is_open(self, one: Candidate) -> bool:
        """Whether the candidate may be chosen at all: eligible, and not taken out."""
        return one.is_eligible and one.id not in self.excluded

    def candidate(self, candidate_id: str) -> Candidate | None:
        """Return the candidate of that id; None: there is none."""
        return next((one for one in self.candidates if one.id == candidate_id), None)

    def with_fixed(self, candidate_id: str) -> SelectionInputs:
        """Return these inputs with one more candidate in."""
        return replace(self, fixed=self.fixed | {candidate_id})


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A named hard rule: a code of ``catalogue.selection_words`` and whom or what it binds."""

    code: str
    subject: str = ""
