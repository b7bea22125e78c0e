"""What holds for a whole activity: flow, finance, type of aid, purpose, dates, description."""

from __future__ import annotations

from dataclasses import dataclass, field

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac import AID_TYPE_BY_VENUE, AID_TYPES, ODA_FLOW, TRIANGULAR
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.terms import TERMS
from tomoni.rules.quantities import Quantity, format_major

from ..source import Row
from .bodies import Bodies
from .ledger import YearLedger, is_people, quantity_of
from .options import DacOptions
from .told import Told

NEW, EARLIER = "1", "3"
_TRIANGULAR_KIND = "triangular_cooperation"


@dataclass(slots=True)
class Decided:
    """Cells that an activity decides, and what is told: reasons to hold it, and notes."""

    cells: dict[str, str] = field(default_factory=dict)
    held: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)


class Decisions:
    """Decides once per activity."""

    def __init__(self, ledger: YearLedger, bodies: Bodies, options: DacOptions) -> None:
        self.ledger, self.bodies, self.options = ledger, bodies, options
        self._made: dict[str, Decided] = {}

    def of(self, activity_id: str) -> Decided:
        """Return what an activity decides."""
        if activity_id not in self._made:
            activity = self.ledger.by_key("activities")[activity_id]
            self._made[activity_id] = self._decide(activity)
        return self._made[activity_id]

    def _decide(self, activity: Row) -> Decided:
        decided = Decided()
        self._identity(activity, decided)
        self._flow(activity, decided)
        self._aid_type(activity, decided)
        self._purpose(activity, decided)
        self._dates(activity, decided)
        decided.cells["title"] = activity["title"]
        decided.cells["description"] = self._description(activity)
        return decided

    def _identity(self, activity: Row, decided: Decided) -> None:
        key = activity["activity_id"]
        cells = decided.cells
        cells["reporting_year"] = str(self.ledger.year)
        cells["donor_project_number"] = key
        cells["nature_of_submission"] = EARLIER if key in self.ledger.reported_before else NEW
        if self.bodies.reporter is None:
            decided.held.append(_told(activity, "reporter_unknown"))
        else:
            cells["donor_code"] = self.bodies.reporter
        crs_id = self.options.profile.crs_ids.get(key)
        if crs_id is None:
            decided.notes.append(_told(activity, "crs_id_unknown"))
        else:
            cells["crs_id"] = crs_id

    def _flow(self, activity: Row, decided: Decided) -> None:
        decision = activity["oda_decision_code"]
        if decision == "not_oda":
            decided.held.append(_told(activity, "not_oda"))
            return
        if decision == "undecided":
            if self.options.undecided == "hold":
                decided.held.append(_told(activity, "oda_undecided"))
                return
            decided.notes.append(_told(activity, "oda_assumed"))
        decided.cells["flow_code"] = ODA_FLOW

    def _aid_type(self, activity: Row, decided: Decided) -> None:
        kind = KINDS_BY_CODE[activity["kind_code"]]
        given = self.options.profile
        key = activity["activity_id"]
        aid_type = given.aid_types.get(key) or kind.aid_type_code or self._by_venue(activity)
        if aid_type is None:
            decided.held.append(_told(activity, "aid_type_open", kind.aid_type_reason))
        else:
            meaning = AID_TYPES[aid_type]
            is_triangular = meaning.bi_multi == "1" and kind.code == _TRIANGULAR_KIND
            decided.cells["aid_type_code"] = aid_type
            decided.cells["bi_multi"] = TRIANGULAR if is_triangular else meaning.bi_multi
            decided.cells["ftc"] = meaning.ftc or ""
        finance = given.finance_types.get(key) or kind.finance_type_code
        if finance is None:
            decided.held.append(_told(activity, "finance_type_open", kind.code))
        else:
            decided.cells["finance_type_code"] = finance

    def _by_venue(self, activity: Row) -> str | None:
        venue = activity["venue_country_code"]
        if venue is None:
            return None
        seat = "home" if venue == self.bodies.home_country else "elsewhere"
        return AID_TYPE_BY_VENUE.get((activity["kind_code"], seat))

    def _purpose(self, activity: Row, decided: Decided) -> None:
        code = activity["purpose_code"]
        if code is not None and is_reportable(code):
            decided.cells["purpose_code"] = code

    def _dates(self, activity: Row, decided: Decided) -> None:
        for name in ("start", "end"):
            if activity[f"{name}_precision_code"] == "day":
                decided.cells[f"{name}_date"] = activity[f"{name}_first"].isoformat()
            elif activity[f"{name}_stated"] is not None:
                detail = f"{name}: {activity[f'{name}_stated']}"
                decided.notes.append(_told(activity, "date_imprecise", detail))

    def _description(self, activity: Row) -> str:
        """Return the summary and, in words, the people counted in the year."""
        counted = [
            entry
            for entry in self.ledger.entries_of(activity["activity_id"])
            if is_people(entry) and entry["calendar_year"] == self.ledger.year
        ]
        exact: dict[str, Quantity] = {}
        phrases = []
        for entry in counted:
            measure = MEASURES_BY_CODE[entry["measure_code"]].label.en
            quantity = quantity_of(entry)
            if entry["qualifier_code"] == "exact":
                exact[measure] = exact.get(measure, Quantity(0)) + quantity
            else:
                hedge: Label = TERMS["qualifier"][entry["qualifier_code"]]
                phrases.append(f"{measure}: {hedge.en} {format_major(quantity)}.")
        phrases = [f"{name}: {format_major(total)}." for name, total in exact.items()] + phrases
        if not phrases:
            return str(activity["summary"])
        counted_in = f"The whole activity in {self.ledger.year}"
        return f"{activity['summary']} [{counted_in}: {' '.join(phrases)}]"


def is_reportable(code: str) -> bool:
    """Whether a purpose code has five digits and is in force."""
    return len(code) == 5 and code.isdigit() and codelist("Sector").is_active(code)


def _told(activity: Row, reason: str, detail: str = "") -> Told:
    key = activity["activity_id"]
    return Told(key, "activities", key, reason, detail)
