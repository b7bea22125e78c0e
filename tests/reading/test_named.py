from __future__ import annotations

from tomoni.reading.named import Names, named_in
from tomoni.reading.read import ReadText


def names_of(text: str) -> Names:
    return next(ReadText(text).parts()).names


def test_seas_payers_and_money_words_tell_of_no_country() -> None:
    names = names_of("Off the coast of Somalia, funded by Norway, for Japanese yen, Nepal met.")
    told = [mention.code for mention in names.told(0, 100)]
    assert told == ["NP"]


def test_a_text_about_one_country_has_a_subject() -> None:
    assert names_of("Nepal met. Nepal sat. Nepal ran. Nepal led.").subject == "NP"
    assert names_of("Nepal met. Nepal sat. Laos ran. Laos led.").subject is None
    assert names_of("Nepal met.").subject is None


def test_bodies_of_a_span_are_named_once() -> None:
    text = "UNODC met UNODC in Nepal."
    parties, frameworks = named_in((0, len(text)), names_of(text))
    assert (len(parties), frameworks) == (1, ())
