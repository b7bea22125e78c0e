"""An accepted claim makes findings against the claims of its subject, each once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.samples import make_activity, make_claim, make_document, make_user, persons
from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.findings_new import classify_new_claim, classify_new_claims
from tomoni.records.models import Activity, AuditEvent, Claim, Finding, FindingClaim

pytestmark = pytest.mark.django_db


def claim_of(edition: int, graduates: int) -> Claim:
    activity = make_activity(public_id="unafei", title="UNAFEI training")
    return again(activity, edition, graduates)


def again(activity: Activity, edition: int, graduates: int) -> Claim:
    return make_claim(
        public_id=f"graduates-{edition}",
        activity=activity,
        document=make_document(edition_year=edition),
        **persons(graduates),
    )


def test_a_later_total_is_an_update_and_says_so_once() -> None:
    first = claim_of(2020, 6000)
    assert classify_new_claim(first, by=SYSTEM) == []
    second = again(first.activity, 2021, 6100)
    (finding,) = classify_new_claim(second.public_id, by=SYSTEM)
    assert (finding.class_code, finding.rule_reason_code) == ("update", "total_rises")
    assert (finding.topic, finding.state_code) == ("Graduates: UNAFEI training", "open")
    assert finding.scope_code == "cross_document"
    links = FindingClaim.objects.order_by("position").values_list("claim__public_id", flat=True)
    assert list(links) == ["graduates-2020", "graduates-2021"]
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_type, event.object_id) == (
        "create",
        "finding",
        finding.public_id,
    )
    assert classify_new_claim(second, by=SYSTEM) == []
    assert classify_new_claim(first, by=SYSTEM) == []
    assert Finding.objects.count() == 1


def test_nobody_but_an_editor_makes_findings() -> None:
    claim = claim_of(2020, 6000)
    with pytest.raises(NotPermittedError):
        classify_new_claim(claim, by=make_user())
    with pytest.raises(NotFoundError):
        classify_new_claim("nowhere", by=SYSTEM)


def test_a_claim_that_was_withdrawn_is_set_against_nothing() -> None:
    first = claim_of(2020, 6000)
    second = again(first.activity, 2021, 6100)
    Claim.objects.filter(pk=first.pk).update(outcome_reason_code="withdrawn")
    assert classify_new_claim(second, by=SYSTEM) == []
    first.refresh_from_db()
    assert classify_new_claim(first, by=SYSTEM) == []


def test_many_claims_cost_as_many_queries_as_few() -> None:
    first = claim_of(2020, 6000)
    claims = [first, *(again(first.activity, year, 6000 + year) for year in range(2021, 2025))]
    for one in claims:
        classify_new_claim(one, by=SYSTEM)
    told = set(Finding.objects.values_list("public_id", "class_code"))
    FindingClaim.objects.all().delete()
    Finding.objects.all().delete()
    fresh = list(Claim.objects.order_by("public_id"))
    assert len(told) == 4
    with CaptureQueriesContext(connection) as one:
        classify_new_claims(fresh[:2], by=SYSTEM)
    with CaptureQueriesContext(connection) as many:
        classify_new_claims(fresh[2:], by=SYSTEM)
    assert len(one) == len(many) < 20, (len(one), len(many))
    assert set(Finding.objects.values_list("public_id", "class_code")) == told
    assert classify_new_claims(fresh, by=SYSTEM) == []


@pytest.mark.parametrize(("value", "classes"), [(6000, []), (6100, ["update"])])
def test_a_report_of_our_own_is_only_noted_where_it_says_something_else(
    value: int, classes: list[str]
) -> None:
    first = claim_of(2020, 6000)
    said = again(first.activity, 2021, value)
    said.outcome_reason_code = "said_by_own_report"
    said.save(update_fields=["outcome_reason_code"])
    assert [one.class_code for one in classify_new_claim(said, by=SYSTEM)] == classes
