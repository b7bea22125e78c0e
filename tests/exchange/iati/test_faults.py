"""Files that are meant to hurt: each ends in a clear finding, soon, beside unharmed neighbours."""

from __future__ import annotations

import time

import pytest
from tests.exchange.iati.drawn import END, HEAD, activity, cut, file_of, rules

from tomoni.exchange.iati.read import read_piece

# Seconds; a slow machine needs a tenth of it.
SOON = 20.0
BOMB = '<!DOCTYPE a [<!ENTITY b "{}">{}]>'.format(
    "x" * 1000, "".join(f'<!ENTITY c{n} "&b;&b;&b;">' for n in range(50))
)


def identifiers(data: bytes) -> tuple[list[str | None], list[tuple[str, int | None]]]:
    """Return what was read of a file, and the rules its activities and itself break."""
    begun = time.monotonic()
    done, pieces = cut(data)
    names: list[str | None] = []
    broken: list[tuple[str, int | None]] = []
    for piece in pieces:
        read = read_piece(piece)
        names += read.tables["activities"]["iati_identifier"].to_pylist()
        broken += [(row["rule"], row["activity"]) for row in read.findings.to_pylist()]
    assert time.monotonic() - begun < SOON
    return names, [*broken, *rules(done)]


def test_a_bomb_of_entities_is_refused_before_it_is_parsed() -> None:
    declared = HEAD.replace("?>\n", f"?>\n{BOMB}\n")
    assert identifiers(file_of(activity(title="&c49;"), head=declared)) == ([], [("T.9.1", 2)])


def test_a_document_type_within_an_activity_spoils_that_activity_alone() -> None:
    odd = activity("B").replace("<title>", f"{BOMB}<title>")
    assert identifiers(file_of(activity("A"), odd, activity("C"))) == (
        ["A", "C"],
        [("0.1.1", 1)],
    )


@pytest.mark.parametrize("count", [900, 1_000_000])
def test_an_element_of_countless_attributes_spoils_its_activity_alone(count: int) -> None:
    attributes = "".join(f' a{number}="1"' for number in range(count))
    odd = activity("B").replace("<activity-status", f"<activity-status{attributes}")
    names, broken = identifiers(file_of(activity("A"), odd, activity("C")))
    assert names[0] == "A"
    assert names[-1] == "C"
    assert {rule for rule, activity in broken} <= {"0.1.1", "0.3.1"}
    assert {activity for rule, activity in broken} == {1}


def test_an_abyss_of_elements_is_refused_and_its_neighbours_are_read() -> None:
    deep = activity("B", more="<x>" * 50_000 + "</x>" * 50_000)
    names, broken = identifiers(file_of(activity("A"), deep, activity("C")))
    assert names == ["A", "C"]
    assert broken == [("0.1.1", 1)]


def test_two_files_in_one_are_read_up_to_the_first_one_s_end() -> None:
    other = file_of(activity("B"), head=HEAD.replace("2.03", "2.01"))
    names, broken = identifiers(file_of(activity("A")) + other)
    assert (names, [rule for rule, _ in broken]) == (["A"], ["0.1.1"])


@pytest.mark.parametrize("left", [20, 150, 300])
def test_a_truncated_file_keeps_what_is_whole(left: int) -> None:
    data = file_of(activity("A"), activity("B"), end="")
    names, broken = identifiers(data[:-left])
    assert names == ["A"]
    assert [rule for rule, _ in broken] == ["0.1.1", "0.1.1"]


def test_an_activity_that_never_closes_ends_where_the_next_begins() -> None:
    unclosed = activity("B").removesuffix("</iati-activity>")
    assert identifiers(file_of(activity("A"), unclosed, activity("C"))) == (
        ["A", "C"],
        [("0.1.1", 1)],
    )


@pytest.mark.parametrize("mark", ["<!--", "<![CDATA[", "<?x"])
def test_a_section_that_never_ends_hides_all_after_it_and_is_found(mark: str) -> None:
    names, broken = identifiers(file_of(activity("A"), activity("B", more=mark), activity("C")))
    assert names == ["A"]
    assert ("0.1.1", 1) in broken


@pytest.mark.parametrize(
    ("value", "number"),
    [("1.2345", "1.2345000000"), ("-0", "0E-10"), ("", None), ("1 000", None), ("1,5", None)],
)
def test_odd_amounts_keep_their_text_and_their_column(value: str, number: str | None) -> None:
    budget = f"""<budget><period-start iso-date="0001-01-01"/><period-end iso-date="9999-12-31"/>
     <value value-date="2020-01-01">{value}</value></budget>"""
    _, [piece] = cut(file_of(activity("A", more=budget)))
    [row] = read_piece(piece).tables["budgets"].to_pylist()
    assert row["value"] == value
    assert (None if row["value_number"] is None else str(row["value_number"])) == number
    assert (row["period_start_day"].year, row["period_end_day"].year) == (1, 9999)


def test_rubbish_is_no_iati_file() -> None:
    for data in (bytes(range(256)) * 40, b"\0" * 5000, b"<" * 5000, END.encode(), b"\xff\xfe<"):
        names, broken = identifiers(data)
        assert names == []
        assert broken
