"""A changed row corrects its record; what it made in the ledger is reversed and made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from records.portfolios import ACTIVITY, DOCUMENT, ENTRY, FILES, FLOW, SPLIT, TOTAL, portfolio_at
from tomoni.catalogue.errors import QuarantineError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.documents import allow_showing
from tomoni.records.actions.entries import reverse_entry
from tomoni.records.actions.findings import adjudicate_finding
from tomoni.records.actions.load import load_portfolio
from tomoni.records.actions.loading.report import LoadReport
from tomoni.records.actions.release import withhold
from tomoni.records.models import (
    Activity,
    ActivityCountry,
    AuditEvent,
    Claim,
    Document,
    Entry,
    Finding,
    Observation,
    PledgeResult,
    PledgeTarget,
    Split,
)

pytestmark = pytest.mark.django_db
Load = Callable[..., LoadReport]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the small portfolio, with the given files instead of its own."""

    def load_files(**files: list[dict[str, Any]]) -> LoadReport:
        return load_portfolio(portfolio_at(tmp_path / "portfolio", **files), by=SYSTEM)

    return load_files


def test_a_changed_activity_is_corrected_with_its_parts(load: Load) -> None:
    load()
    countries = [{"country_code": "GH", "basis_code": "venue", "is_open_list": True}]
    report = load(activities=[{**ACTIVITY, "title": "Course", "countries": countries}])
    assert report.files["activities"].changed == 1
    assert Activity.objects.get().title == "Course"
    country = ActivityCountry.objects.get()
    assert (country.country_code, country.basis_code, country.is_open_list) == ("GH", "venue", True)
    event = AuditEvent.objects.get(verb="change", object_type="activity")
    assert '"title":"Course"' in event.payload
    verify_chain()


def test_a_field_that_is_left_out_now_is_no_longer_stated(load: Load) -> None:
    load(activities=[{**ACTIVITY, "notes": "doubtful", "parent_activity_id": None}])
    load(activities=[{name: value for name, value in ACTIVITY.items() if name != "start"}])
    activity = Activity.objects.get()
    assert (activity.notes, activity.start_stated, activity.start_first) == (None, None, None)


def test_an_activity_finds_and_leaves_its_wider_one(load: Load) -> None:
    part = {**ACTIVITY, "activity_id": "a-part", "parent_activity_id": "course"}
    load(activities=[part, ACTIVITY])
    found = Activity.objects.get(public_id="a-part")
    assert (found.parent_activity.public_id, found.is_top_level) == ("course", False)
    load(activities=[{**part, "parent_activity_id": None}, ACTIVITY])
    found.refresh_from_db()
    assert (found.parent_activity, found.is_top_level) == (None, True)


def test_a_changed_claim_reverses_its_entry_and_enters_anew(load: Load) -> None:
    load()
    first = Entry.objects.get(claim__isnull=False)
    report = load(claims=[TOTAL, {**FLOW, "value": 26}])
    assert (report.entered, report.reversed) == (1, 1)
    claim = Claim.objects.get(public_id="course--participants")
    assert (claim.quantity, claim.revision) == (26, 1)
    lines = {entry.public_id: entry.quantity for entry in claim.entries.all()}
    assert sorted(lines.values()) == [-25, 25, 26]
    assert claim.outcome_id != first.public_id and lines[claim.outcome_id] == 26
    assert Entry.objects.get(reverses_entry=first).quantity == -25
    assert claim.entries.aggregate(Sum("quantity")) == {"quantity__sum": 26}
    verify_chain()


def test_the_same_change_is_not_made_twice(load: Load) -> None:
    load()
    load(claims=[TOTAL, {**FLOW, "value": 26}])
    lines = Entry.objects.count()
    assert not load(claims=[TOTAL, {**FLOW, "value": 26}]).has_changed
    assert Entry.objects.count() == lines


def test_a_change_and_its_undoing_leave_every_line(load: Load) -> None:
    load()
    load(claims=[TOTAL, {**FLOW, "value": 26}])
    load()
    claim = Claim.objects.get(public_id="course--participants")
    assert (claim.quantity, claim.revision) == (25, 2)
    assert sorted(claim.entries.values_list("quantity", flat=True)) == [-26, -25, 25, 25, 26]


def test_a_reversal_carries_the_release_in_force(load: Load) -> None:
    load()
    first = Entry.objects.get(claim__isnull=False)
    withhold("entry", [first.public_id], by=SYSTEM, why="under review")
    load(claims=[TOTAL, {**FLOW, "value": 26}])
    assert Entry.objects.get(reverses_entry=first).release_code == "never"


