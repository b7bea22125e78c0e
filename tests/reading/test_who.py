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
        ("In Kenya, courts opened.\n\nIn 2019, 20 judges met.", "20", ("KE",)),
        ("Many came. " * 12 + "Courts of Kenya opened.\n\nIn 2019, 20 judges met.", "20", ()),
        ("Courts of Kenya and Nepal opened. In 2019, 20 judges met.", "20", ()),
        ("The U.S.-led course in Nepal began in 2009.", "2009", ("NP",)),
        ("With staff from Nepal, in cooperation with Norway, it began in 2009.", "2009", ("NP",)),
        ("フィリピンに職員3名を派遣し、米国沿岸警備隊と連携した。", "3名", ("PH",)),
        ("ケニアでは裁判所が開設された。2019年に20名を研修した。", "20名", ("KE",)),
        ("# Kenya\n\nIn all, 20 judges were trained.", "20", ("KE",)),
        ("Patrols off the coast of Somalia began in 2009.", "2009", ()),
        ("A course was held in the United Kingdom in 2009.", "2009", ()),
        ("It met in Kenya in 2009, and in Nepal in 2011.", "2011", ("NP",)),
        ("It sent 20 tents to Kenya, 30 to Nepal and 40 to Laos.", "30", ("NP",)),
        ("In Kenya, Nepal and Laos, 20 tents and 30 boats came.", "30", ("KE", "NP", "LA")),
        ("Money went to Nepal (US$ 2 million) and Laos (US$ 3 million).", "US$ 3 million", ("LA",)),
        ("2020年のマリ、2021年のギニアに続き、会合を開いた。", "2021年", ("GN",)),
        ("2014年にはラオス、ネパール、ケニアと協議した。", "2014年", ("LA", "NP", "KE")),
        ("ラオス国立学院（2018年12月）、カンボジア学院（2020年1月）。", "2020年1月", ("KH",)),
        ("A grant of two million Japanese yen (¥2,000,000) went to Nepal.", "¥2,000,000", ("NP",)),
        ("Courses in Nepal, funded by Norway and Canada, began in 2009.", "2009", ("NP",)),
        ("Of 50, 15 projects in Poland, Lithuania and Latvia ended.", "15", ("PL", "LT", "LV")),
        ("US Customs and the US Coast Guard ran 57 courses; 20 people in the US came.", "20", ()),
        ("Help for Nepal\n\nIt began there.\n\nThe team had 19 members.", "19", ("NP",)),
        ("The course of Nepal grew. As agreed, 45 officers will come.", "45", ("NP",)),
        ("The course of Nepal grew. Across Africa, 45 officers came.", "45", ()),
        (
            "South Korea will start a course. South Korea gave cars. It gave Nepal 130.",
            "130",
            ("NP",),
        ),
        (
            "Iran reports 24 mines, Cambodia 45 mines, and Bosnia and Herzegovina 23 mines.",
            "45",
            ("KH",),
        ),
        ("Twelve officers from Nepal are leaving for Norway today.", "Twelve", ("NP",)),
        ("Norway, to date in 2009, has given Nepal five vessels.", "five", ("NP",)),
        ("Canada provided 40 tents for Kenya.", "40", ("KE",)),
        ("IVORY COAST\n\nReform of Prisons\n\nIn 2009 it began.", "2009", ("CI",)),
        ("Nepal1 is a partner since 2009.", "2009", ("NP",)),
        ("Nepal met. Nepal sat. Nepal ran. Nepal led. In 2009 it stopped.", "2009", ("NP",)),
    ],
)
def test_the_countries_of_a_figure(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert countries(text, words) == expected


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Norway's aid grew. The Government of Norway signed in Nepal.", "NO"),
        ("Australian Federal Police trained staff. Australia's program grew in Fiji.", "AU"),
        ("日本は、警察官の研修を実施しており、これまでに多くの国から参加があった。", "JP"),
        ("Japan's bilateral ODA to South Asia was large.", "JP"),
        ("Norway was seen. Norway was heard.", None),
        ("The two met in Oslo, Norway, with staff from Nepal.", None),
    ],
)
def test_who_reports(text: str, home: str | None) -> None:
    assert next(ReadText(text).parts()).names.home == home


def test_the_country_that_reports_is_left_out() -> None:
    assert next(ReadText(DONOR + "It went to Kenya.").parts()).names.home == "JP"
    assert (
        next(
            ReadText("Kenya provided land. Kenya provided staff. Kenya held talks.").parts()
        ).names.home
        is None
    )
