from __future__ import annotations

from tomoni.reading.dates import find_dates
from tomoni.reading.spans import Figure, Mask


def found(text: str, section: int = 0) -> list[Figure]:
    return list(find_dates(text, Mask([]), lambda offset: section))


def years(text: str) -> list[int]:
    return [int(figure.value) for figure in found(text)]


def test_a_month_takes_the_year_of_a_month_shortly_before() -> None:
    text = "In May 2018 it began. Founded in 1995, the centre reopened in July."
    assert years(text) == [2018, 1995, 2018]


def test_a_later_bare_year_is_the_frame() -> None:
    assert years("In May 2018 it began. In 2020, talks resumed; in July they ended.") == [
        2018, 2020, 2020,
    ]  # fmt: skip


def test_the_month_that_begins_a_range_takes_the_year_of_its_end() -> None:
    assert years("Since 2001 much was done, and from June to December 2023 more.") == [
        2001, 2023, 2023,
    ]  # fmt: skip


def test_without_any_year_near_the_commonest_of_the_document_stands() -> None:
    text = (
        "In 2019 and 2021. In 2021. " + "Nothing happened here at all. " * 20 + "In May they met."
    )
    (last,) = found(text)[-1:]
    assert int(last.value) == 2021
    assert "year_of_document" in last.reasons


def test_a_month_in_a_text_without_years_is_left_out() -> None:
    assert years("In May they met.") == []


def test_the_following_year_is_one_later() -> None:
    assert years("It began in May 2018 and ended in March of the following year.") == [2018, 2019]


def test_a_year_before_the_section_is_no_frame() -> None:
    text = "In May 2018 it began. In June it ended. In 2020. In 2020."
    section = text.index("In June")
    figures = list(find_dates(text, Mask([]), lambda offset: section if offset >= section else 0))
    assert [int(figure.value) for figure in figures] == [2018, 2020, 2020, 2020]
