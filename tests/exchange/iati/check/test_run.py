"""Files are checked beside each other: references, doubles, levels, chains; and what cannot be."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from exchange.iati.drawn import activity, file_of
from tomoni.exchange.iati.check import run
from tomoni.exchange.iati.check.result import FileCheck, exit_code_of
from tomoni.exchange.iati.check.run import check_files
from tomoni.exchange.iati.findings import Finding

TODAY = date(2026, 7, 1)
SECTOR = '<recipient-country code="KE"/><sector code="11110"/>'


def own(identifier: str, more: str = "") -> str:
    """An activity in which nothing is wrong: its organisations are known."""
    made = activity(identifier, more=f"{SECTOR}{more}")
    return made.replace('"XX"', '"XM-DAC-701-8"').replace('"YY"', '"XM-DAC-701-8"')


def transaction(type_: str, value: str = "10", provider: str = "") -> str:
    return (
        f'<transaction><transaction-type code="{type_}"/><transaction-date iso-date="2020-02-01"/>'
        f'<value value-date="2020-02-01">{value}</value>{provider}</transaction>'
    )


def from_activity(identifier: str) -> str:
    return f'<provider-org ref="XM-DAC-701-8" provider-activity-id="{identifier}"/>'


def related(type_: str, identifier: str) -> str:
    return f'<related-activity type="{type_}" ref="{identifier}"/>'


def checked(
    folder: Path, *files: bytes, jobs: int = 1, store: Sequence[str] | None = None
) -> list[FileCheck]:
    paths = []
    for place, data in enumerate(files):
        paths.append(folder / f"{place}.xml")
        paths[-1].write_bytes(data)
    known = None if store is None else pa.array(store, pa.string())
    return check_files(paths, today=TODAY, jobs=jobs, store=known)


def given(check: FileCheck) -> list[tuple[str, int | None, str | None]]:
    return [(one.rule, one.line, one.activity) for one in check.findings()]


def only(check: FileCheck, rule: str) -> Finding:
    [finding] = check.findings_of(rule, 2)
    return finding


def test_a_good_file_is_clean_and_counted(tmp_path: Path) -> None:
    [check] = checked(tmp_path, file_of(own("XM-DAC-701-8-A"), own("XM-DAC-701-8-B")))
    assert given(check) == []
    assert (check.version, check.kind, check.activities) == ("2.03", "activities", 2)
    assert check.verdict().clean and exit_code_of([check]) == 0


def test_what_schema_rules_and_advice_find_stands_together(tmp_path: Path) -> None:
    more = f'<sector code="nonsense"/>{transaction("3", "-5")}<zz/>'
    [check] = checked(tmp_path, file_of(own("XM-DAC-701-8-A", more)))
    assert set(check.rule_counts()) == {"0.3.1", "2.1.1", "9.76.1", "T.2.1"}
    assert not check.verdict().accepted
    assert exit_code_of([check]) == 1


def test_an_identifier_stands_once_in_a_file_whatever_piece_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "Cut", lambda source: cut_small(source))
    from tomoni.exchange.iati.cut import Cut

    def cut_small(source: run.Source) -> Cut:
        return Cut(source, piece_bytes=1)

    [check] = checked(tmp_path, file_of(*(own("XM-DAC-701-8-A") for _ in range(3))))
    assert [rule for rule, _, _ in given(check)] == ["1.1.2", "1.1.2"]
    assert [line for _, line, _ in given(check)] == [12, 21]


def test_the_same_activity_in_another_file_and_the_same_file_twice(tmp_path: Path) -> None:
    one = file_of(own("XM-DAC-701-8-A"))
    first, second, third = checked(
        tmp_path, one, one, file_of(own("XM-DAC-701-8-B"), own("XM-DAC-701-8-A"))
    )
    assert given(first) == []
    assert [rule for rule, _, _ in given(second)] == ["T.4.2", "T.4.1"]
    assert "0.xml" in only(second, "T.4.2").message
    finding = only(third, "T.4.1")
    assert finding.line == 12 and "0.xml, line 3" in finding.message


def test_references_lead_to_other_files_or_to_the_store(tmp_path: Path) -> None:
    links = related("3", "XM-DAC-701-8-B") + related("3", "XM-DAC-701-8-C")
    files = (
        file_of(own("XM-DAC-701-8-A", links)),
        file_of(own("XM-DAC-701-8-B", related("3", " XM-DAC-701-8-A "))),
    )
    first, second = checked(tmp_path, *files)
    assert [one.rule for one in first.findings()] == ["1000.0.6"]
    assert "XM-DAC-701-8-C" in only(first, "1000.0.6").message
    assert [rule for rule, _, _ in given(second)] == ["1.7.1"]  # the spaces, not the reference
    first, _ = checked(tmp_path, *files, store=["XM-DAC-701-8-C"])
    assert given(first) == []


def test_money_at_both_levels_is_pointed_out(tmp_path: Path) -> None:
    parent = own("XM-DAC-701-8-P", transaction("3") + transaction("2"))
    child = own("XM-DAC-701-8-P-1", transaction("3", "7") + related("1", "XM-DAC-701-8-P"))
    [check] = checked(tmp_path, file_of(parent, child))
    assert [rule for rule, _, _ in given(check)] == ["T.5.1", "T.5.3"]
    assert "disbursements" in only(check, "T.5.1").message
    assert "commitments" not in only(check, "T.5.1").message
    [japanese] = [one for one in check.findings("ja") if one.rule == "T.5.1"]
    assert "両方に支払額があります" in japanese.message


def test_levels_count_downwards(tmp_path: Path) -> None:
    parent = own("XM-DAC-701-8-P", related("2", "XM-DAC-701-8-P-1"))
    child = own("XM-DAC-701-8-P-1", related("1", "XM-DAC-701-8-P"))
    [check] = checked(
        tmp_path,
        file_of(parent, child.replace("<iati-activity", '<iati-activity hierarchy="2"', 1)),
    )
    assert given(check) == []
    [check] = checked(
        tmp_path,
        file_of(parent.replace("<iati-activity", '<iati-activity hierarchy="2"', 1), child),
    )
    assert [rule for rule, _, _ in given(check)] == ["T.5.4"]


def test_a_chain_is_pointed_out_where_both_ends_are_at_hand(tmp_path: Path) -> None:
    giver = own("XM-DAC-701-8-G", transaction("3"))
    taker = own("XM-DAC-701-8-T", transaction("1", provider=from_activity("XM-DAC-701-8-G")))
    first, second = checked(tmp_path, file_of(giver), file_of(taker))
    assert given(first) == []
    assert [rule for rule, _, _ in given(second)] == ["T.5.2"]
    promised = taker.replace('transaction-type code="1"', 'transaction-type code="11"')
    _, second = checked(tmp_path, file_of(giver), file_of(promised))
    assert given(second) == []  # the giver states no commitment


def test_unknown_organisations_are_named_once_a_file_with_their_count(tmp_path: Path) -> None:
    stranger = '<participating-org role="4" ref="NO-BODY-1"/>'
    [check] = checked(
        tmp_path, file_of(*(
            own(f"XM-DAC-701-8-{place}").replace("<activity-status", f"{stranger}<activity-status")
            for place in range(3)
        ))
    )  # fmt: skip
    finding = only(check, "T.6.1")
    assert "NO-BODY-1" in finding.message and "3" in finding.message
    assert finding.line == 9 and len(check.findings_table) == 1


def test_a_damaged_activity_is_named_and_its_neighbours_are_checked(tmp_path: Path) -> None:
    broken = own("XM-DAC-701-8-B").replace("</title>", "</titel>")
    data = file_of(own("XM-DAC-701-8-A", related("1", "XX-9")), broken, own("XM-DAC-701-8-C"))
    [check] = checked(tmp_path, data)
    found = given(check)
    assert [(rule, who) for rule, _, who in found] == [
        ("1000.0.6", "XM-DAC-701-8-A"),
        ("0.1.1", "XM-DAC-701-8-B"),
    ]
    assert check.activities == 3 and check.is_readable


@pytest.mark.parametrize(
    ("data", "rule", "readable", "code"),
    [
        (b"", "0.1.1", False, 2),
        (b"%PDF-1.7 nothing of the kind", "0.1.1", False, 2),
        (b"<html/>", "0.2.1", False, 2),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><iati-activities version="2.03"/>', "T.9.1", False, 2),
        (gzip.compress(file_of(own("XM-DAC-701-8-A")), mtime=0)[:90], "T.8.1", False, 2),
        (b'<iati-activities version="1.03"></iati-activities>', "0.6.1", True, 1),
        (file_of(own("XM-DAC-701-8-A"), end=""), "0.1.1", True, 1),
    ],
)
def test_what_cannot_be_read_says_so_and_does_not_raise(
    tmp_path: Path, data: bytes, rule: str, readable: bool, code: int
) -> None:
    good = file_of(own("XM-DAC-701-8-Z"))
    check, neighbour = checked(tmp_path, data, good)
    assert rule in check.rule_counts()
    assert check.is_readable is readable
    assert exit_code_of([check, neighbour]) == code
    assert given(neighbour) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    [check] = check_files([tmp_path / "none.xml"], today=TODAY)
    assert list(check.rule_counts()) == ["T.8.1"]
    assert exit_code_of([check]) == 2


def test_earlier_versions_say_by_what_they_were_checked(tmp_path: Path) -> None:
    data = file_of(own("XM-DAC-701-8-A")).replace(b'version="2.03"', b'version="2.01"')
    [check] = checked(tmp_path, data)
    assert [rule for rule, _, _ in given(check)] == ["T.0.1"]
    assert "2.01" in only(check, "T.0.1").message


def test_a_file_without_a_version_says_that_it_states_none(tmp_path: Path) -> None:
    data = file_of(own("XM-DAC-701-8-A")).replace(b' version="2.03"', b"")
    [check] = checked(tmp_path, data)
    assert check.version is None
    assert "states no version" in only(check, "T.0.3").message
    assert 'version="2.03"' in only(check, "T.0.3").message
    assert "1.01" not in only(check, "0.6.1").message
    assert exit_code_of([check]) == 1


def test_what_is_said_of_the_version_stands_at_the_line_of_the_root(tmp_path: Path) -> None:
    head, _, rest = file_of(own("XM-DAC-701-8-A")).partition(b"<iati-activities")
    moved = head.rstrip() + b"\n<!-- one\ntwo -->\n<iati-activities" + rest
    for version, rule in ((b"2.01", "T.0.1"), (b"2.9", "T.0.2"), (b"2.9", "9.1.1")):
        [check] = checked(tmp_path, moved.replace(b'version="2.03"', b'version="' + version + b'"'))
        assert only(check, rule).line == moved[: moved.index(b"<iati-act")].count(b"\n") + 1


@pytest.mark.parametrize("version", ["xx", "2.04", "3.0"])
def test_a_version_that_never_was_is_refused_and_the_rest_is_told_too(
    tmp_path: Path, version: str
) -> None:
    data = file_of(own("XM-DAC-701-8-A"), b"<iati-activity/>")
    [check] = checked(tmp_path, data.replace(b'version="2.03"', f'version="{version}"'.encode()))
    assert {"0.6.1", "9.1.1", "T.0.2", "0.3.1"} <= set(check.rule_counts())
    assert "2.03" in only(check, "T.0.2").message
    assert check.version == version
    assert not check.verdict().accepted


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    files = [file_of(*(own(f"XM-DAC-701-8-{place % 4}", related("3", f"X-{place}"))
                       for place in range(6))) for _ in range(3)]  # fmt: skip
    alone = checked(tmp_path, *files)
    together = checked(tmp_path, *files, jobs=2)
    assert [given(one) for one in together] == [given(one) for one in alone]


def test_the_files_of_a_folder_are_checked_and_an_empty_one_is_told(tmp_path: Path) -> None:
    folder, empty = tmp_path / "folder", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    (folder / "a.xml").write_bytes(file_of(own("XM-DAC-701-8-A")))
    (folder / "notes.txt").write_text("no")
    one, other = check_files([folder, empty], today=TODAY)
    assert (one.file, one.activities) == (str(folder / "a.xml"), 1)
    assert (other.file, other.is_readable) == (str(empty), False)
