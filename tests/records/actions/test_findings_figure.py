"""A claim against a figure run: one finding an answer, whatever the snapshot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.samples import make_claim, make_user, persons
from tomoni.catalogue.errors import NotPermittedError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.findings_figure import AskedFigure, record_figure_finding
from tomoni.records.models import AuditEvent, Finding, FindingFigure
from tomoni.rules.findings.records import FigureValue
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db

VALUE = FigureValue(Quantity(54, 1), Quantity(500), Quantity(5405, -1), "person", None)
ASKED = AskedFigure(
    snapshot_id="5e2aa7d9",
    name="residual",
    version=1,
    request={"where": {"observation": ["o-1"]}},
    row_key={"observation": "o-1"},
    run_hash="ab" * 32,
    value=VALUE,
)


def test_the_figure_stands_beside_the_claim_with_all_that_asks_it_again() -> None:
    claim = make_claim(public_id="total", **persons(6100))
    finding = record_figure_finding(claim, ASKED, by=SYSTEM)
    assert finding is not None
    assert (finding.basis_code, finding.class_code, finding.rule_reason_code) == (
        "figure",
        "scope_difference",
        "records_fall_short",
    )
    figure = FindingFigure.objects.get()
    assert (figure.quantity, figure.low_quantity, figure.high_quantity, figure.exponent) == (
        5400,
        5000,
        5405,
        -1,
    )
    assert (figure.figure_name, figure.snapshot_id, figure.row_key) == (
        "residual",
        "5e2aa7d9",
        {"observation": "o-1"},
    )
    assert AuditEvent.objects.get().object_id == finding.public_id


def test_the_same_answer_on_a_later_snapshot_makes_no_second_finding() -> None:
    make_claim(public_id="total", **persons(6100))
    assert record_figure_finding("total", ASKED, by=SYSTEM) is not None
    assert record_figure_finding("total", replace(ASKED, snapshot_id="77"), by=SYSTEM) is None
    other = replace(ASKED, run_hash="cd" * 32, value=replace(VALUE, value=Quantity(541)))
    assert record_figure_finding("total", other, by=SYSTEM) is not None
    assert Finding.objects.count() == FindingFigure.objects.count() == 2


def test_nobody_but_an_editor_sets_claims_against_figures() -> None:
    with pytest.raises(NotPermittedError):
        record_figure_finding(make_claim(), ASKED, by=make_user())
    assert not Finding.objects.exists()
