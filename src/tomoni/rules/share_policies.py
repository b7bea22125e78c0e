"""What becomes of shares that a source does not state: by a named policy, which is stored.

Every policy takes stated shares as they are, or scales them, and shows what is left. The parts and
the remainder make exactly one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from .refusals import Refusal

Basis = Literal["stated", "assumed", "scaled"]
_ONE = Fraction(1)
_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class StatedShare:
    """One code with the share that a source states: 0 to 1. None: it states none."""

    code: str
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Part:
    """One code with the share it is given. ``basis``: stated, assumed, or scaled."""

    code: str
    share: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class Shares:
    """What a policy makes of stated shares: the parts and the remainder add to exactly one."""

    parts: tuple[Part, ...]
    remainder: Fraction

    @property
    def is_whole(self) -> bool:
        """Whether the parts alone make one, so that they are a split of the ledger."""
        return self.remainder == 0 and bool(self.parts)


def why_not_shares(stated: Sequence[StatedShare]) -> list[Refusal]:
    """Return why no policy can take the shares: a code twice, or a share below zero."""
    refusals = []
    seen: set[str] = set()
    for one in stated:
        if one.code in seen:
            refusals.append(Refusal("share_code_twice", {"code": one.code}, "code"))
        seen.add(one.code)
        if one.share is not None and one.share < 0:
            refusals.append(Refusal("share_not_positive", {"share": str(one.share)}, "numerator"))
    return refusals


def why_not_taken(stated: Sequence[StatedShare], policy: str) -> list[Refusal]:
    """Return why this policy cannot take the shares: more than one in all, which it must not scale.

    Raises KeyError for a policy that is none.
    """
    refusals = why_not_shares(stated)
    total = _stated_sum(stated)
    if total > 1 and not POLICIES[policy].scales:
        refusals.append(Refusal("shares_exceed_one", {"sum": str(total)}, "numerator"))
    return refusals


def take_shares(stated: Sequence[StatedShare], policy: str) -> Shares:
    """Return what a policy makes of shares that it can take; of none, all remains.

    The only code of a source is given all, as the standard of the source has it, whatever the
    policy. Raises KeyError for a policy that is none.
    """
    if len(stated) == 1 and stated[0].share is None:
        return Shares((Part(stated[0].code, _ONE, "assumed"),), _NONE)
    parts = POLICIES[policy].take(stated)
    return Shares(parts, _ONE - sum((part.share for part in parts), _NONE))


def _stated_sum(stated: Sequence[StatedShare]) -> Fraction:
    return sum((one.share for one in stated if one.share is not None), _NONE)


def _as_stated(stated: Sequence[StatedShare]) -> tuple[Part, ...]:
    return tuple(Part(one.code, one.share, "stated") for one in stated if one.share is not None)


def _equal_remainder(stated: Sequence[StatedShare]) -> tuple[Part, ...]:
    missing = sum(1 for one in stated if one.share is None)
    each = (_ONE - _stated_sum(stated)) / missing if missing else _NONE
    return tuple(
        Part(one.code, each, "assumed")
        if one.share is None
        else Part(one.code, one.share, "stated")
        for one in stated
    )


def _scaled(parts: Sequence[Part]) -> tuple[Part, ...]:
    total = sum((part.share for part in parts), _NONE)
    if total in (_NONE, _ONE):
        return tuple(parts)
    return tuple(Part(part.code, part.share / total, "scaled") for part in parts)


def _in_proportion(stated: Sequence[StatedShare]) -> tuple[Part, ...]:
    return _scaled(_as_stated(stated))


def _complete(stated: Sequence[StatedShare]) -> tuple[Part, ...]:
    # With more than one stated, nothing is left for the others.
    parts = _equal_remainder(stated) if _stated_sum(stated) <= 1 else _as_stated(stated)
    return _scaled(parts)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy. ``scales``: it takes shares of more than one in all, and brings them to one."""

    take: Callable[[Sequence[StatedShare]], tuple[Part, ...]]
    scales: bool


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        "as_stated": Policy(_as_stated, scales=False),
        "equal_remainder": Policy(_equal_remainder, scales=False),
        "in_proportion": Policy(_in_proportion, scales=True),
        "complete": Policy(_complete, scales=True),
    }
)
"""Policies by name; the words of each are ``catalogue.import_words``."""
DEFAULT_POLICY = "as_stated"
