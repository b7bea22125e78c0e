"""Small counts of people stay hidden in public snapshots, and totals stay right."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from records.instances import Instance
from records.ledgers import Frozen, fill, freeze_in, frozen
from tomoni.catalogue.errors import RefusedError

_COUNT = """
course = Activity.objects.filter(public_id="course").first() or make_activity(
    public_id="course", **decided())
def count(people, country=None, **columns):
    values = {**persons(people), **whole_date("date", 2021), "calendar_year": 2021,
              "fiscal_year": None, **decided(), "activity": course, **columns}
    return make_entry(country_code=country, **values)
"""


def counted(found: Frozen) -> dict[tuple[Any, str | None], list[int]]:
    """Return the entries' counts by calendar year and country."""
    cells: dict[tuple[Any, str | None], list[int]] = defaultdict(list)
    for row in found.rows("entries").values():
        cells[row["calendar_year"], row["country_code"]].append(row["quantity"])
    return {cell: sorted(counts) for cell, counts in cells.items()}


def test_a_small_cell_is_hidden_with_another_and_the_total_stays(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(12, 'KH'); count(3, 'LA')")
    found = frozen(instance, "public")
    assert counted(found) == {(2021, "VN"): [30], (2021, None): [15]}
    assert found.manifest["suppression"] == {
        "threshold": 5, "hidden_cells": 2, "hidden_totals": 0,
    }  # fmt: skip
    (remainder,) = (r for r in found.rows("entries").values() if r["country_code"] is None)
    assert remainder["activity_id"] == "course"
    assert (remainder["low_quantity"], remainder["high_quantity"]) == (15, 15)
    assert remainder["date_stated"] == "2021"
    assert remainder["origin_code"] == "counted"
    assert remainder["is_reversed"] is False


def test_a_small_total_is_hidden_altogether(instance: Instance) -> None:
    fill(instance, _COUNT + "count(2, 'VN'); count(1, 'KH'); count(20, 'LA', calendar_year=None)")
    found = frozen(instance, "public")
    assert counted(found) == {(None, "LA"): [20]}
    assert found.manifest["suppression"]["hidden_totals"] == 1


def test_other_years_measures_and_activities_are_told_apart(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
count(4, 'VN', measure_code="participants")
count(6, 'VN')
count(6, 'VN', calendar_year=2022, **whole_date("date", 2022))
count(6, 'VN', activity=make_activity(public_id="other", **decided()))
""",
    )
    assert counted(frozen(instance, "public")) == {(2021, "VN"): [6, 6], (2022, "VN"): [6]}


def test_lines_that_are_small_one_by_one_become_one(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
institute = make_party(public_id="institute")
one_day = {"date_stated": "2021-05-03", "date_first": date(2021, 5, 3),
           "date_last": date(2021, 5, 3), "date_precision_code": "day"}
for _ in range(6):
    count(1, 'VN', provider_party=institute, item_code="judge", **one_day)
count(9, 'KH', item_code="judge")
count(2, 'KH', item_code="prosecutor", **one_day)
""",
    )
    found = frozen(instance, "public")
    assert counted(found) == {(2021, "VN"): [6], (2021, "KH"): [11]}
    rows = {row["country_code"]: row for row in found.rows("entries").values()}
    assert rows["VN"]["provider_party_id"] == "institute"
    assert rows["VN"]["item_code"] == "judge"
    assert rows["VN"]["date_stated"] == "2021-05-03"
    assert rows["KH"]["provider_party_id"] is None
    assert rows["KH"]["item_code"] is None
    assert (rows["KH"]["date_stated"], rows["KH"]["date_precision_code"]) == (
        "2021", "calendar_year",
    )  # fmt: skip
    assert rows["KH"]["quantity"] == rows["KH"]["low_quantity"] == 11


def test_zero_and_reported_and_things_are_left_alone(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
count(0, 'VN')
count(3, 'KH', origin_code="reported")
count(2, 'LA', measure_code="items_delivered", unit_code="item")
count(1, 'TH', measure_code="persons_in_need")
""",
    )
    assert counted(frozen(instance, "public")) == {
        (2021, "VN"): [0], (2021, "KH"): [3], (2021, "LA"): [2], (2021, "TH"): [1],
    }  # fmt: skip


def test_a_threshold_of_nothing_hides_nothing(instance: Instance) -> None:
    fill(instance, _COUNT + "count(1, 'VN')")
    found = frozen(instance, "public", small_cell_threshold=0)
    assert counted(found) == {(2021, "VN"): [1]}


def test_the_internal_snapshot_holds_everything(instance: Instance) -> None:
    fill(instance, _COUNT + "count(1, 'VN'); count(2, 'VN')")
    assert counted(frozen(instance)) == {(2021, "VN"): [1, 2]}


def test_small_lines_that_cancel_are_withheld_and_large_ones_stay(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
for people in (3, 40):
    count(-people, 'VN', reverses_entry=count(people, 'VN'))
count(8, 'VN')
""",
    )
    assert counted(frozen(instance, "public")) == {(2021, "VN"): [-40, 8, 40]}


def test_a_persons_count_with_an_exponent_is_scaled(instance: Instance) -> None:
    fill(instance, _COUNT + "count(3, 'VN', exponent=2); count(1, 'KH', exponent=1)")
    rows = frozen(instance, "public").rows("entries").values()
    assert {(row["quantity"], row["exponent"]) for row in rows} == {(3, 2), (1, 1)}


def test_a_small_change_since_the_last_public_snapshot_is_hidden(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(20, 'KH'); count(10, 'LA')")
    assert counted(frozen(instance, "public")) == {
        (2021, "VN"): [30], (2021, "KH"): [20], (2021, "LA"): [10],
    }  # fmt: skip
    fill(instance, _COUNT + "count(2, 'VN')")
    second = counted(frozen(instance, "public"))
    # 32 beside the 30 of before would show two people, and so would the total.
    assert (2021, "VN") not in second
    assert sum(sum(counts) for counts in second.values()) != 62
    fill(instance, _COUNT + "count(6, 'VN')")
    third = counted(frozen(instance, "public"))
    assert sum(sum(counts) for counts in third.values()) in (0, 38, 68)


def test_a_large_change_is_shown(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(20, 'KH')")
    freeze_in(instance, "public")
    fill(instance, _COUNT + "count(15, 'VN')")
    assert counted(frozen(instance, "public")) == {(2021, "VN"): [15, 30], (2021, "KH"): [20]}


def test_an_unchanged_ledger_hides_the_same(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
for number, country in enumerate(("VN", "KH", "LA", "TH", "MM", "PH")):
    count(number * 3 + 1, country)
""",
    )
    first = freeze_in(instance, "public")
    second = freeze_in(instance, "public")
    assert (second.id, second.is_new) == (first.id, False)


def test_what_was_hidden_is_kept_apart_for_its_owner_alone(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(12, 'KH'); count(3, 'LA')")
    info = freeze_in(instance, "public")
    record = instance.home / "snapshots" / "withheld" / f"{info.id}.parquet"
    assert record.stat().st_mode & 0o777 == 0o600
    assert record.parent.stat().st_mode & 0o777 == 0o700
    record.unlink()
    with pytest.raises(RefusedError, match="is not recorded"):
        freeze_in(instance, "public")
    freeze_in(instance)


def test_many_groups_in_order_are_held_against_the_last(instance: Instance) -> None:
    """Groups come and go between two snapshots; each is compared with its own past."""
    script = """
for year in range(2001, 2021):
    if year % {step} == 0:
        count(10, 'VN', calendar_year=year, **whole_date("date", year))
"""
    fill(instance, _COUNT + script.format(step=2))
    assert sum(map(sum, counted(frozen(instance, "public")).values())) == 100
    fill(instance, _COUNT + script.format(step=3))
    found = counted(frozen(instance, "public"))
    assert {year: sum(counts) for (year, _), counts in found.items()} == {
        year: 10 * ((year % 2 == 0) + (year % 3 == 0))
        for year in range(2001, 2021)
        if year % 2 == 0 or year % 3 == 0
    }


def test_a_group_that_was_gone_is_held_against_what_was_printed(instance: Instance) -> None:
    fill(instance, _COUNT + "[count(10, country) for country in ('VN', 'KH', 'LA')]")
    assert len(counted(frozen(instance, "public"))) == 3
    fill(instance, "Activity.objects.update(**decided('never'))")
    assert counted(frozen(instance, "public")) == {}
    fill(instance, _COUNT + "Activity.objects.update(**decided()); count(2, 'VN')")
    assert (2021, "VN") not in counted(frozen(instance, "public"))
