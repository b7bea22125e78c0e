"""The ledger as a snapshot: the same rows on both databases, typed by the contract."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from records.instances import Instance
from records.ledgers import fill, freeze_in, frozen
from tomoni.catalogue.errors import InputError, SnapshotError, StorageError
from tomoni.catalogue.places import PLACES
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import latest_id, verify_snapshot
from tomoni.records.freeze import freeze

_LEDGER = """
ministry = make_party(public_id="ministry", is_context_only=True)
institute = make_party(public_id="institute", parent_party=ministry, notes="é")
programme = make_activity(public_id="programme", **whole_date("start", 2001))
course = make_activity(public_id="course", parent_activity=programme, **decided())
report = make_document(public_id="report", may_show=True)
claim = make_claim(public_id="claim", activity=course, document=report, party=institute)
grant = make_entry(public_id="grant", activity=programme, provider_party=ministry, quantity=-7)
paid = make_entry(public_id="paid", activity=course, funded_from_entry=grant, claim=claim)
wrong = make_entry(public_id="wrong", activity=course, receiver_party=institute)
make_entry(public_id="undone", activity=course, reverses_entry=wrong, quantity=-25)
make_entry_release(entry=paid, **decided("never"))
make_entry_release(entry=paid, **decided("cleared"))
make_observation(public_id="total", claim=claim, is_active=False)
"""


def test_rows_follow_the_contract(instance: Instance) -> None:
    fill(instance, _LEDGER)
    found = frozen(instance)
    parties, activities = found.rows("parties"), found.rows("activities")
    assert parties["institute"]["parent_party_id"] == "ministry"
    assert parties["institute"]["notes"] == "é"
    assert parties["ministry"]["is_context_only"] is True
    assert activities["course"]["parent_activity_id"] == "programme"
    assert activities["programme"]["parent_activity_id"] is None
    assert activities["programme"]["start_first"] == datetime.date(2001, 1, 1)
    assert activities["course"]["start_first"] is None
    assert found.rows("documents")["report"]["may_show"] is True
    assert found.rows("observations")["total"]["is_active"] is False
    assert found.rows("observations")["total"]["claim_id"] == "claim"
    entries = found.rows("entries")
    assert entries["grant"]["provider_party_id"] == "ministry"
    assert entries["grant"]["quantity"] == -7
    assert entries["paid"]["funded_from_entry_id"] == "grant"
    assert entries["paid"]["claim_id"] == "claim"
    assert entries["undone"]["reverses_entry_id"] == "wrong"
    assert {id: row["is_reversed"] for id, row in entries.items()} == {
        "grant": False, "paid": False, "undone": False, "wrong": True,
    }  # fmt: skip
    assert entries["paid"]["release_code"] == "cleared"
    assert entries["wrong"]["release_code"] == "draft"


def test_the_snapshot_verifies_and_is_the_current_one(instance: Instance) -> None:
    fill(instance, _LEDGER)
    info = freeze_in(instance)
    assert verify_snapshot(info.path).holds
    assert latest_id(instance.home / "snapshots") == info.id
    assert latest_id(instance.home / "snapshots", "public") is None


def test_an_unchanged_ledger_is_the_same_snapshot(instance: Instance) -> None:
    fill(instance, _LEDGER)
    first, second = freeze_in(instance), freeze_in(instance)
    assert (first.id, first.is_new, second.is_new) == (second.id, True, False)
    assert second.created_at == first.created_at
    fill(instance, "make_party(public_id='other')")
    third = freeze_in(instance)
    assert third.id != first.id
    assert latest_id(instance.home / "snapshots") == third.id


def test_both_databases_give_one_id(
    sqlite_instance: Instance, postgresql_instance: Instance
) -> None:
    frozen_as = {}
    for instance in (sqlite_instance, postgresql_instance):
        instance.run("-m", "tomoni.web.command", "load")
        fill(instance, _LEDGER)
        # In the order of a database's own collation, and of UTF-16, these would stand otherwise.
        fill(
            instance,
            "[make_party(public_id=id) for id in ('b', 'A', 'a-b', 'a--b', 'é', '日', '𝄞')]",
        )
        frozen_as[instance.database_url] = [
            freeze_in(instance, tier).id for tier in ("internal", "public")
        ]
    one, other = frozen_as.values()
    assert one == other
    assert one[0] != one[1]


def test_keys_of_another_order_give_the_same_id(sqlite_instance: Instance, tmp_path: Path) -> None:
    """Integer keys are the ledger's own business: rows entered in another order are the same."""
    fill(sqlite_instance, "[make_party(public_id=id) for id in ('a', 'b', 'c')]")
    first = freeze_in(sqlite_instance).id
    fill(
        sqlite_instance,
        "from tomoni.records.models import Party; Party.objects.all().delete();"
        "[make_party(public_id=id) for id in ('c', 'a', 'b')]",
    )
    assert freeze_in(sqlite_instance).id == first


