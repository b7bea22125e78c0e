"""From codes of the IATI standard to ours: packaged, each with its reason.

The other way from ``crosswalk``: where the standard says less than we ask, nothing is guessed.
"""

from __future__ import annotations

from functools import cache

from ..packaged import packaged_rows


@cache
def _codes() -> dict[tuple[str, str, str], tuple[str, ...]]:
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for row in packaged_rows("iati", "brought.csv"):
        key = row["list"], row["iati_list"], row["iati_code"]
        found[key] = (*found.get(key, ()), row["code"])
    return found


def our_codes(own_list: str, iati_list: str, code: str | None) -> tuple[str, ...]:
    """Return our codes for one of the standard, the best first; () where there is none.

    Lists: activity_kind (from FinanceType and AidType), activity_status, party_role, party_kind,
    place (from Region), measure (from TransactionType), oda_decision (from FlowType).
    """
    return () if code is None else _codes().get((own_list, iati_list, code), ())


def our_code(own_list: str, iati_list: str, code: str | None) -> str | None:
    """Return our first code for one of the standard; None where there is none."""
    found = our_codes(own_list, iati_list, code)
    return found[0] if found else None
