"""The packaged portfolio: what a load makes of it, and that a second load changes nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.test import override_settings

from records.portfolios import ENTRY, FLOW, portfolio_at
from tomoni.catalogue.errors import NotPermittedError
from tomoni.catalogue.settings import Settings
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.load import load_portfolio
from tomoni.records.actions.loading.format import FILES_BY_NAME, HEADER
from tomoni.records.actions.loading.report import LoadReport
from tomoni.records.actions.loading.values import check_values
from tomoni.records.models import (
    Activity,
    ActivityCountry,
    AuditEvent,
    Claim,
    Edition,
    Entry,
    Finding,
    Observation,
    Pledge,
    PledgeResult,
    PledgeTarget,
    Series,
    User,
)
from tomoni.rules.findings import agrees

pytestmark = pytest.mark.django_db


def load(directory: Path | None = None) -> LoadReport:
    return load_portfolio(directory, by=SYSTEM)


def row_counts() -> dict[str, int]:
    models = apps.get_app_config("records").get_models()
    return {model._meta.db_table: model.objects.count() for model in models}


def test_all_rows_of_the_packaged_portfolio_arrive() -> None:
    report = load()
    rows = {name: file.new for name, file in report.files.items()}
    assert rows == {
        "parties": 78,
        "frameworks": 50,
        "documents": 5,
        "document_sections": 34,
        "activities": 239,
        "series": 11,
        "editions": 10,
        "claims": 172,
        "pledges": 4,
        "findings": 33,
        "exclusions": 59,
        "namings": 246,
    }
    assert Activity.objects.filter(is_top_level=True).count() == 115
    assert Activity.objects.filter(parent_activity__isnull=True).count() == 115
    assert not report.bad_rows


def test_a_second_load_changes_nothing() -> None:
    load()
    before = row_counts()
    second = load()
    assert not second.has_changed
    assert row_counts() == before
    assert sum(file.unchanged for file in second.files.values()) == 941


def test_every_claim_has_the_outcome_of_the_rule() -> None:
    load()
    outcomes = Counter(Claim.objects.values_list("outcome_code", "outcome_reason_code"))
    assert outcomes == {
        ("activity_fact", "date_of_activity"): 68,
        ("activity_fact", "fact_of_activity"): 17,
        ("claim_only", "background_only"): 7,
        ("claim_only", "describes_need"): 1,
        ("claim_only", "level_only"): 10,
        ("claim_only", "undated"): 2,
        ("entry", "dated_flow"): 3,
        ("observation", "cumulative_inferred"): 13,
        ("observation", "cumulative_stated"): 3,
        ("observation", "set_size_inferred"): 1,
        ("observation", "set_size_stated"): 4,
        ("pledge_result", "result_of_pledge"): 2,
        ("pledge_target", "states_target"): 8,
        ("series_fact", "fact_of_series"): 33,
    }


def test_each_outcome_names_a_record_that_its_claim_evidences() -> None:
    load()
    kinds = {
        "entry": Entry,
        "observation": Observation,
        "pledge_target": PledgeTarget,
        "pledge_result": PledgeResult,
    }
    for code, model in kinds.items():
        claims = dict(
            Claim.objects.filter(outcome_code=code).values_list("outcome_id", "public_id")
        )
        assert dict(model.objects.values_list("public_id", "claim__public_id")) == claims
    facts = Claim.objects.filter(outcome_code="series_fact").values_list("outcome_id", flat=True)
    assert set(facts) <= set(Series.objects.values_list("public_id", flat=True))


def test_an_undated_profile_observes_nothing() -> None:
    load()
    claim = Claim.objects.get(public_id="unafei-programme--participants--icc-asp-japan-profile")
    assert (claim.outcome_code, claim.outcome_reason_code) == ("claim_only", "undated")
    assert (claim.as_of_basis_code, claim.as_of_stated) == ("unknown", None)


def test_a_hedge_becomes_bounds_and_the_edition_a_cut_off() -> None:
    load()
    observation = Observation.objects.get(
        claim__public_id="unafei-programme--graduates--wp2021-s2-1-2"
    )
    assert (observation.quantity, observation.exponent) == (6100, 0)
    assert (observation.low_quantity, observation.high_quantity) == (6100, 6200)
    assert (observation.qualifier_code, observation.population_code) == ("more_than", "graduates")
    assert (observation.since_stated, observation.cutoff_stated) == ("1962", "2021")
    assert observation.cutoff_basis_code == "inferred"
    assert observation.series.public_id == "unafei"


def test_of_two_counts_of_one_event_the_whole_stands() -> None:
    load()
    seminar = Observation.objects.filter(activity__public_id="gg-seminar-15")
    assert dict(seminar.values_list("quantity", "is_active")) == {10: True, 9: False}
    assert Observation.objects.filter(is_active=False).count() == 1
    # An edition's own count is no total of its series.
    assert set(seminar.values_list("series", flat=True)) == {None}


def test_a_dated_contribution_is_entered_with_its_bounds_and_parties() -> None:
    load()
    entry = Entry.objects.get(activity__public_id="unodc-uncac-review-2018")
    assert (entry.quantity, entry.currency_code, entry.qualifier_code) == (100000, "USD", "about")
    assert (entry.low_quantity, entry.high_quantity) == (95000, 105000)
    assert (entry.date_stated, entry.calendar_year, entry.fiscal_year) == ("2018", 2018, None)
    assert (entry.provider_party.public_id, entry.receiver_party.public_id) == ("gov-jp", "unodc")
    assert (entry.origin_code, entry.counting_level_code) == ("reported", "origin")
    seminar = Entry.objects.get(activity__public_id="gg-seminar-15")
    assert (seminar.date_stated, seminar.calendar_year, seminar.fiscal_year) == (
        "2021-12",
        2021,
        2021,
    )


def test_the_asean_pledge_has_its_targets_and_results() -> None:
    load()
    pledge = Pledge.objects.get(public_id="asean-ct-pledge")
    targets = {
        (target.measure_code, target.quantity): [
            (result.quantity, result.years_covered, result.is_self_reported)
            for result in target.results.all()
        ]
        for target in pledge.targets.all()
    }
    assert targets == {
        ("amount_pledged", 45_000_000_000): [(80_000_000_000, 2, True)],
        ("persons_trained", 2000): [(2653, 2, True)],
    }
    assert (pledge.window_years, pledge.window_end_stated, pledge.counting_rule) == (3, None, None)
    assert pledge.framework.public_id == "japan-asean-summit-2016"


def test_a_pledge_in_two_currencies_is_one_target_restated() -> None:
    load()
    yen = PledgeTarget.objects.get(pledge__public_id="africa-ct-pledge", currency_code="JPY")
    assert yen.restates_target.currency_code == "USD"
    assert yen.restates_target.restates_target is None


def test_a_claim_that_compares_with_no_other_is_named() -> None:
    load()
    finding = Finding.objects.get(public_id="rec-unafei-countries")
    aside = finding.claims.filter(is_set_aside=True).values_list("claim__public_id", flat=True)
    assert list(aside) == ["unafei-programme--countries_represented--icc-asp-japan-profile"]


def test_findings_agree_with_the_editor_without_looking() -> None:
    load()
    findings = Finding.objects.all()
    agreeing = [f for f in findings if agrees(f.editor_relation_code, f.class_code)]
    assert len(findings) == 33
    assert len(agreeing) >= 29
    # Where the rule differs from the editor both views stand; some classes always need a look.
    settled = {
        f
        for f in agreeing
        if f.class_code not in ("conflict", "internal_inconsistency")
        and not f.claims.filter(is_set_aside=True).exists()
    }
    assert {f for f in findings if f.state_code == "adjudicated"} == settled
    open_ids = {f.public_id for f in findings if f.state_code == "open"}
    assert open_ids >= {"rec-uncac-start", "rec-uncac-edition-check", "rec-unafei-countries"}
    for finding in findings:
        is_settled = finding.state_code == "adjudicated"
        assert finding.adjudicated_by == ("editor" if is_settled else None)
        assert finding.adjudicated_class_code == (finding.class_code if is_settled else None)
        assert finding.editor_class_code is not None


def test_status_is_completed_only_where_a_source_says_so() -> None:
    load()

    def state(public_id: str) -> tuple[str, int | None]:
        activity = Activity.objects.get(public_id=public_id)
        return activity.status_code, activity.last_reported_year

    assert state("gg-seminar-15") == ("completed", 2021)
    assert state("hrd-peacebuilding-program") == ("completed", 2018)
    assert state("djibouti-code-trust-fund") == ("completed", 2023)
    assert state("unafei-programme") == ("last_reported", 2021)
    assert state("unafei-nepal") == ("last_reported", None)
    # The end of a window is no end of the work.
    assert state("africa-ct-pledge") == ("last_reported", 2018)


def test_open_lists_and_bases_of_countries_are_kept() -> None:
    load()
    countries = ActivityCountry.objects.filter
    assert countries(activity__public_id="rol-assistance", is_open_list=True).count() == 11
    assert countries(activity__public_id="gg-seminar-15", is_open_list=False).count() == 10
    venue = countries(activity__public_id="gg-seminar-2018").get()
    assert (venue.country_code, venue.basis_code) == ("VN", "venue")


def test_an_ordinal_is_inferred_only_where_all_printed_ones_fit() -> None:
    load()
    numbers = {e.public_id: (e.number, e.number_basis_code) for e in Edition.objects.all()}
    assert numbers["gg-seminar-15"] == (15, "stated")
    assert numbers["gg-seminar-2018"] == (12, "inferred")
    assert numbers["uncac-training-2018"] == (None, None)
    assert numbers["recaap-training-2023"] == (None, None)


def test_the_whole_load_is_in_the_audit_and_the_chain_holds() -> None:
    load()
    verify_chain()
    events = Counter(AuditEvent.objects.values_list("verb", "object_type"))
    assert events["import", "portfolio"] == 1
    assert events["import", "activity"] == 239
    assert events["create", "entry"] == 3
    assert events["create", "observation"] == 21


def test_release_is_the_portfolios_with_who_and_why() -> None:
    load()
    for model in (Activity, Claim, Entry, Observation, PledgeTarget, Edition):
        assert set(model.objects.values_list("release_code", "release_by", "release_why")) == {
            ("cleared", SYSTEM, "Compiled from published documents")
        }


def test_counted_lines_come_exactly_as_printed(tmp_path: Path) -> None:
    report = load(portfolio_at(tmp_path / "portfolio"))
    entry = Entry.objects.get(public_id="money-2021")
    assert (entry.quantity, entry.exponent) == (150000050, -2)
    assert (entry.origin_code, entry.qualifier_code) == ("counted", "exact")
    assert (entry.calendar_year, entry.fiscal_year) == (2021, 2021)
    assert entry.provider_party.public_id == "ministry"
    assert report.entered == 2


def test_rows_may_point_to_records_of_another_portfolio(tmp_path: Path) -> None:
    load(portfolio_at(tmp_path / "first"))
    only_entries = {name: [] for name in ("parties", "documents", "activities", "series", "claims")}
    later = {**ENTRY, "entry_id": "money-2022", "date": "2022"}
    second = portfolio_at(
        tmp_path / "second", {"portfolio_id": "second"}, **only_entries, entries=[later]
    )
    assert load(second).entered == 1
    assert Entry.objects.get(public_id="money-2022").activity.public_id == "course"


def test_only_an_administrator_loads(tmp_path: Path) -> None:
    officer = User.objects.create(username="officer")
    with pytest.raises(NotPermittedError):
        load_portfolio(portfolio_at(tmp_path / "portfolio"), by=officer)
    assert not Activity.objects.exists()


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    load_portfolio(
        portfolio_at(tmp_path / "portfolio"), by=SYSTEM, progress=lambda *step: seen.append(step)
    )
    assert ("check claims", 2, 2) in seen
    assert ("load claims", 2, 2) in seen


def test_a_period_is_a_fiscal_year_by_the_instances_own_calendar(tmp_path: Path) -> None:
    claim = {**FLOW, "period_start": "2020-07", "period_end": "2021-06"}
    directory = portfolio_at(tmp_path / "portfolio", claims=[{**claim, "as_of": None}])
    own = Settings({"TOMONI_HOME": str(tmp_path), "TOMONI_FISCAL_YEAR_START_MONTH": "7"})
    with override_settings(TOMONI=own):
        load_portfolio(directory, by=SYSTEM)
    entry = Entry.objects.get(claim__isnull=False)
    assert (entry.date_stated, entry.fiscal_year) == ("FY2020", 2020)
    assert (entry.date_first, entry.date_last) == (date(2020, 7, 1), date(2021, 6, 30))


def test_the_examples_of_the_how_to_are_right() -> None:
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "your-portfolio.md"
    text = guide.read_text(encoding="utf-8")
    examples = re.findall(r"^    (\w+)\.jsonl\n((?:    .*\n)+)", text, re.MULTILINE)
    assert {name for name, _ in examples} == {
        "parties",
        "activities",
        "entries",
        "splits",
        "claims",
    }
    for name, example in examples:
        row = json.loads(example)
        assert list(check_values(FILES_BY_NAME[name].cells, row)) == []
    header = text.partition("`portfolio.json`:")[2].partition("\n\n")[2].partition("\n\n")[0]
    assert list(check_values(HEADER, json.loads(header))) == []
