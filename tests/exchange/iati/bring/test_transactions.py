"""What transactions become: lines of the ledger, or a reason why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.iati.bring.drawn_activities import (
    bringing,
    brought,
    course,
    provider,
    receiver,
    spent,
)
from tomoni.exchange.iati.bring.activity import bring
from tomoni.exchange.iati.bring.gather import activities_in
from tomoni.exchange.iati.read import read_piece
from tomoni.rules.imports.brought import Brought, BroughtTransaction, Choices
from tomoni.rules.quantities import Quantity


def only(*transactions: str) -> tuple[BroughtTransaction, Brought]:
    (found,) = brought(course("XX-1", *transactions))
    return found.transactions[0], found


def test_a_disbursement_is_a_line_at_its_value_date() -> None:
    one, whole = only(spent())
    assert one.amount is not None
    assert one.amount.measure_code == "amount_disbursed"
    assert one.amount.quantity == Quantity(10050, -2)
    assert one.amount.day == date(2021, 3, 15)
    assert (one.transaction_date, one.value_date) == ("2021-03-20", "2021-03-15")
    assert (one.amount.currency_code, one.currency_basis) == ("USD", "default")
    assert one.provider is not None
    assert one.provider.ref == "XX"
    notes = {note.code for note in whole.notes}
    assert {"currency_default", "provider_assumed"} <= notes


def test_a_stated_currency_is_taken_and_nothing_said_of_it() -> None:
    one, whole = only(spent(currency="JPY"))
    assert one.amount is not None
    assert (one.amount.currency_code, one.currency_basis) == ("JPY", "stated")
    assert "currency_default" not in {note.code for note in whole.notes}


def unchecked(transaction: str) -> BroughtTransaction:
    """What becomes of a transaction that the schema has not seen: it refuses some of these."""
    piece = bringing(course("XX-1", transaction))._first
    assert piece is not None
    read = read_piece(piece, schema=False)
    (facts,) = activities_in(read.tables, lambda _: (1, 1, "d"))
    return bring(facts, Choices("as_stated")).transactions[0]


@pytest.mark.parametrize(
    ("transaction", "reason"),
    [
        (spent(type_="12"), "pledge"),
        (spent(type_="13"), "pledge"),
        (spent(type_="6"), "no_measure"),
        (spent("many"), "no_value"),
        (spent("1e3"), "no_value"),
        (spent(currency="XYZ"), "unknown_currency"),
        (spent(value_date="soon"), "no_date"),
        (spent(value_date="1700-01-01"), "date_out_of_range"),
        (spent("9" * 30), "quantity_too_large"),
    ],
)
def test_why_the_ledger_takes_no_line(transaction: str, reason: str) -> None:
    one = unchecked(transaction)
    assert (one.amount, one.reason) == (None, reason)


def test_no_currency_at_all_is_refused_rather_than_guessed() -> None:
    drawn = course("XX-1", spent()).replace(' default-currency="USD"', "")
    (found,) = brought(drawn)
    assert found.transactions[0].reason == "no_currency"
    assert found.entry_count == 0
    assert ("not_entered", {"count": "1", "reason": "no_currency"}) in [
        (note.code, dict(note.parameters)) for note in found.notes
    ]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("-5", Quantity(-5)), ("+5", Quantity(5)), (".5", Quantity(5, -1)), ("5.", Quantity(5)),
     (" 1.2345 ", Quantity(12345, -4)), ("0", Quantity(0))],
)  # fmt: skip
def test_values_are_exact_and_negative_ones_stay_negative(text: str, quantity: Quantity) -> None:
    one, _ = only(spent(text))
    assert one.amount is not None
    assert one.amount.quantity == quantity


def test_transactions_alike_are_told_apart_and_a_ref_keeps_its_key() -> None:
    (found,) = brought(course("XX-1", spent(), spent(), spent("7", ref="a"), spent("8", ref="b")))
    keys = [one.key for one in found.transactions]
    assert len(set(keys)) == 4
    assert keys[0].rpartition("-")[0] == keys[1].rpartition("-")[0]
    (other,) = brought(course("XX-1", spent("9", ref="a")))
    assert other.transactions[0].key == keys[2]
    assert other.transactions[0].digest != found.transactions[2].digest


def test_the_country_of_a_transaction_is_its_own() -> None:
    one, _ = only(spent(more='<recipient-country code="LA"/>'))
    assert one.country_code == "LA"
    assert one.shares == ()


def test_sectors_of_a_transaction_are_shares_of_its_line() -> None:
    one, _ = only(spent(more='<sector code="15113"/>'))
    assert [(share.axis_code, share.code) for share in one.shares] == [("sector", "15113")]


@pytest.mark.parametrize(
    ("transactions", "passes_on"),
    [
        ((spent(),), False),
        ((spent(more=provider("XX-1", "XX")),), False),
        ((spent(more=provider("YY-9")),), True),
        ((spent(more='<provider-org ref="YY"/>'),), True),
        ((spent(), spent(type_="1")), True),
        ((spent(), spent(type_="11")), False),
        ((spent(type_="2"), spent(type_="11")), True),
    ],
)
def test_what_gives_out_anothers_money_passes_it_on(
    transactions: tuple[str, ...], passes_on: bool
) -> None:
    one, _ = only(*transactions)
    assert one.passes_on is passes_on


def test_activities_of_both_sides_are_kept_unless_they_are_this_one() -> None:
    one, _ = only(spent(more=provider("YY-9") + receiver("ZZ-3")))
    assert (one.provider_activity_id, one.receiver_activity_id) == ("YY-9", "ZZ-3")
    own, _ = only(spent(more=provider("XX-1")))
    assert own.provider_activity_id is None
