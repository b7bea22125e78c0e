"""Sheets read in: what differs from the ledger is written, through the ledger's own rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from records.portfolios import ACTIVITY, ENTRY, SPLIT, portfolio_at
from records.samples import make_activity, make_mandate, make_party, make_pledge, make_user, persons
from tomoni.catalogue.errors import InputError, NotPermittedError, QuarantineError
from tomoni.catalogue.sheet_problem_words import problem_in
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.load import load_portfolio
from tomoni.records.actions.sheets.bring import check_sheets, import_sheets
from tomoni.records.actions.sheets.report import SheetReport
from tomoni.records.actions.sheets.staging import GivenRow, GivenTable, row_version
from tomoni.records.models import (
    Activity,
    AuditEvent,
    Claim,
    Entry,
    Observation,
    Party,
    PledgeTarget,
    SourceRow,
    Split,
)
from tomoni.records.queries.sheets.present import own_rows

pytestmark = pytest.mark.django_db
Rows = list[dict[str, Any]]
PARTY = {
    "party_id": "mofa",
    "name": "Ministry of Foreign Affairs",
    "kind_code": "government ministry",
}
MONEY = {
    "entry_id": "grant-1",
    "activity_id": "course",
    "measure_code": "amount_disbursed",
    "value": "15.50",
    "unit_code": "currency",
    "currency_code": "EUR",
    "date": "2022",
}
TOTAL = {
    "observation_id": "graduates-2022",
    "activity_id": "course",
    "claim_id": "course--graduates",
    "measure_code": "graduates",
    "population_code": "graduates",
    "value": "6200",
    "unit_code": "person",
    "cutoff": "2022-03-31",
    "cutoff_basis_code": "stated",
}


def given(**tables: Rows) -> list[GivenTable]:
    """Tables whose lines begin below the heading."""

    def rows_of(rows: Rows) -> Callable[[], list[GivenRow]]:
        return lambda: [GivenRow(line, row) for line, row in enumerate(rows, start=2)]

    return [GivenTable(name, rows_of(rows)) for name, rows in tables.items()]


def bring(**tables: Rows) -> SheetReport:
    return import_sheets(given(**tables), by=SYSTEM, file="book.xlsx", sha256="a" * 64)


def look(**tables: Rows) -> SheetReport:
    return check_sheets(given(**tables), by=SYSTEM)


def reasons(**tables: Rows) -> list[tuple[str, int, str | None, str]]:
    found = look(**tables).problems
    return [(one.table, one.line, one.field, one.reason) for one in found]


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., object]:
    """The small portfolio in the ledger; called again, with other files."""

    def load(**files: Rows) -> object:
        return load_portfolio(portfolio_at(tmp_path / "portfolio", **files), by=SYSTEM)

    load(splits=[SPLIT])
    return load


def test_new_records_of_all_tables_refer_to_one_another(loaded: object) -> None:
    work = {**ACTIVITY, "activity_id": "second", "parent_activity_id": "course"}
    del work["mentions"]
    work["parties"] = [{"party_id": "mofa", "role_code": "implementer"}]
    report = bring(
        results=[{**TOTAL, "activity_id": "second"}],
        entries=[
            {**MONEY, "activity_id": "second", "provider_party_id": "mofa"},
            {**MONEY, "entry_id": "grant-2", "funded_from_entry_id": "grant-1"},
        ],
        activities=[work],
        parties=[PARTY],
    )
    assert report.is_applied
    assert {name: one.new for name, one in report.tables.items()} == {
        "parties": 1, "activities": 1, "entries": 2, "results": 1,
    }  # fmt: skip
    activity = Activity.objects.get(public_id="second")
    assert activity.parent_activity is not None and not activity.is_top_level
    assert (activity.release_code, activity.parties.get().party.public_id) == ("draft", "mofa")
    line = Entry.objects.get(public_id="grant-2")
    assert line.funded_from_entry is not None
    assert line.funded_from_entry.public_id == "grant-1"
    assert (line.quantity, line.exponent, line.release_code) == (1550, -2, "draft")
    total = Observation.objects.get(public_id="graduates-2022")
    assert (total.quantity, total.is_active) == (6200, True)
    event = AuditEvent.objects.get(verb="import", object_type="sheet")
    assert '"entries":{"changed":0,"new":2}' in event.payload
    verify_chain()


def test_what_is_on_record_already_changes_nothing(loaded: object) -> None:
    bring(parties=[PARTY], entries=[MONEY], results=[TOTAL])
    before = AuditEvent.objects.count()
    tables = {name: list(own_rows(name)) for name in ("parties", "activities", "entries")}
    report = bring(**tables, results=list(own_rows("results")))
    assert [(one.rows, one.same) for one in report.tables.values()] == [
        (2, 2), (1, 1), (3, 3), (2, 2),
    ]  # fmt: skip
    assert not report.has_changes
    assert AuditEvent.objects.count() == before


def test_ways_of_writing_the_same_are_no_change(loaded: object) -> None:
    same = {
        "activity_id": "course",
        "title": " Training course ",
        "countries": [{"country_code": "KE", "basis_code": "stated", "is_open_list": False}],
    }
    money = {"entry_id": "money-2021", "value": "1500000.5", "qualifier_code": None}
    report = look(activities=[same], entries=[money])
    assert [one.same for one in report.tables.values()] == [1, 1]


def test_columns_that_are_left_out_stay_and_blank_ones_are_cleared(loaded: object) -> None:
    rows = [{"activity_id": "course", "title": "Seminar", "start": None, "regions": ["asia"]}]
    report = bring(activities=rows)
    assert [(one.field, one.before, one.after) for one in report.tables["activities"].changes] == [
        ("title", "Training course", "Seminar"),
        ("start", "2001", None),
        ("regions", ["africa"], ["asia"]),
    ]
    activity = Activity.objects.get(public_id="course")
    assert (activity.title, activity.start_stated, activity.purpose_code) == (
        "Seminar", None, "15130",
    )  # fmt: skip
    assert activity.regions.get().region_code == "asia"
    assert activity.mentions.count() == 1
    assert activity.last_reported_year == 2021
    # What somebody has released stays released.
    assert activity.release_code == "cleared"


def test_a_changed_line_is_reversed_and_entered_anew_with_its_shares(
    loaded: Callable[..., object],
) -> None:
    report = bring(entries=[{"entry_id": "money-2021", "value": "1600000"}])
    assert report.tables["entries"].changed == 1
    line = Entry.objects.get(public_id="money-2021~1")
    assert (str(line.quantity), line.provider_party.public_id) == ("1600000", "ministry")
    assert Split.objects.filter(entry=line).count() == 2
    sums = Entry.objects.filter(public_id__startswith="money").aggregate(total=Sum("quantity"))
    reversal = Entry.objects.get(reverses_entry__public_id="money-2021")
    assert reversal.quantity == -150000050
    assert sums["total"] == 150000050 + 1600000
    # The same file again finds it as it stands.
    again = bring(entries=[{"entry_id": "money-2021", "value": "1600000"}])
    assert again.tables["entries"].same == 1
    bring(entries=[{"entry_id": "money-2021", "value": "1700000"}])
    assert Entry.objects.filter(public_id="money-2021~2").exists()
    # The portfolio goes on from the corrected line when its own row changes.
    assert SourceRow.objects.get(table="test/entries").generation == 3
    loaded(entries=[{**ENTRY, "value": "1800000"}])
    standing = [row for row in own_rows("entries") if row["entry_id"] == "money-2021"]
    assert [row["value"] for row in standing] == ["1800000"]
    verify_chain()


def test_a_changed_total_is_withdrawn_and_recorded_anew(loaded: object) -> None:
    bring(results=[TOTAL])
    bring(results=[{"observation_id": "graduates-2022", "value": "6300"}])
    held = Observation.objects.filter(public_id__startswith="graduates").order_by("pk")
    assert list(held.values_list("public_id", "quantity", "is_active")) == [
        ("graduates-2022", 6200, False), ("graduates-2022~1", 6300, True),
    ]  # fmt: skip
    assert look(results=[{**TOTAL, "value": "6300"}]).tables["results"].same == 1


@pytest.mark.parametrize(
    ("table", "row", "field", "reason"),
    [
        ("parties", {"party_id": "x", "name": "X"}, "kind_code", "is missing"),
        ("parties", {"name": "X"}, "party_id", "is missing"),
        ("parties", {**PARTY, "party_id": "a b"}, "party_id", "'a b' is no id"),
        ("parties", {**PARTY, "parent_party_id": "nobody"}, "parent_party_id",
         "'nobody' is in no row of parties"),
        ("activities", {"activity_id": "course", "theme_code": "cooking"}, "theme_code",
         "is no code of the list theme"),
        ("activities", {"activity_id": "course", "parent_activity_id": "course"},
         "parent_activity_id", "is a part of itself"),
        ("entries", {**MONEY, "currency_code": None}, "currency_code", "currency"),
        ("entries", {**MONEY, "value": "-1"}, "value", "-1"),
        ("entries", {**MONEY, "currency_code": "ZZZ"}, "currency_code", "ZZZ"),
        ("entries", {**MONEY, "activity_id": "nowhere"}, "activity_id", "in no row of activities"),
        ("results", {**TOTAL, "claim_id": "unsaid"}, "claim_id", "'unsaid' is in no row of claims"),
        ("results", {**TOTAL, "value": "-1"}, "value", "-1"),
        ("results", {**TOTAL, "cutoff": None}, "cutoff", "is missing"),
        ("results", {**TOTAL, "unit_code": "day"}, "unit_code", "day"),
    ],
)  # fmt: skip
def test_each_rule_names_the_line_and_its_field(
    loaded: object, table: str, row: dict[str, Any], field: str, reason: str
) -> None:
    (problem,) = reasons(**{table: [row]})
    assert problem[:3] == (table, 2, field)
    assert reason in problem[3]
    assert problem_in(problem[3], "ja") != problem[3]


def test_a_line_that_cannot_be_read_stops_what_refers_to_nothing_else(loaded: object) -> None:
    faulty = GivenRow(7, {"party_id": "mofa"}, (("kind_code", "'Ministri' is not known here."),))
    tables = [GivenTable("parties", lambda: [faulty]), *given(
        entries=[{**MONEY, "provider_party_id": "mofa"}]
    )]  # fmt: skip
    report = check_sheets(tables, by=SYSTEM)
    assert [(one.line, one.field) for one in report.problems] == [(7, "kind_code")]
    assert (report.tables["parties"].bad, report.tables["entries"].new) == (1, 1)


def test_an_id_stands_once(loaded: object) -> None:
    assert reasons(parties=[PARTY, {**PARTY, "name": "Other"}]) == [
        ("parties", 3, "party_id", "'mofa' stands in line 2 already")
    ]


def test_a_ring_by_way_of_the_ledger_is_found(loaded: object) -> None:
    bring(parties=[PARTY, {**PARTY, "party_id": "unit", "parent_party_id": "mofa"}])
    assert reasons(parties=[{"party_id": "mofa", "parent_party_id": "unit"}]) == [
        ("parties", 2, "parent_party_id", "is a part of itself")
    ]


def test_what_a_file_may_not_change_is_said(loaded: object) -> None:
    bring(entries=[MONEY])
    by_claim = Entry.objects.get(claim__public_id="course--participants")
    told = {
        by_claim.public_id: "rests on a claim",
        Entry.objects.get(public_id="grant-1").public_id: None,
    }
    for entry_id, reason in told.items():
        found = reasons(entries=[{"entry_id": entry_id, "value": "7", "measure_code": None}])
        assert found
        assert reason is None or reason in found[0][3]
    total = Observation.objects.get(claim__public_id="course--graduates")
    (found_total,) = reasons(results=[{"observation_id": total.public_id, "value": "1"}])
    assert "is what its claim states" in found_total[3]
    make_activity(public_id="theirs", publisher=make_party(public_id="other"))
    (theirs,) = reasons(activities=[{"activity_id": "theirs", "title": "Ours"}])
    assert "belongs to another publisher" in theirs[3]
    assert "theirs" not in {row["activity_id"] for row in own_rows("activities")}


def test_a_reversed_line_is_not_entered_again(loaded: object) -> None:
    from tomoni.records.actions.entries import reverse_entry

    bring(entries=[MONEY])
    reversal = reverse_entry("grant-1", by=SYSTEM, why="wrong")
    (gone,) = reasons(entries=[{**MONEY, "value": "16"}])
    assert "has been reversed" in gone[3]
    (line,) = reasons(entries=[{"entry_id": reversal.public_id, "value": "1"}])
    assert "cancels another" in line[3]


def test_one_bad_line_leaves_everything_as_it_was(loaded: object) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(QuarantineError, match="1 line is wrong; nothing was read in") as caught:
        bring(parties=[PARTY], entries=[{**MONEY, "value": "-1"}])
    assert caught.value.where is not None
    assert (caught.value.where.file, caught.value.where.line) == ("book.xlsx", 2)
    assert not Party.objects.filter(public_id="mofa").exists()
    assert AuditEvent.objects.count() == before


def test_a_file_that_breaks_off_leaves_everything_as_it_was(loaded: object) -> None:
    def broken() -> Any:
        yield GivenRow(2, PARTY)
        raise InputError("The workbook is damaged.")

    with pytest.raises(InputError, match="damaged"):
        import_sheets([GivenTable("parties", broken)], by=SYSTEM, file="b", sha256="a" * 64)
    assert not Party.objects.filter(public_id="mofa").exists()


def test_who_may_not_enter_may_not_read_in(loaded: object) -> None:
    nobody = make_user("nobody")
    with pytest.raises(NotPermittedError):
        check_sheets(given(parties=[PARTY]), by=nobody)
    with pytest.raises(NotPermittedError):
        import_sheets(given(parties=[PARTY]), by=nobody, file="b", sha256="a" * 64)


def test_what_has_changed_since_the_file_was_written_is_not_overwritten(loaded: object) -> None:
    (row,) = own_rows("activities")
    version = row_version("activities", row)
    old = {"activity_id": "course", "title": "From an old file", "version": version}
    assert look(activities=[old]).tables["activities"].changed == 1
    Activity.objects.update(notes="Changed at the desk.")
    (found,) = reasons(activities=[old])
    assert found[2] == "version"
    assert problem_in(found[3], "ja") != found[3]
    bring(activities=[{**old, "version": None}])
    # The same file again says what is on record by now.
    assert look(activities=[old]).tables["activities"].same == 1


def test_a_sheet_without_a_change_asks_for_no_right(loaded: object) -> None:
    officer = make_user("officer")
    make_mandate(user=officer, role_code="programme_officer")
    rows = {"parties": list(own_rows("parties")), "entries": [MONEY]}
    report = check_sheets(given(**rows), by=officer)
    assert [(one.new, one.same) for one in report.tables.values()] == [(0, 1), (1, 0)]
    with pytest.raises(NotPermittedError):
        check_sheets(given(parties=[PARTY]), by=officer)


def test_a_mandate_for_one_course_reads_nothing_in(loaded: object) -> None:
    officer = make_user("officer")
    make_mandate(user=officer, role_code="programme_officer", scope_id="itc-175")
    with pytest.raises(NotPermittedError):
        check_sheets(given(entries=[MONEY]), by=officer)


def test_targets_go_out_and_follow_their_claims(loaded: object) -> None:
    PledgeTarget.objects.create(
        public_id="aim", pledge=make_pledge(), measure_code="graduates",
        claim=Claim.objects.get(public_id="course--graduates"), **persons(1000),
    )  # fmt: skip
    (row,) = own_rows("targets")
    assert look(targets=[row]).tables["targets"].same == 1
    for changed in ({**row, "value": "1"}, {**row, "target_id": "other"}):
        (found,) = reasons(targets=[changed])
        assert "follows from its claim" in found[3]


def test_bounds_of_its_own_are_not_lost(loaded: object) -> None:
    from tomoni.records.actions.entries import EntryValues, record_entry
    from tomoni.rules.quantities import Quantity

    values = EntryValues(
        "course", "amount_disbursed", Quantity(10), "currency", "2022", "USD",
        low=Quantity(9), high=Quantity(12), entry_id="bounded",
    )  # fmt: skip
    record_entry(values, by=SYSTEM)
    (found,) = reasons(entries=[{"entry_id": "bounded", "value": "11"}])
    assert "bounds of its own" in found[3]
