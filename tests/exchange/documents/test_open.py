from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, StorageError
from tomoni.exchange.documents import open as opening
from tomoni.exchange.documents import read_document


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_is_kept_as_it_is(tmp_path: Path) -> None:
    data = "\ufeffIn 2018,\r\n20 people.\r\n".encode()
    document = read_document(written(tmp_path, "a.txt", data))
    assert document.text == data.decode()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.kind, document.encoding, document.page_at(3)) == ("text", "utf-8", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_japanese_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    text = "第23回の研修を開催し、20名が参加しました。ベトナムでも行われています。"
    document = read_document(written(tmp_path, "a.txt", text.encode(encoding)))
    assert document.text == text
    assert document.encoding == encoding
    assert document.language == "ja"


def test_western_text_is_read(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "a.txt", "Côte d’Ivoire: 5 €".encode("cp1252")))
    assert document.text == "Côte d’Ivoire: 5 €"


def test_markdown_is_told_by_its_name(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, "a.md", b"# A")).kind == "markdown"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", bytes(range(256)) * 20, "no text"),
        ("a.html", bytes(range(256)) * 20, "no text"),
        ("a.pdf", bytes(range(256)) * 20, "ends in .pdf"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(50), "old or locked"),
        ("a.rtf", b"{\\rtf1}", "RTF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.pdf", b"%PDF-1.7 nothing more", "damaged"),
        ("a.docx", b"PK\x03\x04 nothing more", "damaged"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_document(written(tmp_path, name, data))
    assert name in str(caught.value)


def test_an_archive_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "20 people")
    with pytest.raises(InputError, match="no Word document"):
        read_document(path)


def test_a_missing_file_is_trouble_of_storage(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"gone\.txt"):
        read_document(tmp_path / "gone.txt")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="limit"):
        read_document(written(tmp_path, "a.txt", b"x" * 11))


def test_a_huge_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_TEXT", 10)
    with pytest.raises(InputError, match="characters"):
        read_document(written(tmp_path, "a.txt", b"x" * 11))
