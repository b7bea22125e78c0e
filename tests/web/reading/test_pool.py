"""Files are read in processes of their own; one that kills its process takes no other with it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tomoni.records.actions.reading.values import FileRefused, TextRead
from tomoni.web.reading.pool import Job, Result, read_jobs
from tomoni.web.reading.reader import hides, read_source

RTL, ZERO_WIDTH = "\u202e", "\u200b"


def read_or_die(path: str, name: str, seconds: int) -> Result:
    """Stand in for a library that a file makes crash, or fill the memory."""
    if name == "kills":
        os.kill(os.getpid(), signal.SIGKILL)
    return FileRefused("file_empty", {"name": name})


def test_a_file_that_kills_its_process_is_refused_alone() -> None:
    jobs = [Job(str(number), "", name) for number, name in enumerate(["a", "kills", "b", "c"])]
    begun: list[str] = []
    results = {
        job.name: result
        for job, result in read_jobs(
            jobs, processes=2, begins=lambda job: begun.append(job.key), read=read_or_die
        )
    }
    assert results.pop("kills") == FileRefused("reading_stopped", {"seconds": "300"})
    assert results == {name: FileRefused("file_empty", {"name": name}) for name in "abc"}
    assert sorted(begun) == ["0", "1", "2", "3"]


def test_a_file_is_read_with_pages_parts_and_edition(tmp_path: Path) -> None:
    path = tmp_path / "0123"
    path.write_text(
        "# Report 2019\n\nKenya sent 20 officials.\n\n[^1]: Of 2018.\n", encoding="utf-8"
    )
    read = read_source(str(path), "report.md")
    assert isinstance(read, TextRead)
    assert (read.values.kind_code, read.values.source_name) == ("markdown", "report.md")
    assert (read.values.edition_year, read.values.edition_basis_code) == (2019, "stated")
    officials = next(one for one in read.proposals if str(one.proposal.value) == "20")
    assert (officials.section, officials.part, officials.hides) == ("Report 2019", None, False)
    year = next(one for one in read.proposals if one.proposal.text == "2018")
    assert year.part == "footnote"


def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"%PDF-1.7 nothing more")
    assert read_source(str(tmp_path / "a"), "a.pdf") == FileRefused("pdf_damaged", {})
    gone = read_source(str(tmp_path / "gone"), "b.pdf")
    assert isinstance(gone, FileRefused) and gone.reason == "file_gone"


def test_a_text_of_nothing_but_numbers_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomoni.web.reading.reader.MOST_PROPOSALS", 2)
    (tmp_path / "a").write_text("20 officials, 30 judges, 40 prosecutors.", encoding="utf-8")
    refused = read_source(str(tmp_path / "a"), "a.txt")
    assert refused == FileRefused("text_of_numbers", {"limit": "2"})


def test_reading_ends_when_its_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomoni.web.reading.reader._read", lambda *_: time.sleep(30))
    began = time.monotonic()
    refused = read_source(str(tmp_path), "a.txt", 1)
    assert refused == FileRefused("reading_stopped", {"seconds": "1"})
    assert time.monotonic() - began < 10


def test_what_nobody_sees_is_noticed_where_it_changes_a_number() -> None:
    plain = "Kenya sent 20 officials."
    assert not hides(plain, 11, 13)
    assert not hides(f"Ken{ZERO_WIDTH}ya sent 20 officials.", 12, 14)
    assert hides(f"Kenya sent 2{ZERO_WIDTH}0 officials.", 11, 14)
    assert hides(f"Kenya sent {ZERO_WIDTH}20 officials.", 12, 14)
    assert hides(f"{RTL}Kenya sent 20 officials.", 12, 14)
    assert not hides(f"{RTL}Title\nKenya sent 20 officials.", 18, 20)
