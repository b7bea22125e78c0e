"""Files are cut at activities by their bytes, and what is wrong with the file itself is found."""

from __future__ import annotations

import pytest
from tests.exchange.iati.drawn import END, HEAD, activity, cut, file_of, rules

from tomoni.exchange.iati import cut as cutting
from tomoni.exchange.iati import source
from tomoni.exchange.iati.read import read_piece

HIDDEN = "<!-- <iati-activity> </iati-activity> --><?pi </iati-activity> ?>"


@pytest.mark.parametrize("piece_bytes", [1, 500, 4 << 20])
def test_all_bytes_of_a_file_are_in_its_parts(piece_bytes: int) -> None:
    data = file_of(activity("A"), HIDDEN, activity("B", more=HIDDEN), activity("C"))
    done, pieces = cut(data, piece_bytes=piece_bytes)
    assert done.head is not None
    assert done.head.source + b"".join(piece.body for piece in pieces) + done.tail == data
    assert done.count == sum(map(len, pieces)) == 3
    assert rules(done) == []


def test_a_piece_says_where_its_activities_begin() -> None:
    _, [piece] = cut(file_of(activity("A"), activity("B")))
    assert (piece.ordinals, piece.lines, piece.columns) == ((0, 1), (3, 12), (1, 1))
    assert [source[:14] for source in piece.sources()] == [b"<iati-activity"] * 2
    assert list(piece.between()) == [b"\n", b"\n"]


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
def test_lines_are_right_with_other_line_ends(ends: str) -> None:
    data = file_of(activity("A"), activity("B", more="\n <zz/>")).replace(b"\n", ends.encode())
    _, [piece] = cut(data)
    assert piece.lines == (3, 12)
    [finding] = read_piece(piece).findings.to_pylist()
    assert (finding["line"], finding["column"]) == (20, 2)


def test_an_activity_has_the_same_digest_wherever_it_stands() -> None:
    _, [one] = cut(file_of(activity("A"), activity("B")))
    _, [other] = cut(file_of("<!-- moved -->", activity("B"), activity("C")))
    assert one.digests[1] == other.digests[0]
    assert len({*one.digests, *other.digests}) == 3


def test_namespaces_in_force_and_version_are_part_of_the_digest() -> None:
    heads = [HEAD, HEAD.replace("2.03", "2.02"), HEAD.replace('2.03"', '2.03" xmlns:x="urn:x"')]
    digests = {cut(file_of(activity(), head=head))[1][0].digests for head in heads}
    assert len(digests) == 3


def test_a_piece_of_wanted_activities_alone_reads_the_same() -> None:
    _, [piece] = cut(file_of(activity("A"), activity("B"), activity("C")))
    rest = piece.only([True, False, True])
    assert (rest.ordinals, rest.lines) == ((0, 2), (3, 21))
    assert read_piece(rest).tables["activities"].to_pylist() == [
        row for row in read_piece(piece).tables["activities"].to_pylist() if row["activity"] != 1
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [("0.1.1", 1)]),
        (b"<html><body/></html>", [("0.2.1", 1)]),
        (b'<iati-activities xmlns="urn:x" version="2.03"/>', [("0.2.1", 1)]),
        (b'<iati-activities version="1.05"/>', [("0.6.1", 1)]),
        (b"<iati-activities/>", [("T.0.3", 1), ("0.6.1", 1), ("0.3.1", 1)]),
        (
            b'<?xml version="1.0"?>\r\n<!--\n-->\n<iati-activities version="1.05"\n/>',
            [("0.6.1", 4)],
        ),
        (b'\n\n<iati-activities\n version="2.9"/>', [("0.6.1", 3), ("9.1.1", 3), ("0.3.1", 4)]),
        (b'<iati-activities version="2.03"/>', [("0.3.1", 1)]),
        (b"\n<!DOCTYPE html>\n<html><body>Not found</body></html>", [("T.9.4", 2)]),
        (b"<!-- x --><!doctype  HTML PUBLIC 'a' 'b'><html>", [("T.9.4", 1)]),
        (b"<!DOCTYPE htmlish><iati-activities/>", [("T.9.1", 1)]),
        (b'<?xml version="1.0" encoding="klingon"?><iati-activities/>', [("T.9.2", 1)]),
        (b'\n<!DOCTYPE a [<!ENTITY b "c">]><iati-activities version="2.03"/>', [("T.9.1", 2)]),
        (file_of(activity(), end=""), [("0.1.1", 12)]),
        (file_of(activity(), end=END + file_of(activity()).decode()), [("0.1.1", 14)]),
        (file_of(activity(), "stray", activity()), [("0.3.1", 12)]),
        (file_of(activity(), "&", activity()), [("0.1.1", 12)]),
        (file_of(activity(), end='<x:a xmlns:x="urn:x"/>' + END), []),
        (file_of(activity(), head=HEAD.replace('2.03"', '2.03" odd="1"')), [("0.3.1", 2)]),
    ],
)
def test_what_is_wrong_with_the_file_itself_is_found(
    data: bytes, found: list[tuple[str, int]]
) -> None:
    done, _ = cut(data)
    assert rules(done) == found


