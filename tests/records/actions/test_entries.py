"""Lines of the ledger: entered by the rules, reversed once, corrected by two lines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Sum

from records.samples import make_activity, make_claim, make_mandate, make_party, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.entries import (
    EntryValues,
    correct_entry,
    record_entry,
    reverse_entry,
)
from tomoni.records.actions.release import clear_for_release
from tomoni.records.models import Activity, AuditEvent, Entry
from tomoni.records.queries.entries import current_release, entries_as_they_stand
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Activity:
    return make_activity(public_id="course", kind_code="training_course")


def graduates(number: str = "25", **more: Any) -> EntryValues:
    values: dict[str, Any] = {
        "activity_id": "course",
        "measure_code": "graduates",
        "quantity": Quantity.from_text(number),
        "unit_code": "person",
        "date": "2021-03",
    }
    return EntryValues(**values | more)


def test_a_line_is_entered_with_its_years_and_bounds(course: Activity) -> None:
    make_party(public_id="unafei")
    entry = record_entry(
        graduates(provider_party_id="unafei", country_code="VN", entry_id="line-1"), by=SYSTEM
    )
    entry.refresh_from_db()
    assert (entry.public_id, entry.activity, entry.country_code) == ("line-1", course, "VN")
    assert (entry.quantity, entry.low_quantity, entry.high_quantity) == (25, 25, 25)
    assert (entry.date_first, entry.date_last) == (date(2021, 3, 1), date(2021, 3, 31))
    # March 2021 lies in the fiscal year that began in April 2020.
    assert (entry.calendar_year, entry.fiscal_year) == (2021, 2020)
    assert entry.provider_party.public_id == "unafei"
    assert entry.release_code == "draft"


def test_a_hedge_becomes_bounds_at_one_exponent(course: Activity) -> None:
    entry = record_entry(graduates("6100", qualifier_code="more_than"), by=SYSTEM)
    assert (entry.low_quantity, entry.high_quantity, entry.exponent) == (6100, 6200, 0)


def test_money_with_decimals_is_exact() -> None:
    make_activity(public_id="grant", kind_code="grant")
    values = graduates(
        "15.53",
        activity_id="grant",
        measure_code="amount_disbursed",
        unit_code="currency",
        currency_code="USD",
    )
    entry = record_entry(values, by=SYSTEM)
    assert (entry.quantity, entry.exponent, entry.currency_code) == (1553, -2, "USD")


def test_the_audit_tells_of_it(course: Activity) -> None:
    entry = record_entry(graduates(), by=SYSTEM)
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_type, event.object_id) == ("create", "entry", entry.public_id)
    assert '"quantity":"25"' in event.payload and verify_chain().length == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"measure_code": "area_cleared", "unit_code": "square_metre"}, "measure_code"),
        ({"measure_code": "countries_represented", "unit_code": "country"}, "measure_code"),
        ({"unit_code": "item"}, "unit_code"),
        ({"unit_code": "heads"}, "unit_code"),
        ({"currency_code": "JPY"}, "currency_code"),
        ({"quantity": Quantity(-25)}, "quantity"),
        ({"date": "1821"}, "date_stated"),
        ({"country_code": "ZZ"}, "country_code"),
        ({"counting_level_code": "somewhere"}, "counting_level_code"),
        ({"item_code": " "}, "item_code"),
        ({"low": Quantity(26), "high": Quantity(27)}, "low_quantity"),
    ],
)
def test_what_the_rules_refuse(course: Activity, more: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        record_entry(graduates(**more), by=SYSTEM)
    assert caught.value.where is not None and caught.value.where.field == field
    assert not Entry.objects.exists() and not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"activity_id": "nowhere"},
        {"claim_id": "nowhere"},
        {"receiver_party_id": "nowhere"},
        {"funded_from_entry_id": "nowhere"},
    ],
)
def test_references_exist(course: Activity, more: dict[str, Any]) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        record_entry(graduates(**more), by=SYSTEM)


def test_a_taken_id_is_refused(course: Activity) -> None:
    record_entry(graduates(entry_id="line-1"), by=SYSTEM)
    with pytest.raises(InputError, match="line-1"):
        record_entry(graduates(entry_id="line-1"), by=SYSTEM)
    assert Entry.objects.count() == 1


def test_a_reversal_adds_to_zero(course: Activity) -> None:
    claim = make_claim(activity=course)
    entry = record_entry(
        graduates("6100", qualifier_code="more_than", claim_id=claim.public_id), by=SYSTEM
    )
    reversal = reverse_entry(entry.public_id, by=SYSTEM, why="counted twice")
    assert Entry.objects.aggregate(total=Sum("quantity"))["total"] == 0
    assert (reversal.low_quantity, reversal.high_quantity) == (-6200, -6100)
    assert (reversal.reverses_entry, reversal.claim) == (entry, claim)
    assert reversal.date_stated == entry.date_stated
    stand = {line.public_id: line.is_reversed for line in entries_as_they_stand()}
    assert stand == {entry.public_id: True, reversal.public_id: False}


def test_a_line_is_reversed_once_and_a_reversal_never(course: Activity) -> None:
    entry = record_entry(graduates(), by=SYSTEM)
    reversal = reverse_entry(entry.public_id, by=SYSTEM, why="wrong")
    for again in (entry, reversal):
        with pytest.raises(RefusedError):
            reverse_entry(again.public_id, by=SYSTEM, why="wrong")
    assert Entry.objects.count() == 2
    assert AuditEvent.objects.count() == 2


def test_a_reversal_says_why(course: Activity) -> None:
    entry = record_entry(graduates(), by=SYSTEM)
    with pytest.raises(InputError, match="reason"):
        reverse_entry(entry.public_id, by=SYSTEM, why="  ")
    with pytest.raises(NotFoundError):
        reverse_entry("nowhere", by=SYSTEM, why="wrong")


def test_a_line_can_be_reversed_whatever_became_of_its_activity(course: Activity) -> None:
    entry = record_entry(graduates(), by=SYSTEM)
    Activity.objects.update(kind_code="demining")
    assert reverse_entry(entry.public_id, by=SYSTEM, why="wrong").quantity == -25


def test_a_reversal_is_released_as_the_line_it_cancels(course: Activity) -> None:
    entry = record_entry(graduates(), by=SYSTEM)
    clear_for_release("entry", [entry.public_id], by=SYSTEM, why="checked")
    reversal = reverse_entry(entry.public_id, by=SYSTEM, why="wrong")
    assert current_release(reversal).release_code == "cleared"
    stand = entries_as_they_stand().values_list("current_release_code", flat=True)
    assert list(stand) == ["cleared", "cleared"]


def test_a_correction_leaves_three_lines(course: Activity) -> None:
    wrong = record_entry(graduates("52"), by=SYSTEM)
    right = correct_entry(wrong.public_id, graduates("25"), by=SYSTEM, why="digits swapped")
    assert [line.quantity for line in Entry.objects.order_by("pk")] == [52, -52, 25]
    assert right.reverses_entry is None
    assert wrong.public_id in AuditEvent.objects.latest("sequence").payload


def test_a_correction_that_is_refused_reverses_nothing(course: Activity) -> None:
    wrong = record_entry(graduates("52"), by=SYSTEM)
    with pytest.raises(InputError):
        correct_entry(wrong.public_id, graduates(unit_code="item"), by=SYSTEM, why="swapped")
    assert Entry.objects.count() == 1 and AuditEvent.objects.count() == 1


def test_only_the_desk_enters_and_reverses(course: Activity) -> None:
    editor, officer = make_user("editor"), make_user("officer")
    make_mandate(user=editor, role_code="editor")
    make_mandate(user=officer, role_code="desk_officer")
    with pytest.raises(NotPermittedError):
        record_entry(graduates(), by=editor)
    entry = record_entry(graduates(), by=officer)
    with pytest.raises(NotPermittedError):
        reverse_entry(entry.public_id, by=make_user("nobody"), why="wrong")
    with pytest.raises(NotPermittedError):
        correct_entry(entry.public_id, graduates(), by=editor, why="wrong")
    assert AuditEvent.objects.get().by == officer.public_id
