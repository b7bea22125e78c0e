"""An activity as its publisher wrote it, in rows."""

from __future__ import annotations

from exchange.iati.prepared.drawn_field import activity, payment, sector
from tomoni.exchange.iati.lake.differences import parsed
from tomoni.publish.cells import plain
from tomoni.publish.everyone.as_published import (
    elements,
    narratives,
    organisations,
    sectors,
    transactions,
)

_MORE = (
    "<description><narrative>Plain</narrative>"
    '<narrative xml:lang="ja">日本語</narrative><narrative> </narrative>'
    '<narrative xml:lang="none of these">X</narrative></description>'
    '<x:extra xmlns:x="urn:x" x:code="9"/>'
)
ROOT = parsed(
    activity(
        "XX-1-A",
        _MORE,
        sector("15130", "60"),
        sector("7", vocabulary="99"),
        payment("007.50", to="XX-2-A"),
        payment("-3", kind="11", currency="USD"),
    ).encode(),
    {},
)


def test_every_element_that_says_something_stands_in_order() -> None:
    found = {each.path: each for each in elements(ROOT)}
    assert found["iati-identifier"].text == "XX-1-A"
    assert found["extra"].attributes == (("code", "9"),)
    assert found["transaction/value"].attributes == (
        ("currency", "USD"),
        ("value-date", "2020-05-01"),
    )
    assert "transaction" not in found, "it says nothing of its own"


def test_texts_keep_their_language() -> None:
    assert narratives(ROOT, "description") == [("Plain", None), ("日本語", "ja"), ("X", None)]


def test_transactions_are_shown_as_written() -> None:
    rows = [[plain(cell) for cell in row] for row in transactions(ROOT)]
    assert rows[0][:4] == ["2020-05-01", "3", "007.50", "EUR"]
    assert rows[1][:4] == ["2020-05-01", "11", "-3", "USD"]


def test_sectors_of_other_vocabularies_stay_codes() -> None:
    rows = sectors(ROOT)
    assert plain(rows[0][0]).startswith("15130 ")
    assert (rows[1][0], rows[0][2], rows[1][2]) == ("7", "60", None)


def test_organisations_have_their_role() -> None:
    [row] = organisations(ROOT)
    assert [plain(cell) for cell in row] == ["1", "The Fund", "XX-FUND", "10"]