def test_a_line_that_the_desk_has_reversed_is_not_reversed_again(load: Load) -> None:
    load()
    for entry in Entry.objects.all():
        reverse_entry(entry.public_id, by=SYSTEM, why="counted twice")
    report = load(claims=[TOTAL, {**FLOW, "value": 26}], entries=[{**ENTRY, "value": 7}])
    assert report.reversed == 0
    assert Entry.objects.count() == 6


def test_a_changed_claim_withdraws_its_observation(load: Load) -> None:
    load()
    report = load(claims=[{**TOTAL, "value": 6200}, FLOW])
    assert (report.observed, report.withdrawn) == (1, 1)
    standing = {o.quantity: o.is_active for o in Observation.objects.all()}
    assert standing == {6100: False, 6200: True}


def test_a_claim_may_become_something_else(load: Load) -> None:
    load()
    report = load(claims=[TOTAL, {**FLOW, "accumulation_code": "cumulative"}])
    claim = Claim.objects.get(public_id="course--participants")
    assert claim.outcome_code == "observation"
    assert (report.reversed, report.observed) == (1, 1)
    assert Entry.objects.filter(claim=claim).aggregate(Sum("quantity")) == {"quantity__sum": 0}


def test_a_claim_is_decided_again_when_its_document_is_dated(load: Load) -> None:
    undated = {name: value for name, value in DOCUMENT.items() if name != "edition_year"}
    load(documents=[undated])
    assert Claim.objects.get(public_id="course--graduates").outcome_reason_code == "undated"
    report = load()
    claim = Claim.objects.get(public_id="course--graduates")
    assert (claim.outcome_code, claim.as_of_stated) == ("observation", "2021")
    assert report.files["claims"].changed == 2
    assert Activity.objects.get().last_reported_year == 2021


def test_a_changed_line_of_the_ledger_is_entered_under_a_new_id(load: Load) -> None:
    load()
    dependent = {**ENTRY, "entry_id": "part-2021", "funded_from_entry_id": "money-2021"}
    load(entries=[{**ENTRY, "value": 2_000_000}, dependent])
    lines = Entry.objects.filter(claim__isnull=True).order_by("pk")
    assert [(e.public_id, e.quantity, e.exponent) for e in lines[:1]] == [
        ("money-2021", 150000050, -2)
    ]
    assert Entry.objects.get(reverses_entry=lines[0]).quantity == -150000050
    corrected = Entry.objects.get(public_id="money-2021~1")
    assert (corrected.quantity, corrected.exponent) == (2_000_000, 0)
    part = Entry.objects.get(public_id="part-2021")
    assert part.funded_from_entry == corrected


def test_decisions_of_the_desk_outlive_a_changed_row(load: Load) -> None:
    load()
    allow_showing("report-2021", by=SYSTEM, why="the publisher agreed")
    withhold("activity", ["course"], by=SYSTEM, why="under review")
    load(documents=[{**DOCUMENT, "title": "Report"}], activities=[{**ACTIVITY, "title": "Course"}])
    document = Document.objects.get()
    assert (document.title, document.may_show) == ("Report", True)
    activity = Activity.objects.get()
    assert (activity.title, activity.release_code) == ("Course", "never")


def test_rows_that_are_gone_are_told_and_stay(load: Load) -> None:
    load()
    report = load(claims=[TOTAL], entries=[])
    assert (report.files["claims"].missing, report.files["claims"].missing_ids) == (
        1,
        ["course--participants"],
    )
    assert report.files["entries"].missing == 1
    assert not report.has_changed
    assert Claim.objects.count() == 2 and Entry.objects.count() == 2


_TARGET = {
    **FLOW,
    "claim_id": "pledge--target",
    "metric_code": "persons_to_be_trained",
    "value": 2000,
    "population_code": "trainees",
    "accumulation_code": "none",
}
_RESULT = {**_TARGET, "claim_id": "pledge--result", "metric_code": "persons_trained", "value": 500}
_PLEDGE = {
    "pledge_id": "pledge",
    "activity_id": "course",
    "title": "Training of officials",
    "targets": [{"claim_id": "pledge--target"}],
    "results": [
        {
            "claim_id": "pledge--result",
            "target_claim_id": "pledge--target",
            "is_self_reported": True,
        }
    ],
}


def test_a_pledge_follows_its_claims(load: Load) -> None:
    load(claims=[_TARGET, _RESULT], pledges=[_PLEDGE])
    target = PledgeTarget.objects.get()
    report = load(claims=[{**_TARGET, "value": 3000}, _RESULT], pledges=[_PLEDGE])
    assert report.files["pledges"].changed == 1
    assert PledgeTarget.objects.get().quantity == 3000
    assert PledgeTarget.objects.get().public_id == target.public_id
    assert PledgeResult.objects.get().target.quantity == 3000


