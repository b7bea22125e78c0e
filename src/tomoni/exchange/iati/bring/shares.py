"""Shares of an activity or transaction over places and sectors, by the policy that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.brought import our_code
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.rules.imports.brought import BroughtShare, Choices, Note
from tomoni.rules.share_policies import StatedShare, take_shares, why_not_taken

from .facts import Share

# A sector or region without a vocabulary is of the first: the standard says so.
_DAC = "1"
_M49 = "2"
# The ledger keeps a share as two 64-bit integers.
_LARGEST = 2**63 - 1
_REFUSED = {
    "share_code_twice": "shares_twice",
    "share_not_positive": "shares_negative",
    "shares_exceed_one": "shares_exceed",
}


def place_of(region: Share) -> str | None:
    """Return the place of the catalogue that a region is; None where there is none."""
    if (region.vocabulary or _DAC) == _DAC:
        return our_code("place", "Region", region.code)
    if region.vocabulary == _M49:
        found = f"m49-{region.code}"
        return found if found in PLACES_BY_CODE else None
    return None


def dac_sectors(sectors: Sequence[Share]) -> list[Share]:
    """Return the sectors that are DAC purpose codes."""
    return [one for one in sectors if (one.vocabulary or _DAC) == _DAC]


def sector_shares(sectors: Sequence[Share], choices: Choices, notes: list[Note]) -> Shared:
    """Return the shares over DAC purpose codes; sectors of other lists are noted alone."""
    of_dac = dac_sectors(sectors)
    others = sorted({one.vocabulary or "" for one in sectors} - {"", _DAC})
    if others:
        notes.append(Note("sectors_of_other_lists", {"lists": ", ".join(others)}))
    known = codelist("Sector").codes
    coded = [(one.code if one.code in known else None, one) for one in of_dac]
    return _taken("sector", coded, choices, notes)


def place_shares(
    countries: Sequence[Share], regions: Sequence[Share], choices: Choices, notes: list[Note]
) -> Shared:
    """Return the shares over countries and regions together: they share one hundred per cent."""
    coded = [(one.code if one.code in PLACES_BY_CODE else None, one) for one in countries]
    coded += [(place_of(one), one) for one in regions]
    return _taken("place", coded, choices, notes)


Shared = tuple[BroughtShare, ...]


def _taken(
    axis: str, coded: Sequence[tuple[str | None, Share]], choices: Choices, notes: list[Note]
) -> Shared:
    if not coded:
        return ()
    unreadable = _first_unreadable(axis, coded)
    if unreadable is not None:
        notes.append(unreadable)
        return ()
    stated = [
        StatedShare(code, None if one.number is None else Fraction(one.number) / 100)
        for code, one in coded
        if code is not None
    ]
    refusals = why_not_taken(stated, choices.policy)
    if refusals:
        notes.append(Note(_REFUSED[refusals[0].code], {"axis": axis}))
        return ()
    written = {code: one.percentage for code, one in coded}
    taken = take_shares(stated, choices.policy)
    if any(part.share.denominator > _LARGEST for part in taken.parts):
        notes.append(Note("shares_too_fine", {"axis": axis}))
        return ()
    shares = [
        BroughtShare(axis, part.code, written[part.code], part.share, part.basis)
        for part in taken.parts
    ]
    if taken.remainder:
        shares.append(BroughtShare(axis, None, None, taken.remainder, "remainder"))
    notes.extend(_said(axis, shares))
    return tuple(shares)


def _first_unreadable(axis: str, coded: Sequence[tuple[str | None, Share]]) -> Note | None:
    """Return what keeps the axis from being read: a code we do not know, or no number."""
    for code, one in coded:
        if code is None:
            return Note("shares_unknown_code", {"axis": axis, "code": one.code or "?"})
        if one.percentage is not None and one.number is None:
            return Note("shares_no_number", {"axis": axis, "text": one.percentage})
    return None


def _said(axis: str, shares: Sequence[BroughtShare]) -> Iterator[Note]:
    assumed = [one for one in shares if one.basis == "assumed"]
    if assumed and len(shares) > 1:
        yield Note("shares_assumed", {"axis": axis, "count": str(len(assumed))})
    if any(one.basis == "scaled" for one in shares):
        yield Note("shares_scaled", {"axis": axis})
    for one in shares:
        if one.basis == "remainder":
            yield Note("shares_remain", {"axis": axis, "percent": per_cent(one.share)})


def per_cent(share: Fraction) -> str:
    """Return a share in per cent as text: a decimal where it ends, else an exact fraction."""
    value = share * 100
    for digits in range(11):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            text = f"{scaled.numerator:0{digits + 1}d}"
            return text if not digits else f"{text[:-digits]}.{text[-digits:]}"
    return str(value)
