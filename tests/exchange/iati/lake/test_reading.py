"""Files read into a lake: rows by record, nothing read twice, bad neighbours, faults."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.reading import LakeRead, read_into
from tomoni.exchange.iati.piece import Piece

HEAD = '<?xml version="1.0"?>\n<iati-activities version="2.03" xmlns:u="https://example.org/u">\n'
CLOSE = "\n</iati-activities>\n"
VALUE = '<value currency="EUR" value-date="2020-02-03">{}</value>'


def activity(number: int, amount: str = "10.50", *, title: str = "Training") -> str:
    """Return a whole activity with one transaction."""
    return f"""<iati-activity default-currency="EUR" last-updated-datetime="2021-01-01T00:00:00Z">
 <iati-identifier>XX-1-{number}</iati-identifier>
 <reporting-org ref="XX-1" type="10"><narrative>One</narrative></reporting-org>
 <title><narrative>{title}</narrative><narrative xml:lang="fr">Formation</narrative></title>
 <description><narrative>Something</narrative></description>
 <participating-org role="1" ref="XX-1"/>
 <activity-status code="2"/>
 <activity-date type="2" iso-date="2020-01-01"/>
 <transaction><transaction-type code="3"/><transaction-date iso-date="2020-02-03"/>
  {VALUE.format(amount)}<u:account>7</u:account></transaction>
