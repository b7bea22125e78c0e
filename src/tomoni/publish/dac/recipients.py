"""Who receives a line, and for which purpose: its parts, and what their making loses."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.dac import REGION_CODES, UNSPECIFIED_RECIPIENT
from tomoni.rules.quantities import Quantity

from ..source import Row
from .ledger import YearLedger, quantity_of
from .told import Told


@dataclass(frozen=True, slots=True)
class LinePart:
    """Part of a line: DAC code of the recipient, its place, its purpose, the exact amount.

    ``place``: None where there is no single one. ``purpose``: None means the activity's.
    """

    recipient: str
    place: str | None
    purpose: str | None
    quantity: Quantity


def parts_of(ledger: YearLedger, entry: Row) -> tuple[list[LinePart], list[Told]]:
    """Return the parts of a line, which add up to it, and what their making loses.

    An activity gives its country only when it states exactly one recipient in a closed list.
    """
    places = ledger.shares(entry["entry_id"], "place")
    sectors = ledger.shares(entry["entry_id"], "sector")
    told: list[Told] = []
    if places and sectors:
        told.append(_told(entry, "one_axis_only", ", ".join(row["code"] for row in sectors)))
    if places:
        parts = []
        for row in places:
            recipient, place = _recipient(ledger, row["code"])
            if recipient is None:
                told.append(_told(entry, "recipient_unspecified", row["code"]))
            quantity = Quantity(row["quantity"], entry["exponent"])
            parts.append(LinePart(recipient or UNSPECIFIED_RECIPIENT, place, None, quantity))
        return parts, told
    recipient, place = _whole(ledger, entry, told)
    if not sectors:
        return [LinePart(recipient, place, None, quantity_of(entry))], told
    return [
        LinePart(recipient, place, row["code"], Quantity(row["quantity"], entry["exponent"]))
        for row in sectors
    ], told


def _whole(ledger: YearLedger, entry: Row, told: list[Told]) -> tuple[str, str | None]:
    """Return the one recipient of a line that is not split, noting what is lost."""
    countries, is_open = ledger.stated_countries(entry["activity_id"])
    code = entry["country_code"]
    if code is None and len(countries) == 1 and not is_open:
        code = countries[0]
    if code is not None:
        recipient, place = _recipient(ledger, code)
        if recipient is not None:
            return recipient, place
        told.append(_told(entry, "recipient_unspecified", code))
        return UNSPECIFIED_RECIPIENT, None
    if countries:
        told.append(_told(entry, "country_list_lost", ", ".join(countries)))
    regions = ledger.regions(entry["activity_id"])
    if len(regions) == 1 and regions[0] in REGION_CODES:
        return REGION_CODES[regions[0]], None
    told.append(_told(entry, "recipient_unspecified", ", ".join(regions)))
    return UNSPECIFIED_RECIPIENT, None


def _recipient(ledger: YearLedger, code: str) -> tuple[str | None, str | None]:
    if code in REGION_CODES:
        return REGION_CODES[code], None
    place = ledger.by_key("places").get(code)
    return (place["dac_code"], code) if place and place["dac_code"] else (None, None)


def _told(entry: Row, reason: str, detail: str) -> Told:
    return Told(entry["activity_id"], "entries", entry["entry_id"], reason, detail)
