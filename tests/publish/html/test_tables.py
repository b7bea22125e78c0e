"""Tables that are drawn in part."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.publish import cells
from tomoni.publish.html.tables import table_html
from tomoni.publish.twins import twin_of_table


def _table(shown: int | None) -> cells.Json:
    heads = [
        cells.column("letter", Label("Letter", "文字")),
        cells.column("money", Label("M", "M")),
    ]
    amounts = (
        {"t": "money", "value": "1234.5", "currency": "EUR"},
        {"t": "money", "value": "-7", "currency": None},
        {"t": "found", "value": "12", "path": "/everyone/?place=KE&theme=a"},
        {"t": "percent", "value": "97", "part": 34, "whole": 35},
    )
    rows = [[letter, amount] for letter, amount in zip("abcd", amounts, strict=True)]
    made = cells.table("letters", Label("Letters", "文字"), heads, rows)
    return made if shown is None else {**made, "shown": shown}


def test_a_table_shows_so_many_rows_and_its_twins_have_all() -> None:
    table = _table(2)
    html = table_html(table, "en", "/x/")
    assert html.count("<tr>") == 3
    assert "The first 2 of 4 are shown." in html
    assert len(twin_of_table(table)["rows"]) == 4
    assert len(table["rows"]) == 4, "what is drawn changes nothing"
    assert "are shown" not in table_html(_table(4), "en", "/x/")


def test_money_and_counts_of_others_are_told_exactly() -> None:
    html = table_html(_table(None), "en", "/x/")
    assert '<span class="u">EUR</span> 1,234.50' in html
    assert '<span class="u">(no currency)</span> −7' in html
    assert 'href="/everyone/?place=KE&amp;theme=a" rel="nofollow">12<' in html
    assert '<span title="34 / 35">97 %</span>' in html
    assert 'href="/ja/everyone/?place=KE' in table_html(_table(None), "ja", "/ja/x/")
    twin = twin_of_table(_table(None))
    assert twin["columns"] == ["letter", "money", "money_currency"]
    assert [row["money"] for row in twin["rows"]] == ["1234.5", "-7", "12", "97"]
