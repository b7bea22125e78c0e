"""`tomoni report`, from an empty folder to a verified proof file. No database is opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_site import write_drawn_snapshot
from tomoni.catalogue.errors import ReportError
from tomoni.web.command.__main__ import run

pytestmark = pytest.mark.any_database


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Directory of the drawn world's public snapshot."""
    return str(write_drawn_snapshot(tmp_path_factory.mktemp("snapshots")).path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report that was just begun, in an instance of its own."""
    monkeypatch.setenv("TOMONI_HOME", str(tmp_path / "home"))
    path = tmp_path / "annual"
    assert run(["report", "new", str(path), "--title", 'The "annual" report']) == 0
    return path


def test_a_new_report_is_checked_built_and_verified(
    folder: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "check", str(folder), "--snapshot", snapshot]) == 0
    assert "0 errors, 0 warnings, 3 numbers proven." in capsys.readouterr().out
    assert run(["report", "build", str(folder), "--snapshot", snapshot, "--json"]) == 0
    built: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(built["files"]) == {"annual.en.html", "annual.proofs.json"}
    assert "<h1>The &quot;annual&quot; report</h1>" in (folder / "build/annual.en.html").read_text(
        "utf-8"
    )
    proofs = built["files"]["annual.proofs.json"]
    assert run(["report", "verify", proofs, "--snapshot", snapshot]) == 0
    said = "3 numbers in 3 places come out the same on snapshot"
    assert said in capsys.readouterr().out


def test_what_is_wrong_stops_the_build(
    folder: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = folder / "introduction.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nIt has 5.\n", encoding="utf-8")
    told = 'introduction.md:8:8: error: "5" stands outside a slot.'
    assert run(["report", "check", str(folder), "--snapshot", snapshot]) == ReportError.exit_code
    printed = capsys.readouterr().out
    assert told in printed and "1 error, 0 warnings, 3 numbers proven." in printed
    assert run(["report", "build", str(folder), "--snapshot", snapshot]) == ReportError.exit_code
    assert told in capsys.readouterr().err
    assert not (folder / "build").exists()
    run(["report", "check", str(folder), "--snapshot", snapshot, "--json"])
    [error] = json.loads(capsys.readouterr().out)["errors"]
    assert (error["file"], error["line"], error["column"], error["code"]) == (
        "introduction.md", 8, 8, "digit",
    )  # fmt: skip


def test_a_changed_proof_file_is_refused(
    folder: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["report", "build", str(folder), "--snapshot", snapshot])
    proofs = folder / "build" / "annual.proofs.json"
    proofs.write_text(proofs.read_text("utf-8").replace('"value": "3"', '"value": "4"'), "utf-8")
    assert run(["report", "verify", str(proofs), "--snapshot", snapshot]) == 4
    assert "It was changed after it was made" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "new", str(folder)]) == 4
    assert "is not empty" in capsys.readouterr().err
    assert run(["report", "new", str(folder / "A b")]) == 4
    assert "id cannot be 'A b'" in capsys.readouterr().err
    assert not (folder / "A b").exists()


def test_a_proof_file_that_is_not_there_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "verify", str(tmp_path / "none.json")]) == 4
    assert "none.json: It cannot be read" in (told := capsys.readouterr().err)
    assert "Check the path." in told
