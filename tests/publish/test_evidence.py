"""A passage shows the span in its words, and only where the text may be shown."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.drawn_site import TEXT_2021, drawn_rows
from tomoni.publish.evidence import CONTEXT, Texts, passage


@settings(deadline=None)
@given(st.text(min_size=1, max_size=900), st.data())
def test_a_passage_is_cut_at_words_and_keeps_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = passage(text, start, end)
    assert made["span"] == text[start:end]
    assert text[:start].rstrip().endswith(made["before"].rstrip())
    assert text[end:].lstrip().startswith(made["after"].lstrip())
    assert len(made["before"]) <= CONTEXT
    assert len(made["after"]) <= CONTEXT


def test_only_texts_that_may_be_shown_are_read(site_directory: Path) -> None:
    texts = Texts(site_directory.parent.parent / "documents")
    hidden, shown = drawn_rows()["documents"]
    assert texts.of(hidden) is None
    assert texts.of(shown) == TEXT_2021
    assert Texts(None).of(shown) is None


def test_a_text_that_is_not_held_is_not_shown(tmp_path: Path) -> None:
    assert Texts(tmp_path).of(drawn_rows()["documents"][1]) is None
