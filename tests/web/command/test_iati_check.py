"""`tomoni iati check`: text, JSON Lines, report, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exchange.iati.drawn import activity, file_of
from tomoni.web.command.__main__ import run
from tomoni.web.command.iati_check import _jobs


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A file without an error, and one with an error and a finding of the schema."""
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    place = '<recipient-country code="KE"/><sector code="11110"/>'
    good.write_bytes(file_of(activity("XX-A", more=place)))
    bad.write_bytes(file_of(activity("XX-B", more=f"{place}<zz/>")))
    return str(good), str(bad)


def test_json_lines_have_one_object_a_file(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["iati", "check", "--json", "--jobs", "1", *files]) == 1
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert (good["accepted"], good["clean"], good["activities"]) == (True, True, 1)
    assert (bad["accepted"], bad["clean"], bad["version"]) == (False, False, "2.03")
    [finding] = [one for one in bad["findings"] if one["severity"] == "critical"]
    assert (finding["rule"], finding["line"], finding["activity"]) == ("0.3.1", 10, "XX-B")


def test_the_text_says_both_verdicts_and_what_to_mend(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["iati", "check", "--jobs", "1", files[1]]) == 1
    text = capsys.readouterr().out
    assert "accepted by the registry's rules: no" in text
    assert "critical 0.3.1, findings: 1, line 10" in text
    assert "XX-B: The schema is not met" in text


def test_a_clean_file_leaves_with_zero_and_a_missing_one_with_two(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["iati", "check", "--jobs", "1", files[0]]) == 0
    assert run(["iati", "check", "--jobs", "1", *files, f"{files[0]}.gone"]) == 2
    assert "It cannot be read as IATI." in capsys.readouterr().out


def test_references_lead_into_a_lake(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lake, linked = str(tmp_path / "lake"), tmp_path / "linked.xml"
    linked.write_bytes(file_of(activity("XX-C", more='<related-activity type="3" ref="XX-A"/>')))
    assert run(["iati", "read", files[0], "--out", lake, "--jobs", "1"]) == 0
    found = []
    for more in ([], ["--lake", lake]):
        capsys.readouterr()
        run(["iati", "check", "--json", str(linked), *more])
        said = json.loads(capsys.readouterr().out)
        found.append([one["rule"] for one in said["findings"] if one["rule"] == "1000.0.6"])
    assert found == [["1000.0.6"], []]


@pytest.mark.parametrize(("megabytes", "jobs"), [(0, 1), (9, 1), (17, 2), (4000, 4)])
def test_small_files_are_not_worth_a_process(
    megabytes: int, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    with (tmp_path / "large.xml").open("wb") as file:
        file.truncate(megabytes << 20)  # a hole, which takes no room
    assert _jobs([tmp_path / "large.xml", tmp_path / "none.xml"]) == jobs


def test_the_report_is_written_and_its_folder_must_be_there(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    line = ["iati", "check", "--jobs", "1", "--language", "ja", files[1]]
    assert run([*line, "--html", str(report)]) == 1
    assert "XX-B" in report.read_text(encoding="utf-8")
    assert "スキーマに合いません" in capsys.readouterr().out
    assert run([*line, "--html", str(tmp_path / "none" / "report.html")]) == 4
