"""IATI files as they come: plain, packed, damaged, too large."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from tests.exchange.iati.drawn import activity, file_of

from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.cut import Cut
from tomoni.exchange.iati.source import Source, sources_in, sources_of

DATA = file_of(activity("A"), activity("B"))


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return packed.getvalue()


def counts(sources: tuple[Source, ...]) -> list[tuple[str, int]]:
    counted = []
    for source in sources:
        cut = Cut(source)
        list(cut.pieces())
        counted.append((source.name, cut.count))
    return counted


@pytest.mark.parametrize(
    "data",
    [
        DATA,
        gzip.compress(DATA),
        # As gzip(1): zeros behind are padding, and a second member goes on.
        gzip.compress(DATA) + b"\0" * 700,
        gzip.compress(DATA[:5]) + b"\0" + gzip.compress(DATA[5:]) + b"\0",
    ],
    ids=["plain", "gzip", "padded", "members"],
)
def test_plain_and_gzip_files_hold_one_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    assert counts(sources_in(path)) == [(str(path), 2)]
    assert counts(sources_of("a.xml", data)) == [("a.xml", 2)]


def test_every_xml_file_of_a_zip_archive_is_read(tmp_path: Path) -> None:
    packed = zipped(a__xml=DATA, notes__txt=b"no", b__xml=file_of(activity()))
    path = tmp_path / "all.zip"
    path.write_bytes(packed)
    assert counts(sources_in(path)) == [(f"{path}/a.xml", 2), (f"{path}/b.xml", 1)]
    assert counts(sources_of("all.zip", packed)) == [("all.zip/a.xml", 2), ("all.zip/b.xml", 1)]


def test_what_a_mac_notes_beside_the_files_of_an_archive_is_passed_over() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", DATA)
        archive.writestr("__MACOSX/._a.xml", b"\0\5\x16\7")
        archive.writestr("folder/._b.xml", b"\0\5\x16\7")
    assert counts(sources_of("all.zip", packed.getvalue())) == [("all.zip/a.xml", 2)]


@pytest.mark.parametrize(
    "data",
    [
        zipped(),
        gzip.compress(DATA)[:-20],
        gzip.compress(DATA)[:40] + b"\0\0\0" + gzip.compress(DATA)[43:],
        zipped(a__xml=DATA)[:80],
        zipped(notes__txt=b"no xml"),
    ],
)
def test_a_damaged_or_empty_archive_is_an_error_that_says_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        counts(sources_of("packed", data))
    assert raised.value.do
    assert raised.value.where is not None
    assert raised.value.where.file is not None


def test_a_small_archive_does_not_burst() -> None:
    packed = gzip.compress(DATA + b" " * 3_000_000)
    with pytest.raises(InputError, match="more than 2 MiB"):
        counts(sources_of("bomb.xml.gz", packed, largest=2 << 20))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        sources_in(tmp_path / "none.xml")
