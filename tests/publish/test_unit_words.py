"""What a number counts agrees with it: one activity, two activities, minus one edition."""

from __future__ import annotations

import pytest

from tomoni.catalogue.labels import Label
from tomoni.catalogue.terms import TERMS
from tomoni.publish.unit_words import agreeing, counted_label


@pytest.mark.parametrize(
    ("unit", "value", "en"),
    [
        ("activities", "1", "activity"),
        ("activities", "2", "activities"),
        ("activities", "0", "activities"),
        ("entries", "1", "entry"),
        ("editions", "-1", "edition"),
        ("editions", "-2", "editions"),
        ("themes", "1.00", "theme"),
    ],
)
def test_english_agrees(unit: str, value: str, en: str) -> None:
    label = counted_label(unit)
    assert label is not None
    assert agreeing(label, value).en == en
    assert agreeing(label, value).ja == label.ja, "Japanese has no plural"


def test_every_word_of_a_phrase_that_is_plural_agrees() -> None:
    assert agreeing(Label("countries and regions", "か国・地域"), "1").en == "country and region"
    assert agreeing(Label("persons trained", "人"), "1").en == "person trained"


def test_no_unit_of_ours_reads_plural_behind_one() -> None:
    for code in ("person", "person_day", "item", "country", "event", "legal_act", "square_metre"):
        plural = TERMS["unit"][code]
        assert agreeing(plural, "1").en != plural.en, code


def test_a_unit_that_is_not_ours_has_no_word() -> None:
    assert counted_label("share") is None
