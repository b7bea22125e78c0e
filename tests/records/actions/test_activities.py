"""Activities are entered with their links, as drafts, in one transaction."""

from __future__ import annotations

from typing import Any

import pytest

from records.samples import make_activity, make_framework, make_party, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError
from tomoni.catalogue.kinds import KINDS
from tomoni.records.actions.activities import create_activity
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.models import Activity, ActivityCountry, AuditEvent

pytestmark = pytest.mark.django_db


def create(**values: Any) -> Activity:
    given: dict[str, Any] = {
        "by": SYSTEM,
        "activity_id": "seminar",
        "title": "Good Governance Seminar",
        "summary": "A seminar for officials.",
        "kind_code": "dialogue_policy",
        "theme_code": "rule_of_law",
        "granularity_code": "specific",
    }
    return create_activity(**given | values)


def test_an_activity_is_entered_with_its_links() -> None:
    make_party(public_id="unafei")
    make_framework(public_id="uncac")
    activity = create(
        start="FY2018",
        end="2019-03-31",
        countries=[("VN", "stated"), ("JP", "venue")],
        regions=["m49-035"],
        parties=[("unafei", "implementer"), ("unafei", "funder")],
        frameworks=["uncac"],
    )
    activity.refresh_from_db()
    assert (activity.release_code, activity.is_top_level) == ("draft", True)
    assert (activity.start_stated, str(activity.start_first)) == ("FY2018", "2018-04-01")
    assert str(activity.end_last) == "2019-03-31"
    assert activity.status_code == "last_reported" and activity.oda_decision_code == "undecided"
    countries = activity.countries.order_by("public_id").values_list("public_id", "basis_code")
    assert list(countries) == [("seminar--JP", "venue"), ("seminar--VN", "stated")]
    assert activity.regions.get().region_code == "m49-035"
    assert activity.parties.count() == 2 and activity.frameworks.count() == 1
    assert AuditEvent.objects.get().object_id == "seminar"


def test_a_part_is_not_top_level() -> None:
    make_activity(public_id="programme")
    part = create(parent_activity_id="programme")
    assert not part.is_top_level and part.parent_activity.public_id == "programme"


@pytest.mark.parametrize(
    "values",
    [
        {"kind_code": "party"},
        {"theme_code": "cooking"},
        {"granularity_code": "tiny"},
        {"title": ""},
        {"start": "last year"},
        {"countries": [("ZZ", "stated")]},
        {"countries": [("VN", "guessed")]},
        {"countries": [("VN", "stated"), ("VN", "venue")]},
        {"parties": [("unafei", "cook")]},
        {"budget": 7},
    ],
    ids=str,
)
def test_what_is_refused_leaves_nothing(values: dict[str, Any]) -> None:
    make_party(public_id="unafei")
    with pytest.raises(InputError):
        create(**values)
    assert not Activity.objects.exists()
    assert not ActivityCountry.objects.exists() and not AuditEvent.objects.exists()


def test_a_kind_names_what_it_needs() -> None:
    kind = next(kind for kind in KINDS if kind.required)
    with pytest.raises(InputError, match=kind.required[0]):
        create(kind_code=kind.code)


def test_references_exist_and_ids_are_free() -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        create(parties=[("nowhere", "funder")])
    create()
    with pytest.raises(InputError, match="seminar"):
        create()
    assert Activity.objects.count() == 1


def test_who_has_no_role_may_not() -> None:
    with pytest.raises(NotPermittedError):
        create(by=make_user())
