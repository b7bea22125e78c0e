"""Our files of the IATI standard say what the records say: no more, and what is missing is told."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from publish.iati.conftest import activities_of, export
from publish.iati.drawn_records import OPTIONS, TODAY, drawn_rows, write_drawn_snapshot
from tomoni.catalogue.errors import InputError, RefusedError, SettingError, SnapshotError
from tomoni.catalogue.iati.left_out import REASONS
from tomoni.exchange.snapshot import open_snapshot
from tomoni.publish.iati.export import IatiExport, write_iati
from tomoni.publish.iati.options import reporting_organisation
from tomoni.publish.iati.told import COLUMNS, LeftOut, write_left_out


def values(element: object, path: str) -> list[str]:
    return [str(one) for one in element.xpath(path)]  # type: ignore[attr-defined]


def test_every_activity_is_written_or_left_out_with_a_reason(written: IatiExport) -> None:
    kept = set(activities_of(written))
    told: dict[str, set[str]] = defaultdict(set)
    for note in written.left_out:
        if note.is_whole:
            told[note.activity_id].add(note.reason)
    assert kept | set(told) == {row["activity_id"] for row in drawn_rows()["activities"]}
    assert not kept & set(told)
    assert (written.activities, written.activities_left_out) == (len(kept), len(told))
    assert told == {
        "no-start": {"no_start"},
        "year-only": {"start_not_a_day"},
        "unknown-status": {"status_unknown"},
        "begins-later": {"start_in_future"},
        "ends-before": {"end_before_start"},
        "no-purpose": {"no_sector"},
        "old-purpose": {"sector_withdrawn"},
        "policy": {"policy"},
        "empty": {"no_text"},
        "slash/ed": {"identifier"},
        "bell": {"not_writable"},
        "nobody": {"no_participant"},
        "nowhere": {"no_recipient"},
        "several": {"shares_not_stated"},
        "such-as": {"open_list"},
    }


def test_parts_that_are_left_out_are_told_by_record(written: IatiExport) -> None:
    told = {(note.record_id, note.reason) for note in written.left_out if note.record_id}
    assert told == {
        ("course-1--some-ngo--partner", "role"),
        ("bare", "document"),
        ("e06", "measure"),
        ("e08", "no_date"),
        ("e11", "date_not_a_day"),
        ("e12", "date_in_future"),
        ("e13", "money_not_a_flow"),
        ("t3", "restatement"),
        ("r2", "pledge_result_money"),
        ("o2", "no_period"),
        ("o4", "money_total"),
        ("e07", "line_shares"),
        ("e10", "line_shares"),
    }


def test_an_activity_is_written_whole(written: IatiExport) -> None:
    course = activities_of(written)["course-1"]
    assert values(course, "participating-org/@role") == ["1", "4"]
    assert values(course, "participating-org/@ref") == ["XM-DAC-41128"]
    assert values(course, "activity-status/@code") == ["4"]
    assert values(course, "activity-date/@type") == ["2", "4"]
    assert values(course, "sector/@percentage") == ["25", "75"]
    assert sum(map(Decimal, values(course, "recipient-country/@percentage"))) == 100
    assert values(course, "tag[@vocabulary='99']/@code") == [
        "uncac", "uncac-36", "criminal_justice",
    ]  # fmt: skip
    assert values(course, "tag[@vocabulary='2' or @vocabulary='3']/@code") == ["16", "16.5"]
    assert values(course, "default-aid-type/@code") == ["E01"]
    assert values(course, "document-link/category/@code") == ["A12", "A08"]
    assert values(course, "description[@type='3']/narrative/text()") == ["Prosecutors"]


def test_money_keeps_its_currency_its_day_and_its_chain(written: IatiExport) -> None:
    activities = activities_of(written)
    (paid,) = activities["course-1"].findall("transaction")
    assert paid.find("value").attrib == {"currency": "JPY", "value-date": "2024-05-20"}
    assert paid.findtext("value") == "2.5"
    assert values(paid, "provider-org/@provider-activity-id") == ["XM-DAC-701-2-grant"]
    grant = activities["grant"]
    assert values(grant, "transaction/value/text()") == ["1000000", "9", "-7"]
    assert values(grant, "transaction[1]/description/narrative/text()")[0] == (
        "As stated: about 1000000."
    )


def test_money_that_others_give_us_is_incoming(
    written: IatiExport, written_by_policy: IatiExport
) -> None:
    path = "transaction[@ref='e15']/transaction-type/@code"
    assert values(activities_of(written)["grant"], path) == ["1"]
    assert values(activities_of(written_by_policy)["grant"], path) == ["3"]


def test_people_are_results_with_dimensions_and_cancelled_lines_are_none(
    written: IatiExport,
) -> None:
    course = activities_of(written)["course-1"]
    people = course.xpath("result[title/narrative='Participants']")[0]
    assert (people.get("type"), people.get("aggregation-status")) == ("1", "1")
    assert values(people, ".//actual/@value") == ["23", "12", "11"]
    assert values(people, ".//dimension/@value") == ["KE", "KH"]
    assert values(people, ".//period-start/@iso-date") == ["2024-01-01"]
    (graduates,) = course.xpath("result[title/narrative='Graduates']//actual")
    assert graduates.get("value") == "20"
    assert "more than 20" in values(graduates, "comment/narrative/text()")[0]


def test_totals_never_add_up_and_pledges_are_targets_and_pledged_money(
    written: IatiExport,
) -> None:
    activities = activities_of(written)
    (total,) = activities["programme"].findall("result")
    assert total.get("aggregation-status") == "0"
    assert values(total, ".//actual/@value") == ["6100"]
    pledge = activities["pledge"]
    assert values(pledge, "transaction/transaction-type/@code") == ["12"]
    assert values(pledge, "transaction/value/text()") == ["45000000000"]
    assert values(pledge, "result//target/@value") == ["2000"]
    assert values(pledge, "result//actual/@value") == ["700"]
    assert values(pledge, "result//period-end/@iso-date") == ["2027-12-31"]


def test_editions_stand_below_their_series(written: IatiExport) -> None:
    activities = activities_of(written)
    assert [activities[key].get("hierarchy") for key in ("programme", "course-1", "course-2")] == [
        "1", "2", "2",
    ]  # fmt: skip
    children = ["XM-DAC-701-2-course-1", "XM-DAC-701-2-course-2"]
    assert values(activities["programme"], "related-activity[@type='2']/@ref") == children
    for child in ("course-1", "course-2"):
        refs = values(activities[child], "related-activity[@type='1']/@ref")
        assert refs == ["XM-DAC-701-2-programme"]


def test_an_edition_has_what_the_course_desk_knows(written: IatiExport) -> None:
    course = activities_of(written)["course-2"]
    assert values(course, "activity-date/@iso-date") == ["2027-02-01", "2027-02-05"]
    assert values(course, "activity-date/@type") == ["1", "3"]
    assert values(course, "title/narrative/text()") == ["Title of course-2", "研修2"]
    assert values(course, "description[@type='2']/narrative/text()") == ["To recover assets."]
    assert values(course, "location/name/narrative/text()") == ["Nairobi, Kenya"]
    assert values(course, "location/location-reach/@code") == ["1"], "where, and not for whom"
    assert values(course, "recipient-country/@code") == ["KE"]


def test_others_activities_are_reported_as_a_second_source_under_our_own_prefix(
    written: IatiExport,
) -> None:
    for key, activity in activities_of(written).items():
        (reporting,) = activity.findall("reporting-org")
        assert reporting.get("ref") == "XM-DAC-701-2"
        assert reporting.get("secondary-reporter") == ("1" if key == "theirs" else "0")
    theirs = activities_of(written)["theirs"]
    assert values(theirs, "participating-org[@role='1']/@ref") == []
    assert values(theirs, "default-flow-type/@code") == []


def test_a_site_that_is_not_the_home_partys_own_reports_on_others_only(
    written_by_policy: IatiExport,
) -> None:
    for activity in activities_of(written_by_policy).values():
        (reporting,) = activity.findall("reporting-org")
        assert reporting.get("secondary-reporter") == "1"
        assert reporting.findtext("narrative") == "Institute"
        assert "XM-DAC-701-2" not in values(activity, "participating-org/@ref")


def test_equal_parts_are_a_policy_that_is_told(written_by_policy: IatiExport) -> None:
    several = activities_of(written_by_policy)["several"]
    assert values(several, "recipient-country/@percentage") == ["50", "50"]
    told = [note for note in written_by_policy.left_out if note.reason == "equal_parts"]
    assert [note.activity_id for note in told] == ["several"]
    assert "such-as" not in activities_of(written_by_policy), "an open list has no whole"


def test_regions_are_those_of_the_united_nations_or_our_own(written: IatiExport) -> None:
    activities = activities_of(written)
    (asia,) = activities["programme"].findall("recipient-region")
    assert (asia.get("vocabulary"), asia.get("code")) == ("2", "142")
    (wide,) = activities["pledge"].findall("recipient-region")
    assert (wide.get("vocabulary"), wide.get("code")) == ("99", "indo_pacific")
    assert wide.findtext("narrative") == "Indo-Pacific"


def test_the_same_snapshot_gives_the_same_bytes(written: IatiExport, tmp_path: Path) -> None:
    again = export(tmp_path)
    assert again.files == written.files
    for name in again.files:
        assert (again.directory / name).read_bytes() == (written.directory / name).read_bytes()


def test_the_manifest_names_every_file_by_its_digest(written: IatiExport) -> None:
    manifest = json.loads((written.directory / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["created_at"].startswith(TODAY)
    assert {*manifest["files"], "manifest.json"} == set(written.files)
    for name, said in manifest["files"].items():
        body = (written.directory / name).read_bytes()
        assert said == {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}


def test_the_list_of_what_was_left_out_is_a_table(written: IatiExport) -> None:
    with (written.directory / "left-out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(written.left_out)
    assert tuple(rows[0]) == COLUMNS
    year = next(row for row in rows if row["activity_id"] == "year-only")
    assert year["left_out"] == "activity"
    assert "stated as 2023" in year["why"]


def test_every_reason_is_worded_in_both_languages() -> None:
    for reason in REASONS.values():
        assert reason.what.en
        assert reason.what.ja
        assert bool(reason.do.en) == bool(reason.do.ja)
        assert reason.do.en or not reason.is_whole


def test_an_unclean_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tomoni.publish.iati.dates.ACTUAL_START", "9")
    with pytest.raises(RefusedError, match=r"6\.11\.1"):
        export(tmp_path)
    assert not (tmp_path / "iati").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["snapshots"]


def test_a_name_that_xml_cannot_hold_is_refused(tmp_path: Path) -> None:
    rows = drawn_rows()
    rows["parties"][0]["name"] = "Government\x0b"
    with pytest.raises(InputError, match="control character"):
        export(tmp_path, rows)


def test_only_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    first = export(tmp_path)
    (first.directory / "activities-2.xml").write_text("of an earlier export", encoding="utf-8")
    again = export(tmp_path)
    assert "activities-2.xml" not in again.files
    (again.directory / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RefusedError, match="other files"):
        export(tmp_path)


def test_nothing_internal_is_written(tmp_path: Path) -> None:
    info = write_drawn_snapshot(tmp_path / "snapshots", tier="internal")
    with (
        open_snapshot(info.path) as snapshot,
        pytest.raises(SnapshotError, match="not for the public"),
    ):
        write_iati(snapshot, tmp_path / "iati", OPTIONS)


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"identifier": ""}, "IDENTIFIER is empty"),
        ({"identifier": "NOBODY-7-1"}, "no registration agency"),
        ({"unofficial": True}, "NAME is empty"),
        ({"unofficial": True, "name": "Institute"}, "TYPE is empty"),
    ],
)
def test_nothing_is_written_unless_it_is_said_who_publishes(
    change: dict[str, object], about: str
) -> None:
    home = drawn_rows()["parties"][0]
    with pytest.raises(SettingError, match=about):
        reporting_organisation(replace(OPTIONS, **change), home)  # type: ignore[arg-type]


def test_cells_that_a_sheet_would_compute_are_quoted(tmp_path: Path) -> None:
    path = tmp_path / "left-out.csv"
    write_left_out([LeftOut("=1+1", "@cmd", "no_start")], path)
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("'=1+1,'@cmd,activity,")
