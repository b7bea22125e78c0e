from __future__ import annotations

from tomoni.reading.read import read_text


def activity(text: str) -> str | None:
    return read_text(text)[-1].activity


def test_a_title_in_the_sentence_names_the_activity() -> None:
    assert activity('The "Project for Capacity Building of Courts" trained 20 judges.') == (
        "Project for Capacity Building of Courts"
    )
    assert (
        activity("無償資金協力「海上保安能力強化計画」により7隻を供与した。")
        == "海上保安能力強化計画"
    )


def test_the_project_refers_back_within_its_section() -> None:
    text = "The Courts Trust Fund opened. The fund helped 20 judges."
    assert activity(text) == "Courts Trust Fund"
    assert activity("The Courts Trust Fund opened. In all, 20 judges met.") is None
    assert (
        activity("# A\n\nThe Courts Trust Fund opened.\n\n# B\n\nThe fund helped 20 judges.")
        is None
    )
