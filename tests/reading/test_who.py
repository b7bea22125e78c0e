from __future__ import annotations

import pytest

from tomoni.reading.read import ReadText


def countries(text: str, words: str) -> tuple[str, ...]:
    return next(p.countries for p in ReadText(text).figures() if p.text == words)


DONOR = "Japan provided help. Japan contributed funds. Japan supported courts. "


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("In 2018 seminars were held in Laos and Nepal.", "2018", ("LA", "NP")),
        ("Courts improved (Nepal since 2013, Viet Nam since 2014); prisons too.", "2013", ("NP",)),
        ("Seminars took place in India (2009) and Malaysia (2010).", "2010", ("MY",)),
        (DONOR + "Japan gave Kenya US$ 5 million.", "US$ 5 million", ("KE",)),
        ("Courts opened in Kenya. This programme trained 20 judges.", "20", ("KE",)),
        ("Courts opened in Kenya. Elsewhere 20 judges met.", "20", ()),
        ("In Kenya, courts opened. In 2019, 20 judges met.", "20", ("KE",)),
        ("In Kenya, courts opened.\n\nIn 2019, 20 judges met.", "20", ()),
        ("Courts of Kenya opened. In 2019, 20 judges met.", "20", ()),
        ("ケニアでは裁判所が開設された。2019年に20名を研修した。", "20名", ("KE",)),
        ("# Kenya\n\nIn all, 20 judges were trained.", "20", ("KE",)),
        ("Patrols off the coast of Somalia began in 2009.", "2009", ()),
        ("A course was held in the United Kingdom in 2009.", "2009", ()),
    ],
)
def test_the_countries_of_a_figure(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert countries(text, words) == expected


def test_the_country_that_reports_is_left_out() -> None:
    assert ReadText(DONOR + "It went to Kenya.").names.home == "JP"
    assert (
        ReadText("Kenya provided land. Kenya provided staff. Kenya held talks.").names.home is None
    )
