"""Commands that read snapshots: snapshot, figure, claims, findings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Outcome, Reader

GRADUATES = ("figure", "run", "graduates_count", "--where", "series=unafei")


def latest(home: Path) -> str:
    return (home / "snapshots" / "latest").read_text(encoding="ascii").strip()


def test_the_list_of_snapshots_marks_the_latest(read: Reader, made_home: Path) -> None:
    (snapshot,) = read("snapshot", "list", "--json").json["snapshots"]
    assert snapshot["snapshot"] == latest(made_home)
    assert snapshot["latest"] is True
    assert snapshot["tier"] == "internal"
    text = read("snapshot", "list").out
    assert latest(made_home)[:12] in text
    assert "latest" in text


def test_a_whole_snapshot_verifies(read: Reader, made_home: Path) -> None:
    path = made_home / "snapshots" / latest(made_home)
    outcome = read("snapshot", "verify", str(path), "--json")
    assert outcome.code == 0
    assert outcome.json["snapshot"] == latest(made_home)


def test_a_damaged_snapshot_is_refused(read: Reader, made_home: Path, tmp_path: Path) -> None:
    copy = tmp_path / latest(made_home)
    shutil.copytree(made_home / "snapshots" / latest(made_home), copy)
    file = copy / "tables" / "claims.parquet"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-50] + b"x" * 50)
    outcome = read("snapshot", "verify", str(copy))
    assert outcome.code == 10
    assert "claims" in outcome.err
    assert outcome.out == ""


def test_a_figure_answers_with_hedge_bounds_basis_and_snapshot(
    read: Reader, made_home: Path
) -> None:
    text = read(*GRADUATES, "--as-of", "2021-12-31").out
    assert "more than 6,100 persons" in text
    assert "6,100 – 6,200" in text
    assert "population: graduates" in text
    assert latest(made_home)[:12] in text


def test_a_share_shows_its_target_result_and_what_it_covers(read: Reader, made_home: Path) -> None:
    text = read("figure", "run", "pledge_achievement_share").out
    heading, _, *rows = text.splitlines()[3:]
    for column in (
        "Stated target",
        "Result",
        "Years covered",
        "Is self reported",
        "States counting rule",
    ):
        assert column in heading
    assert any("2,653" in row and "2,000" in row and "yes" in row for row in rows)


def test_figures_of_two_editions_show_both_values_and_the_change(
    read: Reader, made_home: Path
) -> None:
    editions = ("--where", "earlier=wp2018-s2", "--where", "later=wp2023-s2-2")
    text = read("figure", "run", "editions_compared", *editions).out
    (row,) = (line for line in text.splitlines() if " djibouti-code-trust-fund " in line)
    assert "Djibouti Code" in row
    for shown in ("15,100,000.00", "15,530,000.00", "430,000.00 USD", "changed", "update"):
        assert shown in row
    assert "vanished" in text


def test_rows_with_units_of_their_own_do_not_print_that_phrase(
    read: Reader, made_home: Path
) -> None:
    text = read("figure", "run", "country_profile", "--where", "country=SO").out
    assert "579,000,000.00 USD" in text
    assert "each row's own" not in text


def test_a_trace_of_activities_names_them(read: Reader, made_home: Path) -> None:
    asked = ("--where", "framework=fatf-standards", "--trace")
    text = read("figure", "run", "activities_count", *asked).out
    assert "fatf-participation, fsrb-assistance" in text


def test_a_figure_as_json_is_one_object(read: Reader, made_home: Path) -> None:
    answer = read(*GRADUATES, "--as-of", "2021-12-31", "--json").json
    assert answer["figure"] == "graduates_count"
    assert answer["snapshot"] == latest(made_home)
    (row,) = answer["rows"]
    assert (row["value"], row["low"], row["high"]) == ("6100", "6100", "6200")
    assert row["qualifier"] == "more_than"
    assert "claims" not in row


def test_a_trace_names_claims_with_their_characters(read: Reader) -> None:
    answer = read(*GRADUATES, "--as-of", "2021-12-31", "--trace", "--json").json
    claim = next(iter(answer["rows"][0]["claims"]))
    assert claim["document"] == "wp2021-s2-1-2"
    assert (claim["start"], claim["end"]) == (3610, 3615)
    assert claim["id"] in read(*GRADUATES, "--as-of", "2021-12-31", "--trace").out.replace("…", "")


def test_a_figure_on_a_snapshot_elsewhere(read: Reader, made_home: Path, tmp_path: Path) -> None:
    copy = tmp_path / latest(made_home)
    shutil.copytree(made_home / "snapshots" / latest(made_home), copy)
    by_path = read("figure", "run", "activities_count", "--snapshot", str(copy), "--json").json
    short = latest(made_home)[:10]
    by_id = read("figure", "run", "activities_count", "--snapshot", short, "--json").json
    assert by_path == by_id
    assert by_path["rows"][0]["value"] == "115"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("figure", "run", "graduate_count"), 6, "graduates_count"),
        (("figure", "run", "graduates_count", "--where", "series"), 4, "KEY=VALUE"),
        (("figure", "run", "graduates_count", "--by", "colour"), 4, "colour"),
        (("figure", "run", "graduates_count", "--as-of", "soon"), 4, "soon"),
        (("figure", "run", "activities_count", "--snapshot", "abc"), 6, "snapshot list"),
        (("figure", "run", "activities_count", "--engine", "abacus"), 3, "abacus"),
        (("claims", "--document", "nothing"), 6, "nothing"),
        (("claims", "--outcome", "nothing"), 4, "observation"),
        (("findings", "--class", "nothing"), 4, "conflict"),
        (("findings", "--state", "nothing"), 4, "adjudicated"),
    ],
)
def test_mistakes_say_what_would_be_right(
    read: Reader, arguments: tuple[str, ...], code: int, says: str
) -> None:
    plain, as_json = read(*arguments), read(*arguments, "--json")
    assert (plain.code, plain.out) == (code, "")
    assert says in plain.err
    assert "Traceback" not in plain.err
    assert as_json.code == code
    assert set(as_json.json) == {"error"}


def test_without_a_snapshot_the_hint_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Reader
) -> None:
    monkeypatch.setenv("TOMONI_HOME", str(tmp_path))
    outcome = read("figure", "run", "activities_count")
    assert outcome.code == 6
    assert "tomoni freeze" in outcome.err
    assert "tomoni freeze" in read("snapshot", "list").out


def test_the_list_of_figures_tells_what_may_be_asked(read: Reader) -> None:
    figures = {
        figure["name"]: figure for figure in read("figure", "list", "--json").json["figures"]
    }
    assert "series" in figures["graduates_count"]["where"]
    assert figures["graduates_count"]["unit"] == "person"
    assert "graduates_count" in read("figure", "list").out


def test_claims_of_a_document(read: Reader) -> None:
    answer = read("claims", "--document", "wp2021-s2-1-2", "--json").json
    assert answer["count"] == len(answer["claims"]) == 22
    claim = next(c for c in answer["claims"] if c["metric_code"] == "graduates")
    assert claim["value"] == "6100"
    assert claim["outcome_code"] == "observation"
    text = read("claims", "--document", "wp2021-s2-1-2").out
    assert "more than 6,100 persons" in text
    assert "22 claims" in text


def test_a_year_and_an_ordinal_are_no_quantities(read: Reader) -> None:
    text = read("claims", "--document", "wp2021-s2-1-2").out
    assert "no. 23" in text
    assert "2,021" not in text


def test_claims_by_outcome_and_activity(read: Reader) -> None:
    entries = read("claims", "--outcome", "entry", "--json").json["claims"]
    assert {claim["outcome_code"] for claim in entries} == {"entry"}
    one = read("claims", "--activity", entries[0]["activity_id"], "--json").json["claims"]
    assert {claim["activity_id"] for claim in one} == {entries[0]["activity_id"]}


def test_findings_carry_their_claims_in_order(read: Reader) -> None:
    answer = read("findings", "--class", "conflict", "--json").json
    assert {finding["class_code"] for finding in answer["findings"]} == {"conflict"}
    start = next(f for f in answer["findings"] if f["finding_id"] == "rec-uncac-start")
    assert [claim["value"] for claim in start["claims"]] == ["2000", "1998"]
    assert "2000 | 1998" in read("findings", "--class", "conflict").out


def test_two_editions_are_compared_where_both_hold_a_section(read: Reader) -> None:
    answer = read("findings", "between", "wp2018-s2", "wp2020-s2-1-1", "--json").json
    assert answer["sections"] == ["introduction", "legal-and-judicial"]
    named = {
        (row["change"], row["role_code"], row.get("place_code") or row["party_id"])
        for row in answer["namings"]
    }
    assert named == {
        ("dropped", "host", "moj-jp"),
        ("dropped", "participant", "MM"),
        ("appeared", "participant", "KH"),
        ("appeared", "recipient", "MN"),
        ("appeared", "recipient", "UZ"),
    }
    text = read("findings", "between", "wp2018-s2", "wp2023-s2-2").out
    assert "gebco-unh-training" in text and "statements and names stand elsewhere" in text
    reversed_pair = read("findings", "between", "wp2023-s2-2", "wp2018-s2")
    assert reversed_pair.code != 0 and "later" in reversed_pair.err
    assert read("findings", "between", "wp2018-s2", "nowhere").code != 0


def test_every_answer_is_json_alone(read: Reader) -> None:
    outcomes: list[Outcome] = [
        read("claims", "--json"),
        read("findings", "--json"),
        read("figure", "list", "--json"),
    ]
    for outcome in outcomes:
        assert outcome.code == 0
        json.loads(outcome.out)
        assert outcome.err == ""


def test_records_are_named_and_their_ids_stand_beside(read: Reader) -> None:
    text = read("figure", "run", "activities_count", "--by", "country", "--by", "kind").out
    heading = next(line for line in text.splitlines() if line.startswith("Country"))
    assert heading.split()[:4] == ["Country", "Country", "id", "Kind"]
    viet_nam = [line for line in text.splitlines() if line.startswith("Viet Nam ")]
    assert viet_nam
    assert all(line.removeprefix("Viet Nam").split()[0] == "VN" for line in viet_nam)
    rows = read("figure", "run", "activities_count", "--by", "country", "--json").json["rows"]
    assert "VN" in {row["country"] for row in rows}


def test_codes_are_worded_and_have_no_column_of_ids(read: Reader) -> None:
    by_theme = read("figure", "run", "activities_count", "--by", "theme").out
    assert " id " not in by_theme and "anti_corruption" not in by_theme
    assert "Anti-corruption" in by_theme


def test_claims_and_findings_name_what_they_are_about(read: Reader) -> None:
    claims = read("claims", "--outcome", "entry")
    assert "15th good governance seminar" in claims.out
    assert "gg-seminar-15--participants--wp2021-s2-1-2" in claims.out
    (about,) = {
        claim["activity_title"]
        for claim in read("claims", "--activity", "gg-seminar-15", "--json").json["claims"]
    }
    assert about.startswith("15th good governance seminar")
    found = read("findings", "--class", "conflict")
    assert "First year of the anti-corruption training" in found.out
    assert "rec-uncac-start" in found.out
