"""Claims against figures of the latest snapshot: only where the figure does not rest on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.samples import make_activity, make_claim, make_document, persons
from spec.figures.specs import all_cases
from tomoni.catalogue.errors import NotFoundError
from tomoni.exchange.snapshot import memory_snapshot
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.models import AuditEvent, Claim, FindingFigure
from tomoni.web.findings import figure_runs
from tomoni.web.findings.figure_runs import compare_with_figures
from tomoni.web.findings.tasks import compare

pytestmark = pytest.mark.django_db
# Two totals of 6,000 and 6,100 graduates, and entries of 30 and 20 inside them.
DRAWN = "residual: A total minus what itemises it"


@pytest.fixture
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = next(case.tables for case in all_cases() if case.id == DRAWN)
    monkeypatch.setattr("tomoni.web.command.store.chosen_snapshot", lambda *asked: Path("drawn"))
    monkeypatch.setattr(
        "tomoni.exchange.snapshot.open_snapshot", lambda path: memory_snapshot(tables)
    )


def total(observation: str | None, **columns: object) -> Claim:
    outcome = {"outcome_code": "observation", "outcome_id": observation} if observation else {}
    document = make_document(edition_year=2021)
    return make_claim(document=document, **persons(6100), **outcome, **columns)


@pytest.mark.usefixtures("_drawn")
def test_a_total_is_held_against_the_entries_inside_it_and_nothing_else() -> None:
    inside = total("o-2", public_id="inside")
    elsewhere = total("o-9", public_id="frozen-later")
    flow = total("o-1", public_id="flow", accumulation_code="flow")
    in_ledger = total(None, public_id="entry", outcome_code="entry", outcome_id="e-1")
    found = compare_with_figures([inside, elsewhere, flow, in_ledger], by=SYSTEM)
    assert found.without_figure == 3
    (finding,) = found.findings
    assert (finding.class_code, finding.rule_reason_code) == (
        "scope_difference",
        "records_fall_short",
    )
    figure = FindingFigure.objects.get()
    assert (figure.figure_name, figure.quantity, figure.high_quantity) == ("residual", 50, 57)
    assert figure.row_key["observation"] == "o-2" and figure.row_key["part"] == "itemised"
    assert compare_with_figures([inside], by=SYSTEM).findings == ()


@pytest.mark.usefixtures("_drawn")
def test_a_claim_that_no_record_stands_behind_is_held_against_the_total_to_date() -> None:
    programme = make_activity(public_id="programme")
    claim = total(None, public_id="said", activity=programme)
    (finding,) = compare_with_figures([claim], by=SYSTEM).findings
    figure = FindingFigure.objects.get()
    assert figure.figure_name == figure_runs._TO_DATE["graduates"]
    assert figure.request["as_of"] == "2021-12-31"
    assert finding.basis_code == "figure"


@pytest.mark.usefixtures("_drawn")
def test_the_worker_asks_by_ids_alone_and_may_ask_twice() -> None:
    inside = total("o-2", public_id="inside")
    undone = total("o-1", public_id="undone", outcome_reason_code="withdrawn")
    assert compare.call([inside.public_id, undone.public_id, "gone"]) == 1
    assert compare.call([inside.public_id]) == 0
    assert FindingFigure.objects.get().row_key["observation"] == "o-2"
    assert AuditEvent.objects.get(object_type="finding").by == SYSTEM


def test_without_a_snapshot_nothing_is_compared(tmp_path: Path, settings: object) -> None:
    claim = total("o-2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path)  # type: ignore[attr-defined]
        with pytest.raises(NotFoundError, match="snapshot"):
            compare_with_figures([claim], by=SYSTEM)
        assert compare.call([claim.public_id]) == 0