</iati-activity>"""


def write(path: Path, *activities: str) -> Path:
    path.write_text(HEAD + "\n <!-- next -->\n".join(activities) + CLOSE, encoding="utf-8")
    return path


def counts(read: LakeRead) -> list[tuple[str, int, int, bool]]:
    return [
        (Path(file.name).name, file.records, file.new_records, file.is_known) for file in read.files
    ]


def test_rows_stand_under_their_record(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", activity(1), activity(2, "11.25"))
    read = read_into([file], tmp_path / "lake")
    assert counts(read) == [("a.xml", 2, 2, False)]
    with open_lake(tmp_path / "lake") as lake:
        rows = lake.connection.execute(
            "SELECT identifier, value, value_number, line_within, value_currency "
            "FROM transactions JOIN records USING (record) ORDER BY record"
        ).fetchall()
        assert [(one[0], one[1], str(one[2]), *one[3:]) for one in rows] == [
            ("XX-1-1", "10.50", "10.5000000000", 9, "EUR"),
            ("XX-1-2", "11.25", "11.2500000000", 9, "EUR"),
        ]
        (record,) = lake.records_of("XX-1-2")
        said = lake.table("records").filter(pc.field("record") == record).to_pylist()[0]
        assert (said["publisher"], said["is_valid"]) == ("XX-1", True)
        assert said["last_updated"] == "2021-01-01T00:00:00Z"
        assert lake.table("presence")["line"].to_pylist() == [3, 15]
        assert lake.broken_rules() == {}


def test_a_file_leaves_the_lake_byte_for_byte(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", activity(1, title="<![CDATA[A & B]]>"), activity(2))
    read_into([file], tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        head, tail = lake.connection.execute("SELECT head, tail FROM files").fetchall()[0]
        body = b"".join(before + source for before, source in lake.sources_of(1))
    assert bytes(head) + body + bytes(tail) == file.read_bytes()


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    one, two = tmp_path / "a.xml", tmp_path / "b.xml"
    write(one, activity(1), activity(2))
    write(two, activity(3))
    read_into([one, two], tmp_path / "lake")
    write(one, activity(2), activity(1, "12"), activity(4))
    read = read_into([one, two], tmp_path / "lake")
    assert counts(read) == [("a.xml", 3, 2, False), ("b.xml", 1, 0, True)]
    with open_lake(tmp_path / "lake") as lake:
        amounts = lake.connection.execute(
            "SELECT identifier, value FROM transactions JOIN records USING (record) ORDER BY ALL"
        ).fetchall()
        assert amounts == [
            ("XX-1-1", "12"), ("XX-1-2", "10.50"), ("XX-1-3", "10.50"), ("XX-1-4", "10.50"),
        ]  # fmt: skip
        assert [one.runs for one in lake.history_of("XX-1-1")] == [(1,), (2,)]


def test_the_same_again_is_no_new_run(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", activity(1))
    first = read_into([file], tmp_path / "lake")
    again = read_into([file], tmp_path / "lake")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.run == first.run


def test_other_namespaces_make_another_record(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", activity(1))
    other = tmp_path / "b.xml"
    other.write_bytes(file.read_bytes().replace(b"example.org/u", b"example.org/v"))
    read = read_into([file, other], tmp_path / "lake")
    assert counts(read) == [("a.xml", 1, 1, False), ("b.xml", 1, 1, False)]


def test_packed_files_and_folders_of_them(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.xml", activity(1))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.xml.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.write(write(tmp_path / "other.xml", activity(2)), "in/other.xml")
    read = read_into([folder], tmp_path / "lake")
    assert counts(read) == [("a.xml.gz", 1, 1, False), ("other.xml", 1, 1, False)]
    assert read.files[1].name == str(folder / "b.zip" / "in" / "other.xml")
    # The plain file holds what the packed one holds.
    assert read_into([folder, plain], tmp_path / "lake").files[2].is_known


def test_a_broken_activity_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    broken = activity(2).replace("</title>", "</titel>")
    wrong = activity(3).replace("<activity-status", "<activity-estado")
    file = write(tmp_path / "a.xml", activity(1), broken, wrong, activity(4))
    read_into([file], tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        assert lake.connection.execute(
            "SELECT identifier, is_valid FROM presence ORDER BY position"
        ).fetchall() == [("XX-1-1", True), ("XX-1-2", False), ("XX-1-3", False), ("XX-1-4", True)]
        found = lake.connection.execute(
            "SELECT identifier, rule, line_within FROM (SELECT record, rule, line AS line_within "
            "FROM findings) JOIN records USING (record) ORDER BY record"
        ).fetchall()
        assert found == [("XX-1-2", "0.1.1", 4), ("XX-1-3", "0.3.1", 7)]
        assert lake.broken_rules() == {0: {"0.1.1": 1, "0.3.1": 1}}
        assert sorted(lake.table("activities")["iati_identifier"].to_pylist()) == [
            "XX-1-1", "XX-1-3", "XX-1-4",
        ]  # fmt: skip


def test_a_refused_file_has_its_reason_in_the_lake(tmp_path: Path) -> None:
    old = tmp_path / "old.xml"
    old.write_text('<iati-activities version="1.05"></iati-activities>', encoding="utf-8")
    read = read_into([old, write(tmp_path / "a.xml", activity(1))], tmp_path / "lake")
    assert [file.kind for file in read.files] == [None, "activities"]
    with open_lake(tmp_path / "lake") as lake:
        assert lake.broken_rules() == {0: {"0.6.1": 1}}


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    damaged = tmp_path / "b.xml.gz"
    damaged.write_bytes(gzip.compress(b"<iati-activities>" * 500)[:-20])
    file = write(tmp_path / "a.xml", activity(1))
    read = read_into([tmp_path / "none.xml", damaged, file], tmp_path / "lake")
    assert counts(read) == [("a.xml", 1, 1, False)]
    assert [error.where and error.where.file for error in read.unreadable] == [
        str(tmp_path / "none.xml"),
        str(damaged),
    ]
    nothing = read_into([damaged], tmp_path / "lake")
    assert nothing.run is None
    with open_lake(tmp_path / "lake") as lake:
        assert lake.run.run == 1


@pytest.mark.parametrize(
    "bad",
    [None, b"", b"<!DOCTYPE html><html></html>", b"\x1f\x8b\x08\x00cut", HEAD.encode()],
    ids=["missing", "empty", "web page", "damaged", "cut off"],
)
def test_a_bad_download_keeps_what_was_read_last(tmp_path: Path, bad: bytes | None) -> None:
    lake, file = tmp_path / "lake", write(tmp_path / "a.xml", activity(1), activity(2))
    other = write(tmp_path / "b.xml", activity(3))
    read_into([file, other], lake)
    if bad is None:
        file.unlink()
    else:
        file.write_bytes(bad)
    write(other, activity(3, "12"))
    read = read_into([file, other], lake)
    assert counts(read) == [("a.xml", 2, 0, True), ("b.xml", 1, 1, False)]
    assert [one.is_kept for one in read.files] == [True, False]
    assert [one.where and one.where.file for one in read.unreadable] == [str(file)]
    again = read_into([file, other], lake)
    assert (again.is_new, [one.is_kept for one in again.files]) == (False, [True, False])
    with open_lake(lake) as opened:
        held = [row[0] for row in opened.connection.execute(
            "SELECT identifier FROM presence ORDER BY ALL").fetchall()]  # fmt: skip
        assert held == ["XX-1-1", "XX-1-2", "XX-1-3"]
    write(file)
    assert counts(read_into([file, other], lake))[0] == ("a.xml", 0, 0, False)


def test_a_damaged_archive_keeps_the_files_that_were_in_it(tmp_path: Path) -> None:
    lake, archive = tmp_path / "lake", tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(write(tmp_path / "a.xml", activity(1)), "a.xml")
        packed.write(write(tmp_path / "b.xml", activity(2)), "b.xml")
    read_into([archive], lake)
    archive.write_bytes(archive.read_bytes()[:-30])
    read = read_into([archive], lake)
    assert (read.is_new, len(read.unreadable)) == (False, 1)
    assert [(Path(one.name).name, one.is_kept) for one in read.files] == [
        ("a.xml", True),
        ("b.xml", True),
    ]


def test_no_file_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no file"):
        read_into([tmp_path / "empty"], tmp_path / "lake")


def second_rule(tables: dict[str, pa.Table], piece: Piece) -> pa.Table:
    """Find fault with every activity that has a transaction."""
    from tomoni.exchange.iati.findings import Found

    found = Found()
    for row in tables["transactions"].to_pylist():
        found.add("T.0", activity=row["activity"], line=row["line"])
    return found.table()


def test_rules_are_asked_of_every_piece_in_processes_too(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.xml", activity(name), activity(9)) for name in range(3)]
    read_into(files, tmp_path / "one", check=second_rule)
    read_into(files, tmp_path / "two", check=second_rule, jobs=2)
    for name in ("one", "two"):
        with open_lake(tmp_path / name) as lake:
            assert lake.broken_rules() == {0: {"T.0": 2}, 1: {"T.0": 2}, 2: {"T.0": 2}}
            lines = lake.connection.execute("SELECT DISTINCT line FROM findings").fetchall()
            assert lines == [(9,)]


def test_sources_alone_are_enough_for_a_comparison(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", activity(1))
    read_into([file], tmp_path / "lake", is_deep=False)
    with open_lake(tmp_path / "lake") as lake:
        assert lake.records_of("XX-1-1") == (1,)
        assert lake.table("activities").num_rows == 0


HOLDING = """
import sys, time
from pathlib import Path
from tomoni.exchange.iati.lake import reading
take = reading._Reading.tasks
def slow(self):
    for task in take(self):
        yield task
        print("reading", flush=True)
        time.sleep(60)
reading._Reading.tasks = slow
reading.read_into([Path(sys.argv[1])], Path(sys.argv[2]))
"""


def test_a_reading_that_is_killed_leaves_the_last_run(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    file = write(tmp_path / "a.xml", activity(1))
    read_into([file], lake)
    write(file, activity(1), activity(2))
    command = [sys.executable, "-c", HOLDING, str(file), str(lake)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        os.kill(process.pid, signal.SIGKILL)
    with open_lake(lake) as opened:
        assert (opened.run.run, opened.run.records) == (1, 1)
    read = read_into([file], lake)
    assert read.run is not None
    assert (read.run.run, counts(read)) == (2, [("a.xml", 2, 1, False)])
    assert [one.name for one in lake.iterdir() if one.name.startswith(".writing")] == []
