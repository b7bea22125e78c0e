"""A file of nominees is entered whole or not at all, and a second time without effect."""

from __future__ import annotations

from typing import Any

import pytest

from records.actions.courses.test_nominations import focal_point, open_call, step
from tomoni.catalogue.errors import NotPermittedError, QuarantineError
from tomoni.records.actions.courses.nominations import NomineeValues
from tomoni.records.actions.courses.nominees_sheet import (
    SheetRow,
    enter_nominees,
    plan_nominees,
)
from tomoni.records.models import AuditEvent, Call, Nomination, Person

pytestmark = pytest.mark.django_db


def row(line: int, name: str, **values: Any) -> SheetRow:
    return SheetRow(line, NomineeValues(family_name=name, **values))


ROWS = [
    row(2, "Otieno", email="o@example.org", organisation="Court"),
    row(3, "Wanjiku", birth_year=1980),
]


def given(call: Call, rows: list[SheetRow], by: Any = "system") -> dict[str, Any]:
    return {
        "by": by, "call_id": call.public_id, "country_code": "KE", "rows": rows, "file": "n.xlsx",
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing() -> None:
    call = open_call()
    by = focal_point()
    assert plan_nominees(**given(call, ROWS, by)).count("new") == 2
    assert not Nomination.objects.exists()
    assert enter_nominees(**given(call, ROWS, by)).count("new") == 2
    before = AuditEvent.objects.count()
    assert enter_nominees(**given(call, ROWS, by)).count("unchanged") == 2
    assert (Nomination.objects.count(), AuditEvent.objects.count()) == (2, before)


def test_a_row_that_says_something_else_changes_the_nomination() -> None:
    call = open_call()
    enter_nominees(**given(call, ROWS))
    renamed = [row(2, "Odhiambo", email="O@example.org", organisation="Ministry")]
    plan = enter_nominees(**given(call, renamed))
    assert set(plan.rows[0].fields) == {"organisation", "family_name", "email"}
    assert Person.objects.filter(family_name="Odhiambo").count() == 1
    assert Nomination.objects.count() == 2


def test_one_bad_row_keeps_the_others_out() -> None:
    call = open_call()
    bad = [*ROWS, row(4, "Kamau", birth_year=2200)]
    with pytest.raises(QuarantineError, match=r"n\.xlsx:4") as refused:
        enter_nominees(**given(call, bad))
    assert "Nothing was entered" in str(refused.value)
    assert not Nomination.objects.exists() and not Person.objects.exists()
    with pytest.raises(QuarantineError, match="twice"):
        enter_nominees(**given(call, [ROWS[0], ROWS[0]]))


def test_a_nomination_that_was_withdrawn_or_sent_is_not_changed_by_a_file() -> None:
    call = open_call()
    enter_nominees(**given(call, ROWS))
    first = Nomination.objects.get(person__email="o@example.org")
    Nomination.objects.filter(pk=first.pk).update(state_code="received")
    changed = [row(2, "Otieno", email="o@example.org", organisation="Ministry")]
    plan = plan_nominees(**given(call, changed))
    assert "received and no longer changes" in plan.faults[0].what
    Nomination.objects.filter(pk=first.pk).update(state_code="draft")
    step(first, "withdraw", reason="left")
    assert plan_nominees(**given(call, changed)).count("new") == 1


def test_a_file_is_for_the_own_country() -> None:
    with pytest.raises(NotPermittedError):
        plan_nominees(**given(open_call(), ROWS, focal_point("VN")))
