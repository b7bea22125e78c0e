"""Long parts of a page are drawn when the site is built, and read the same as if drawn now."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.publish import cells
from tomoni.publish.html.parts import LONG_FROM, put_back, without_long_parts
from tomoni.publish.html.tables import table_html
from tomoni.publish.store import SiteStore


def _table(name: str, rows: int) -> cells.Json:
    made: list[list[cells.Cell]] = [[f"row {place}"] for place in range(rows)]
    return cells.table(name, Label("T", "表"), [cells.column("c", Label("C", "列"))], made)


def test_long_tables_are_kept_apart_and_short_ones_stay() -> None:
    data = {"tables": {"long": _table("long", LONG_FROM), "short": _table("short", 1)}}
    kept, parts = without_long_parts("index", "theme", data)
    assert [part.place for part in parts] == ["long"]
    assert "rows" not in kept["tables"]["long"]
    assert kept["tables"]["short"] == data["tables"]["short"]
    assert list(kept["tables"]) == ["long", "short"], "tables keep their order"
    assert parts[0].html["en"] == table_html(data["tables"]["long"], "en", "/themes/")
    assert 'href="/ja/themes/long.csv"' in parts[0].html["ja"]
    put_back(kept, "long", parts[0].data)
    assert kept == data


def test_a_page_is_whole_for_its_twins_and_drawn_for_readers(store: SiteStore) -> None:
    whole = store.page("index", "country")
    drawn = store.drawn_page("index", "country", "ja")
    assert whole["map"]["tiles"]
    assert "tiles" not in drawn["map"]
    assert drawn["map"]["html"].startswith('<svg class="tilemap"')
    assert 'href="/ja/countries/KH/"' in drawn["map"]["html"]
    assert drawn["map"]["levels"] == whole["map"]["levels"]
