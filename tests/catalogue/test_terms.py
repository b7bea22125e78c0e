"""Terms: every word of our own closed lists stands in both languages."""

from __future__ import annotations

from tomoni.catalogue.terms import TERMS

# A figure without a hedge is worded by saying nothing.
WORDLESS = {("qualifier", "exact")}


def test_every_term_is_worded_in_both_languages() -> None:
    lacking = {
        (name, code)
        for name, labels in TERMS.items()
        for code, label in labels.items()
        if not (label.en and label.ja)
    }
    assert lacking == WORDLESS


def test_lists_that_the_evidence_needs() -> None:
    assert {"NGO", "international organisation", "armed group"} <= TERMS["party_kind"].keys()
    assert {"treaty", "funding scheme", "code of conduct"} <= TERMS["framework_kind"].keys()
    assert len(TERMS["party_kind"]) == 20
    assert len(TERMS["framework_kind"]) == 17