def test_a_root_of_a_namespace_is_refused_by_the_name_of_the_namespace() -> None:
    done, _ = cut(b'<iati-activities xmlns="urn:x" version="2.03"/>')
    assert "urn:x" in done.findings["parameters"][0].as_py()


@pytest.mark.parametrize(
    "encoded",
    [
        file_of(activity(title="é")).decode().encode("utf-16"),
        file_of(activity(title="é")).decode().encode("utf-8-sig"),
        file_of(activity(title="é")).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        file_of(activity(title="é")).decode().replace("UTF-8", "windows-1252").encode("cp1252"),
    ],
)
def test_files_of_other_encodings_read_the_same(encoded: bytes) -> None:
    _, [piece] = cut(encoded)
    texts = read_piece(piece).tables["narratives"]["text"].to_pylist()
    assert "é" in texts


def test_bytes_of_another_encoding_spoil_their_own_activity_alone() -> None:
    data = file_of(activity("A", title="é"), activity("B"))
    _, [piece] = cut(data.replace("é".encode(), b"\xe9"))
    done = read_piece(piece)
    assert done.tables["activities"]["iati_identifier"].to_pylist() == ["B"]
    [finding] = done.findings.to_pylist()
    assert (finding["rule"], finding["activity"], finding["line"]) == ("0.1.1", 0, 6)


def test_an_activity_that_is_too_large_is_left_out_and_its_neighbours_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutting, "LARGEST_ACTIVITY", 2_000)
    monkeypatch.setattr(source, "BLOCK", 500)
    data = file_of(activity("A"), activity("B", more="\n" * 9_000), activity("C"))
    done, pieces = cut(data, piece_bytes=700)
    names = [
        name
        for piece in pieces
        for name in read_piece(piece).tables["activities"]["iati_identifier"].to_pylist()
    ]
    assert names == ["A", "C"]
    assert [piece.ordinals for piece in pieces] == [(0,), (2,)]
    assert rules(done) == [("T.9.3", 12)]


def test_a_namespace_whose_address_is_none_is_found_once() -> None:
    head = HEAD.replace('version="2.03"', 'version="2.03" xmlns:x="2017+9:9"')
    done, pieces = cut(file_of(activity("A"), head=head))
    assert pieces == [] and rules(done) == [("0.1.1", 2)]
    [finding] = done.findings.to_pylist()
    assert "is not a valid URI" in finding["parameters"]


@pytest.mark.parametrize(
    ("before", "line"), [("\n", 2), ("<!-- a\n -- b -->", 2), ("<?<odd ?>", 1), ("<? odd ?>", 1)]
)
def test_what_stands_before_the_root_is_well_formed_too(before: str, line: int) -> None:
    done, pieces = cut(file_of(activity("A"), head=before + HEAD))
    assert pieces == [] and rules(done) == [("0.1.1", line)]