def test_a_column_may_begin_with_thousands_of_nulls(instance: Instance) -> None:
    fill(
        instance,
        """
Party.objects.bulk_create(
    Party(public_id=f"party-{n:05}", name="Institute", kind_code="institute",
          notes=None if n < 3000 else "late", country_code=None if n < 2999 else "LA")
    for n in range(3001))
activity = make_activity(public_id="course")
Entry.objects.bulk_create(
    Entry(public_id=f"entry-{n:05}", activity=activity, measure_code="graduates",
          origin_code="counted", counting_level_code="final", quantity=n, exponent=0,
          qualifier_code="exact", unit_code="person",
          **({} if n < 3000 else {**whole_date("date", 2021), "calendar_year": 2021}))
    for n in range(3001))
""",
    )
    found = frozen(instance)
    parties = found.rows("parties")
    assert Counter(row["notes"] for row in parties.values()) == {None: 3000, "late": 1}
    assert parties["party-02999"]["country_code"] == "LA"
    last = found.rows("entries")["entry-03000"]
    assert (last["date_first"], last["calendar_year"]) == (datetime.date(2021, 1, 1), 2021)


def test_an_empty_ledger_has_the_catalogue_alone(instance: Instance) -> None:
    rows = freeze_in(instance).rows
    assert rows is not None
    assert {name for name, count in rows.items() if count} == {"places", "place_group_members"}
    assert rows["places"] == len(PLACES)


def test_the_naming_profile_changes_the_places(instance: Instance) -> None:
    iso, host = frozen(instance), frozen(instance, naming_profile="host")
    assert iso.info.id != host.info.id
    assert iso.ids("places") == host.ids("places")
    assert (iso.manifest["settings"]["naming_profile"], iso.rows("places")["LA"]["iso3_code"]) == (
        "iso", "LAO",
    )  # fmt: skip


def test_the_manifest_names_source_and_settings(instance: Instance) -> None:
    instance.run("-m", "tomoni.web.command", "load")
    manifest = frozen(instance, home_party="gov-la", fiscal_year_start_month=10).manifest
    assert manifest["source"]["database"] in instance.database_url
    assert manifest["source"]["audit_length"] > 100
    assert len(manifest["source"]["audit_head"]) == 64
    assert manifest["settings"]["home_party"] == "gov-la"
    assert manifest["settings"]["fiscal_year_start_month"] == 10
    assert manifest["catalogue"]["version"]
    assert len(manifest["catalogue"]["digest"]) == 64
    assert all(len(table["digest"]) == 64 for table in manifest["rate_tables"])
    assert set(manifest["tables"]) == {table.name for table in TABLES}
    assert str(instance.home) not in json.dumps(manifest)


def test_progress_is_told_to_the_end(instance: Instance) -> None:
    fill(instance, _LEDGER)
    told: list[tuple[str, int, int]] = []
    info = freeze(
        instance.database_url,
        instance.home / "snapshots",
        progress=lambda table, rows, total: told.append((table, rows, total)),
    )
    last = {table: rows for table, rows, _ in told}
    assert last == info.rows
    assert all(rows <= total for _, rows, total in told)


