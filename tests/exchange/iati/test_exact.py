"""Findings of rows are moved to the very elements that they name."""

from __future__ import annotations

from tests.exchange.iati.drawn import activity, cut, file_of

from tomoni.exchange.iati.exact import at_their_elements
from tomoni.exchange.iati.findings import Found

TRANSACTION = """
 <transaction>
  <transaction-type code="3"/>
  <transaction-date iso-date="2020-01-01"/>
  <value value-date="2020-01-01">1</value>
  {more}
 </transaction>"""


def places(*named: tuple[int, int | None, str | None]) -> list[tuple[int | None, int | None]]:
    """Return line and column of findings, each given by activity, line of its row, and path."""
    first = activity("A", more=TRANSACTION.format(more=""))
    second = activity("B", more=TRANSACTION.format(more='<flow-type code="x"/>') * 2)
    _, [piece] = cut(file_of(first, second))
    found = Found()
    for ordinal, line, element in named:
        found.add("9.1.1", activity=ordinal, line=line, element=element, value="x")
    moved = at_their_elements(piece, found.table())
    assert moved["parameters"].to_pylist() == ['{"value": "x"}'] * len(named)
    return [(row["line"], row["column"]) for row in moved.to_pylist()]


def test_a_path_below_the_row_is_followed_to_its_element() -> None:
    assert places((1, 32, "transaction/flow-type/@code"), (1, 26, "transaction/value")) == [
        (36, 3),
        (29, 3),
    ]
    assert places((0, 3, "iati-identifier")) == [(4, 2)]


def test_what_is_not_there_or_is_the_row_itself_stays() -> None:
    assert places(
        (0, 11, "transaction/flow-type/@code"),
        (1, 26, "transaction"),
        (1, 22, "activity-date/@iso-date"),
        (1, None, "transaction/value"),
        (1, 26, None),
    ) == [(11, None), (26, None), (22, None), (None, None), (26, None)]
