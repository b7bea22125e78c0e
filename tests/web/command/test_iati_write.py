"""`tomoni iati write`: our own files with what is left out, and the files of a lake again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exchange.iati.drawn import activity, file_of
from publish.iati.drawn_records import write_drawn_snapshot
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.web.command.__main__ import run


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The drawn world, in an instance that publishes."""
    monkeypatch.setenv("TOMONI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TOMONI_UNOFFICIAL", "false")
    monkeypatch.setenv("TOMONI_IATI_ORGANISATION_IDENTIFIER", "XM-DAC-701-2")
    return str(write_drawn_snapshot(tmp_path / "snapshots").path)


def test_json_names_files_and_reasons(
    snapshot: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    line = ["iati", "write", "--snapshot", snapshot, "--out", out, "--convert", "USD", "--json"]
    assert run(line) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == [
        "activities.xml", "conversions.csv", "left-out.csv", "manifest.json", "organisation.xml",
    ]  # fmt: skip
    assert (said["activities"], said["activities_left_out"]) == (6, 15)
    [year] = [one for one in said["left_out"] if one["activity"] == "year-only"]
    assert (year["left_out"], year["reason"]) == ("activity", "start_not_a_day")
    assert "stated as 2023" in year["why"]


def test_the_text_counts_and_the_files_are_clean(
    snapshot: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["iati", "write", "--snapshot", snapshot, "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "Activities written: 6. Left out: 15." in text
    assert "start not a day" in text
    files = [str(path) for path in sorted(out.glob("*.xml"))]
    assert run(["iati", "check", "--jobs", "1", *files]) == 0


def test_nothing_is_written_unless_it_is_said_who_publishes(
    snapshot: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TOMONI_IATI_ORGANISATION_IDENTIFIER", "")
    assert run(["iati", "write", "--snapshot", snapshot, "--out", str(tmp_path / "out")]) == 3
    assert "TOMONI_IATI_ORGANISATION_IDENTIFIER" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_files_of_a_lake_come_out_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, latin = file_of(activity("XX-1")), file_of(activity("XX-2", title="École"))
    latin = latin.replace(b"UTF-8", b"ISO-8859-1").decode().encode("latin-1")
    for name, body in (("one.xml", data), ("latin.xml", latin)):
        (tmp_path / name).write_bytes(body)
    read_into([tmp_path / "one.xml", tmp_path / "latin.xml"], tmp_path / "lake")
    line = ["iati", "write", "--lake", str(tmp_path / "lake")]
    assert run([*line, "--out", str(tmp_path / "out")]) == 0
    text = capsys.readouterr().out
    assert "2, of which byte for byte as published: 1." in text
    assert "every element, in UTF-8" in text
    assert (tmp_path / "out" / "one.xml").read_bytes() == data
    assert run([*line, "--out", str(tmp_path / "again"), "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(one["written"], one["identical"]) for one in files] == [
        ("one.xml", True), ("latin.xml", False),
    ]  # fmt: skip
    assert run([*line, "--out", str(tmp_path / "third"), "--convert", "USD"]) == 4


def test_a_file_that_a_lake_does_not_hold_whole_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = activity("XX-2", title="long " * 1_000)
    for name, body in (("one.xml", activity("XX-1")), ("large.xml", large)):
        (tmp_path / name).write_bytes(file_of(body))
    monkeypatch.setattr("tomoni.exchange.iati.cut.LARGEST_ACTIVITY", 4_000)
    monkeypatch.setattr("tomoni.exchange.iati.source.BLOCK", 500)
    monkeypatch.setattr("tomoni.exchange.iati.lake.reading._PIECE_BYTES", 600)
    read_into([tmp_path / "large.xml", tmp_path / "one.xml"], tmp_path / "lake")
    line = ["iati", "write", "--lake", str(tmp_path / "lake"), "--out"]
    assert run([*line, str(tmp_path / "out")]) == 1
    text = capsys.readouterr().out
    assert "not written: 5," in text and "byte for byte as published: 1." in text
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one.xml"]
    assert run([*line, str(tmp_path / "again"), "--json"]) == 1
    first = json.loads(capsys.readouterr().out)["files"][0]
    assert first["written"] is None and "16 MB" in first["reason"]