def test_the_process_that_freezes_loads_no_django(instance: Instance) -> None:
    script = """
import io, json, sys
from tomoni.records import freeze
job = {"database_url": sys.argv[1], "snapshots_dir": sys.argv[2], "tier": "public", "options": {}}
output = io.StringIO()
code = freeze._main(io.StringIO(json.dumps(job)), output)
last = json.loads(output.getvalue().splitlines()[-1])
print(json.dumps([code, last["result"]["tier"], "django" in sys.modules]))
"""
    told = instance.run_alone("-c", script, instance.database_url, str(instance.home / "snapshots"))
    assert json.loads(told) == [0, "public", False]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("sqlite:////nowhere/db.sqlite3", "no ledger at /nowhere/db.sqlite3"),
        ("postgresql://nobody@127.0.0.1:1/none", "ledger cannot be read"),
    ],
)
def test_a_ledger_that_is_not_there_is_a_storage_error(
    tmp_path: Path, url: str, problem: str
) -> None:
    with pytest.raises(StorageError, match=problem):
        freeze(url, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_database_that_is_no_ledger_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(StorageError, match="no such table"):
        freeze(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path / "snapshots")
    (tmp_path / "text.sqlite3").write_text("no database at all" * 100)
    with pytest.raises(StorageError, match="not a database"):
        freeze(f"sqlite:///{tmp_path / 'text.sqlite3'}", tmp_path / "snapshots")


def test_a_path_with_special_characters_is_read(sqlite_instance: Instance, tmp_path: Path) -> None:
    fill(sqlite_instance, "make_party(public_id='a')")
    odd = tmp_path / "50% #1? é"
    (sqlite_instance.home).rename(odd)
    info = freeze(f"sqlite:///{odd / 'db.sqlite3'}", tmp_path / "snapshots")
    assert info.rows is not None and info.rows["parties"] == 1


def test_another_tier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no tier 'secret'"):
        freeze("sqlite:////nowhere/db.sqlite3", tmp_path, tier="secret")


_SPLIT = """
course = make_activity(public_id="course")
def split(axis, *shares, **subject):
    for code, numerator, denominator in shares:
        make_split(public_id=f"{axis}-{code}-{len(Split.objects.all())}", axis_code=axis, code=code,
                   numerator=numerator, denominator=denominator, **{"activity": None} | subject)
"""


def splits_of(instance: Instance) -> dict[tuple[str, str, str], int]:
    rows = frozen(instance).rows("entry_splits")
    assert list(rows) == sorted(rows, key=str.encode)
    assert all(id == "--".join([row["entry_id"], row["axis_code"], row["code"]])
               for id, row in rows.items())  # fmt: skip
    return {(r["entry_id"], r["axis_code"], r["code"]): r["quantity"] for r in rows.values()}


def test_splits_are_whole_numbers_that_sum_to_the_entry(instance: Instance) -> None:
    fill(
        instance,
        _SPLIT
        + """
third = make_entry(public_id="third", activity=course, quantity=100)
undone = make_entry(public_id="undone", activity=course, quantity=-100, reverses_entry=third)
for entry in (third, undone):
    split("theme", ("c", 1, 3), ("a", 1, 3), ("b", 1, 3), entry=entry)
    split("sdg", ("4", 1, 7), ("16", 6, 7), entry=entry)
""",
    )
    assert splits_of(instance) == {
        ("third", "theme", "a"): 34,
        ("third", "theme", "b"): 33,
        ("third", "theme", "c"): 33,
        ("third", "sdg", "4"): 14,
        ("third", "sdg", "16"): 86,
        ("undone", "theme", "a"): -34,
        ("undone", "theme", "b"): -33,
        ("undone", "theme", "c"): -33,
        ("undone", "sdg", "4"): -14,
        ("undone", "sdg", "16"): -86,
    }


def test_an_activitys_split_holds_for_entries_without_their_own(instance: Instance) -> None:
    fill(
        instance,
        _SPLIT
        + """
split("place", ("LA", 1, 4), ("VN", 3, 4), activity=course)
split("theme", ("a", 1, 1), activity=course)
make_entry(public_id="plain", activity=course, quantity=10)
make_entry(public_id="named", activity=course, quantity=10, country_code="KH")
own = make_entry(public_id="own", activity=course, quantity=10)
split("place", ("KH", 1, 1), entry=own)
make_entry(public_id="elsewhere", quantity=10)
""",
    )
    assert splits_of(instance) == {
        ("plain", "place", "LA"): 3,
        ("plain", "place", "VN"): 7,
        ("plain", "theme", "a"): 10,
        ("named", "theme", "a"): 10,
        ("own", "place", "KH"): 10,
        ("own", "theme", "a"): 10,
    }


def test_ids_that_begin_alike_do_not_mix_their_splits(instance: Instance) -> None:
    fill(
        instance,
        _SPLIT
        + """
for id in ("e", "e--place", "e--place--L"):
    entry = make_entry(public_id=id, activity=course, quantity=5)
    split("place", ("LA", 1, 2), ("VN", 1, 2), entry=entry)
""",
    )
    assert Counter(id for id, _, _ in splits_of(instance)) == {
        "e": 2, "e--place": 2, "e--place--L": 2,
    }  # fmt: skip


def test_shares_that_do_not_sum_to_one_are_named(instance: Instance) -> None:
    fill(
        instance,
        _SPLIT
        + """
entry = make_entry(public_id="short", activity=course)
split("theme", ("a", 1, 3), ("b", 1, 3), entry=entry)
""",
    )
    with pytest.raises(SnapshotError, match="theme split of the entry short"):
        freeze_in(instance)
    assert [p.name for p in (instance.home / "snapshots").iterdir()] == [".lock"]


def values(rows: dict[str, dict[str, Any]], column: str) -> set[Any]:
    return {row[column] for row in rows.values()}


def test_the_shipped_portfolio_has_no_dangling_reference(sqlite_instance: Instance) -> None:
    sqlite_instance.run("-m", "tomoni.web.command", "load")
    found = frozen(sqlite_instance)
    tables = {table.name: found.rows(table.name) for table in TABLES}
    assert len(tables["claims"]) == 172
    for table in TABLES:
        for field in table.fields:
            if field.references:
                named = values(tables[table.name], field.name) - {None}
                assert named <= set(tables[field.references]), f"{table.name}.{field.name}"
