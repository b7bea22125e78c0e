"""Percentages that are odd: long, huge, blank, no numbers, and each of its own vocabulary."""

from __future__ import annotations

import json

import pytest
from tests.exchange.iati.rules.asked import findings


def asked(*children: str) -> dict[str, list[dict[str, str]]]:
    """Return the parameters of every finding about an activity, by rule."""
    body = "\n".join(children)
    data = f'<iati-activities version="2.03"><iati-activity>\n{body}\n</iati-activity>'
    found: dict[str, list[dict[str, str]]] = {}
    for row in findings(f"{data}</iati-activities>".encode()):
        told = json.loads(row["parameters"]) if row["parameters"] else {}
        found.setdefault(row["rule"], []).append(told)
    return found


def sectors(*shares: str, vocabulary: str = "1") -> list[str]:
    return [
        f'<sector code="11110" vocabulary="{vocabulary}" percentage="{share}"/>' for share in shares
    ]


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (("33.3333", "33.3333", "33.3334"), None),
        (("33.33333333333333333333", "66.66666666666666666667"), None),
        (("50", "49.99995"), None),
        (("50", "49.99994"), "99.99994"),
        (("99", "1E0"), None),
        (("100", ""), None),
        (("-50", "150"), None),
        (("60", "sixty"), "a value that cannot be"),
        (("1", "12345678901234567890"), "12345678901234567891"),
        (("1", "9" * 2_000_000), "a value that cannot be"),
        (("1", "1e400000000"), "a value that cannot be"),
        (("1", "1e-300"), "1"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_sum_is_exact_and_rounded_to_four_places(
    shares: tuple[str, ...], said: str | None
) -> None:
    found = asked(*sectors(*shares)).get("2.1.2", [])
    assert [one["sum"][:22].rstrip(".0") for one in found] == ([] if said is None else [said])
    is_told = said is None or said[0].isdigit()
    assert all(one["sum_ja"] == (one["sum"] if is_told else "求められない値") for one in found)


def test_many_great_shares_do_not_run_over() -> None:
    found = asked(*sectors(*["899"] * 20_000))
    assert [one["sum"] for one in found["2.1.2"]] == [str(899 * 20_000)]


def test_every_row_may_have_its_own_vocabulary() -> None:
    each = [row for number in range(3_000) for row in sectors("7", vocabulary=f"v{number}")]
    found = asked(*each)
    assert {one["vocabulary"] for one in found["2.1.4"]} == {f"v{number}" for number in range(3000)}
    assert "2.1.1" not in found


def test_what_a_message_quotes_is_short() -> None:
    found = asked(*sectors("9" * 100_000))
    assert [len(one["value"]) for one in found["12.3.1"]] == [201]


def test_an_identifier_of_hyphens_alone_is_compared_no_longer_than_the_lists_are() -> None:
    found = asked(f"<iati-identifier>{'-' * 1_000_000}?</iati-identifier>")
    assert len(found["1.3.13"]) == 1
