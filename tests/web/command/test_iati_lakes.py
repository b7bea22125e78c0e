"""`tomoni iati read`, `diff` and `history`: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tomoni.web.command.__main__ import run

ACTIVITY = """<iati-activity default-currency="EUR" xml:lang="en">
 <iati-identifier>XM-DAC-701-{number}</iati-identifier>
 <reporting-org ref="XM-DAC-701" type="10"><narrative>One</narrative></reporting-org>
 <title><narrative>{title}</narrative></title>
 <description><narrative>Something</narrative></description>
 <participating-org role="1" ref="XM-DAC-701" type="10"/>
 <activity-status code="2"/>
 <activity-date type="2" iso-date="2020-01-01"/>
 <recipient-country code="KE"/>
 <sector vocabulary="1" code="15130"/>
</iati-activity>"""


def write(path: Path, *titles: str) -> Path:
    body = "".join(
        ACTIVITY.format(number=number, title=title) for number, title in enumerate(titles)
    )
    path.write_text(f'<iati-activities version="2.03">{body}</iati-activities>', encoding="utf-8")
    return path


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = run([str(one) for one in ("iati", *arguments)])
    return code, capsys.readouterr().out


def test_reading_twice_and_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lake = tmp_path / "lake"
    file = write(tmp_path / "a.xml", "Training", "Study")
    code, said = called(capsys, "read", file, "--out", lake, "--jobs", 1, "--json")
    (one,) = json.loads(said)["files"]
    assert (code, one["kind"], one["records"], one["new_records"]) == (0, "activities", 2, 2)
    write(file, "Training", "Seminar")
    code, said = called(capsys, "read", file, "--out", lake, "--jobs", 1)
    assert code == 0
    assert "Run 2" in said and "2 records in 1 files, 1 of them new." in said
    code, said = called(capsys, "read", file, "--out", lake, "--jobs", 1)
    assert "held all of this already, as run 2" in said and "unchanged" in said

    code, said = called(capsys, "diff", f"{lake}@1", lake)
    assert (code, said.splitlines()) == (
        0,
        ["XM-DAC-701-1: changed", "  ~ title/narrative: Study → Seminar", "1 changed"],
    )
    code, said = called(capsys, "history", "XM-DAC-701-1", "--lake", lake, "--json")
    versions = json.loads(said)["versions"]
    assert [one["runs"] for one in versions] == [[1], [2]]
    assert versions[1]["changes"][0]["new"] == "Seminar"


def test_two_files_are_compared_without_a_lake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "old.xml", "Training")
    new = write(tmp_path / "new.xml", "Training", "Study")
    code, said = called(capsys, "diff", old, new, "--json")
    assert code == 0
    assert [json.loads(line) for line in said.splitlines()] == [
        {"activity": "XM-DAC-701-1", "kind": "added", "changes": []}
    ]
    assert called(capsys, "diff", old, old) == (0, "No activity differs.\n")


def test_findings_and_unreadable_files_show_in_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.xml"
    text = write(wrong, "Training").read_text(encoding="utf-8")
    wrong.write_text(text.replace("<title>", "<titel/><title>"), encoding="utf-8")
    code, said = called(capsys, "read", wrong, "--out", tmp_path / "one", "--jobs", 1, "--json")
    assert (code, json.loads(said)["files"][0]["findings"]["critical"]) == (1, 1)
    missing = tmp_path / "missing.xml"
    code, said = called(capsys, "read", missing, "--out", tmp_path / "two", "--jobs", 1)
    assert code == 2
    assert "No file could be read" in said


def test_a_file_kept_as_last_read_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lake, file = tmp_path / "lake", write(tmp_path / "a.xml", "Training")
    called(capsys, "read", file, "--out", lake, "--jobs", 1)
    file.write_text("<html><body>Not found</body></html>", encoding="utf-8")
    code = run(["iati", "read", str(file), "--out", str(lake), "--jobs", "1"])
    said = capsys.readouterr()
    assert code == 2
    assert "cannot be read now: kept as last read" in said.out
    assert "kept as last read: 1 of 1 files" in said.out
    assert "Nothing of the file can be read." in said.err
    code, told = called(capsys, "read", file, "--out", lake, "--jobs", 1, "--json")
    (one,) = json.loads(told)["files"]
    assert (code, one["kept"], one["unchanged"], one["records"]) == (2, True, False, 1)


def test_the_rules_of_the_standard_are_asked_unless_not_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "a.xml", "Training")
    text = file.read_text(encoding="utf-8").replace('code="15130"', 'code="00000"')
    file.write_text(text, encoding="utf-8")
    for name, option, expected in (("a", [], 1), ("b", ["--schema-only"], 0)):
        lake = tmp_path / name
        code, said = called(capsys, "read", file, "--out", lake, "--jobs", 1, "--json", *option)
        assert code == expected, said


def test_nobody_bears_the_identifier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "a.xml", "Training")
    assert called(capsys, "history", "XX-9", "--lake", file)[0] == 6
    assert called(capsys, "diff", f"{tmp_path}@latest", file)[0] == 4


def test_what_a_damaged_file_hides_does_not_pass_for_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "old.xml", "Training", "Study")
    new = tmp_path / "new.xml"
    whole = old.read_text("utf-8")
    new.write_text(whole[: whole.index("<iati-activity ", 99)], "utf-8")
    assert run(["iati", "diff", str(old), str(new)]) == 0
    said = capsys.readouterr()
    assert "1 removed" in said.out
    assert "new.xml could not be read whole (0.1.1)" in said.err
    assert "old.xml" not in said.err
