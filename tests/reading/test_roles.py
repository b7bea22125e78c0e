from __future__ import annotations

import pytest

from tomoni.reading.read import ReadText


def roles(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    return [(p.measure or "", p.countries, p.organisations, p.list) for p in ReadText(text).roles()]


def test_a_list_of_names_is_one_claim() -> None:
    text = "Help was provided to countries such as Laos, Nepal, and Kenya."
    assert roles(text) == [("recipient", ("LA", "NP", "KE"), (), "open")]
    (proposal,) = ReadText(text).roles()
    assert proposal.text == "Laos, Nepal, and Kenya"
    assert proposal.value is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The seminar was held in Suva, Fiji.", "venue"),
        ("Sweden contributed to the fund.", "donor"),
        ("Officials from Kenya attended.", "participant"),
        ("It was done in cooperation with UNODC.", "partner"),
        ("Through triangular cooperation with Brazil, police learned.", "pivot"),
        ("Kenya is large.", "named"),
    ],
)
def test_the_words_around_a_name_give_its_role(text: str, role: str) -> None:
    assert [found[0] for found in roles(text)] == [role]


def test_a_closed_list_is_told_from_an_open_one() -> None:
    assert roles("Support went to Laos and Nepal.")[0][3] == "closed"
    assert roles("Support went to Laos, Nepal, etc.")[0][3] == "open"
    assert roles("Support went to Laos.")[0][3] is None