_AGAIN = {**TOTAL, "claim_id": "course--graduates-again", "start": 42, "end": 46}
_FINDING = {
    "finding_id": "graduates",
    "topic": "Graduates",
    "claim_ids": ["course--graduates", "course--graduates-again"],
    "editor_relation_code": "same",
    "scope_code": "within_document",
    "confidence_code": "high",
    "reasoning": "Printed twice.",
}


def test_a_finding_is_classified_again_when_a_claim_changes(load: Load) -> None:
    load(claims=[TOTAL, _AGAIN], findings=[_FINDING])
    finding = Finding.objects.get()
    assert (finding.class_code, finding.state_code) == ("same", "adjudicated")
    load(claims=[TOTAL, {**_AGAIN, "value": 7100}], findings=[_FINDING])
    finding.refresh_from_db()
    assert finding.class_code != "same"
    assert (finding.state_code, finding.adjudicated_by) == ("open", None)


def test_what_a_reviewer_has_decided_stands_while_the_class_does(load: Load) -> None:
    differing = {**_FINDING, "editor_relation_code": "growth"}
    load(claims=[TOTAL, _AGAIN], findings=[differing])
    adjudicate_finding("graduates", by=SYSTEM, class_code="same", why="printed twice")
    load(claims=[TOTAL, _AGAIN], findings=[{**differing, "topic": "Graduates so far"}])
    finding = Finding.objects.get()
    assert finding.topic == "Graduates so far"
    assert (finding.state_code, finding.adjudicated_why) == ("adjudicated", "printed twice")


def shares() -> list[tuple[str, str, int, int]]:
    rows = Split.objects.order_by("entry__pk", "code")
    return [(s.entry.public_id, s.code, s.numerator, s.denominator) for s in rows]


def test_splits_are_loaded_once_and_replaced_as_a_whole(load: Load) -> None:
    first = load(splits=[SPLIT])
    assert first.files["splits"].new == 1
    assert shares() == [("money-2021", "GH", 1, 3), ("money-2021", "KE", 2, 3)]
    before = set(Split.objects.values_list("pk", flat=True))
    again = load(splits=[SPLIT])
    assert (again.has_changed, again.files["splits"].unchanged) == (False, 1)
    assert set(Split.objects.values_list("pk", flat=True)) == before
    whole = [{"code": "KE", "numerator": 1, "denominator": 1}]
    assert load(splits=[{**SPLIT, "shares": whole}]).files["splits"].changed == 1
    assert shares() == [("money-2021", "KE", 1, 1)]
    gone = load(splits=[])
    assert gone.files["splits"].missing_ids == ["money-2021--place"]
    assert shares() == [("money-2021", "KE", 1, 1)]
    events = AuditEvent.objects.filter(object_type="split").order_by("sequence")
    assert [(e.verb, e.object_id) for e in events] == [
        ("import", "money-2021--place"), ("change", "money-2021--place"),
    ]  # fmt: skip
    verify_chain()


def test_the_shares_of_a_changed_line_go_to_its_reversal_and_its_correction(load: Load) -> None:
    load(splits=[SPLIT])
    load(splits=[SPLIT], entries=[{**ENTRY, "value": 2_000_000}])
    reversal = Entry.objects.get(reverses_entry__public_id="money-2021").public_id
    ids = {"money-2021": 2, reversal: 2, "money-2021~1": 2}
    assert {id: sum(1 for one in shares() if one[0] == id) for id in ids} == ids
    whole = [{"code": "KE", "numerator": 1, "denominator": 1}]
    load(splits=[{**SPLIT, "shares": whole}], entries=[{**ENTRY, "value": 2_000_000}])
    assert ("money-2021~1", "KE", 1, 1) in shares()
    assert len(shares()) == 5


def test_an_activity_is_split_over_frameworks_that_stand_in_any_source(load: Load) -> None:
    framework = {"framework_id": "uncac", "name": "UNCAC", "kind_code": "treaty"}
    code = {"code": "uncac", "numerator": 1, "denominator": 1}
    row = {
        "activity_id": "course", "axis_code": "framework", "method": "All.", "shares": [code],
    }  # fmt: skip
    load(frameworks=[framework], splits=[row])
    (split,) = Split.objects.all()
    assert (split.activity.public_id, split.entry, split.code) == ("course", None, "uncac")
    assert split.public_id == "course--framework--uncac"


def test_a_split_of_another_source_is_not_taken_over(load: Load, tmp_path: Path) -> None:
    load(splits=[SPLIT])
    other = portfolio_at(
        tmp_path / "other",
        {"portfolio_id": "other"},
        **{name: [] for name in FILES},
        splits=[SPLIT],
    )
    with pytest.raises(QuarantineError, match="in the ledger already, from another source"):
        load_portfolio(other, by=SYSTEM)
