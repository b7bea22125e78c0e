"""Which fields a row must have, and what is said of one that it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Set

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac import CRS_COLUMNS, CrsColumn

_DEBT = frozenset({"420", "430"})
_TECHNICAL_KIND = "project_technical_cooperation"
_REASONS = {"crs_id": "crs_id_unknown", "ftc": "technical_cooperation_unstated"}
# Reasons that explain already why a field is missing.
_EXPLAINS: dict[str, frozenset[str]] = {
    "donor_code": frozenset({"reporter_unknown"}),
    "agency_code": frozenset({"agency_unknown"}),
    "channel_code": frozenset({"channel_unknown", "channel_several"}),
    "channel_name": frozenset({"channel_unknown", "channel_several"}),
    "parent_channel_code": frozenset({"channel_unknown", "channel_several"}),
    "purpose_code": frozenset({"purpose_missing", "purpose_not_reportable"}),
    "flow_code": frozenset({"oda_undecided", "not_oda"}),
    "aid_type_code": frozenset({"aid_type_open"}),
    "bi_multi": frozenset({"aid_type_open"}),
    "finance_type_code": frozenset({"finance_type_open"}),
}


def missing_fields(cells: Mapping[str, str], kind: str, known: Set[str]) -> list[tuple[str, str]]:
    """Return a reason and its detail for every field that is due and blank.

    ``kind``: of the activity. ``known``: reasons that are told of the row already; what they
    explain is not told again.
    """
    found = []
    for column in CRS_COLUMNS:
        if cells.get(column.name) or not _is_due(column, cells, kind):
            continue
        reason = _REASONS.get(column.name, "field_missing")
        explained = known & _EXPLAINS.get(column.name, frozenset())
        if explained or reason in known:
            continue
        found.append((reason, column.heading if reason == "field_missing" else ""))
    return found


def _is_due(column: CrsColumn, cells: Mapping[str, str], kind: str) -> bool:
    if column.required_when == "always":
        return True
    if column.required_when == "loan":
        listed = codelist("FinanceType").codes.get(cells.get("finance_type_code", ""))
        return listed is not None and listed.category in _DEBT
    return column.required_when == "technical_cooperation" and kind == _TECHNICAL_KIND
