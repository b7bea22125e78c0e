"""`tomoni answer`, from a file to a pack whose numbers verify. No database is opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_site import write_drawn_snapshot
from tomoni.catalogue.errors import InputError, ReportError
from tomoni.exchange.uploads import sniff
from tomoni.web.command.__main__ import run

pytestmark = pytest.mark.any_database

ANSWER = """\
+++
id = "pq-14"
question = "How many of the 140 countries?"
{more}+++
The school counts {{{{ figure "graduates_count" series="school-series" }}}} graduates.
"""
SIGNED = '[[sign_off]]\nstep = "signed_off"\nname = "C. Head"\non = 2026-11-20\ndigest = "{}"\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOMONI_HOME", str(tmp_path / "home"))
    path = tmp_path / "pq.md"
    path.write_text(ANSWER.format(more=""), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_drawn_snapshot(tmp_path_factory.mktemp("snapshots")).path)


def _built(file: Path, snapshot: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["answer", str(file), "--snapshot", snapshot, "--json"]) == 0
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


def test_a_pack_is_built_signed_and_verified(
    file: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _built(file, snapshot, capsys)
    assert (set(first["files"]), first["numbers"]) == (
        {"pq-14.pdf", "pq-14.docx", "pq-14.proofs.json"}, 1,
    )  # fmt: skip
    assert sniff(Path(first["files"]["pq-14.pdf"]).read_bytes()) == "pdf"
    assert sniff(Path(first["files"]["pq-14.docx"]).read_bytes()) == "docx"
    file.write_text(ANSWER.format(more=SIGNED.format(first["digest"])), encoding="utf-8")
    assert _built(file, snapshot, capsys)["digest"] == first["digest"]
    proofs = first["files"]["pq-14.proofs.json"]
    assert run(["report", "verify", proofs, "--snapshot", snapshot]) == 0


def test_an_unproven_digit_writes_nothing(
    file: Path, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text("utf-8") + "And 5 more.\n", encoding="utf-8")
    assert run(["answer", str(file), "--snapshot", snapshot]) == ReportError.exit_code
    assert 'pq.md:6:5: error: "5" stands outside a slot.' in capsys.readouterr().err
    assert not file.with_name("pq-14.pdf").exists()
    file.write_text("No head.", encoding="utf-8")
    assert run(["answer", str(file), "--snapshot", snapshot]) == InputError.exit_code


def test_one_face_alone(file: Path, snapshot: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["answer", str(file), "--snapshot", snapshot, "--out", str(out), "--docx"]) == 0
    assert {path.name for path in out.iterdir()} == {"pq-14.docx", "pq-14.proofs.json"}
