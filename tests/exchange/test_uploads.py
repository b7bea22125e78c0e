"""Files told by their content; disguised, cut off, locked and hostile ones refused."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from datetime import date

import docx
import pytest

from exchange.sheets.drawn_sheets import comma, xlsx
from tomoni.catalogue.errors import InputError
from tomoni.exchange.typesetting import open_fonts
from tomoni.exchange.typesetting.compile import _PROBE, Typesetter
from tomoni.exchange.uploads import FileKind, check_size, check_upload, sniff

ALL: tuple[FileKind, ...] = ("pdf", "jpeg", "png", "docx", "xlsx", "pptx", "csv")


def pdf() -> bytes:
    return Typesetter(_PROBE, open_fonts()).set({"texts": ["x"]}, date(2026, 1, 1))


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(64) + b"\xff\xd9"


def word() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, content in members.items():
            new.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return made.getvalue()


def slides(*more: str) -> bytes:
    """What makes an archive a presentation: its main part, and the type that it states of it."""
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        new.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>',
        )
        for name in ("ppt/presentation.xml", *more):
            new.writestr(name, "<p/>")
    return made.getvalue()


def with_macros() -> bytes:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as new:
        new.writestr("word/vbaProject.bin", b"\xd0\xcf")
    return made.getvalue()


REAL = {
    "scan.PDF": (pdf(), "pdf", "application/pdf"),
    "photo.jpeg": (JPEG, "jpeg", "image/jpeg"),
    "photo.png": (png(), "png", "image/png"),
    "letter.docx": (
        word(),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "list.xlsx": (
        xlsx(["a"]),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "slides.pptx": (
        slides(),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "list.csv": (comma(["姓", "国"], encoding="cp932"), "csv", "text/csv"),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_taken(name: str) -> None:
    data, kind, media_type = REAL[name]
    upload = check_upload(name, data, ALL)
    assert (upload.kind, upload.media_type, upload.size) == (kind, media_type, len(data))
    assert upload.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", REAL)
def test_a_kind_that_was_not_asked_for_is_refused(name: str) -> None:
    data, kind, _ = REAL[name]
    others: tuple[FileKind, ...] = tuple(one for one in ALL if one != kind)
    with pytest.raises(InputError, match="not taken here"):
        check_upload(name, data, others)


@pytest.mark.parametrize(
    ("name", "data", "says", "is_"),
    [
        ("passport.pdf", b"MZ\x90\x00", "a PDF document", "a Windows program"),
        ("passport.pdf", JPEG, "a PDF document", "a JPEG picture"),
        ("photo.jpg", b"<svg onload='x'>", "a JPEG picture", "a web page or other markup"),
        ("photo.png", b"GIF89a", "a PNG picture", "a GIF picture"),
        ("list.csv", b"  <!DOCTYPE html><script>", "a CSV table", "a web page"),
        ("list.xlsx", archive(a=b"x"), "an Excel workbook", "a ZIP archive"),
        ("letter.docx", xlsx(["a"]), "a Word document", "an Excel workbook"),
        ("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel", "an old or locked Office"),
        ("letter.docx", slides(), "a Word document", "a PowerPoint presentation"),
        ("letter.docx", b"{\\rtf1", "a Word document", "an RTF document"),
        ("scan.pdf", b"\x00\x01\x02\x03", "a PDF document", "of a kind that is not known"),
        ("run.exe", b"MZ\x90\x00", "no kind that is taken here", "a Windows program"),
        ("noending", JPEG, "no kind that is taken here", "a JPEG picture"),
        ("double.pdf.exe", REAL["scan.PDF"][0], "no kind that is taken", "a PDF document"),
    ],
)
def test_a_disguise_is_named(name: str, data: bytes, says: str, is_: str) -> None:
    with pytest.raises(InputError) as refusal:
        check_upload(name, data, ALL)
    assert f"By its name the file is {says}" in refusal.value.what
    assert f"by its content it is {is_}" in refusal.value.what
    assert str(refusal.value).startswith(f"{name}: ")


@pytest.mark.parametrize("name", ["scan.PDF", "photo.png"])
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cut off"):
        check_upload(name, REAL[name][0][:-10], ALL)


@pytest.mark.parametrize("name", ["letter.docx", "list.xlsx"])
def test_a_damaged_office_file_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="damaged, or was cut off"):
        check_upload(name, REAL[name][0][:-60], ALL)


def test_macros_are_refused() -> None:
    with pytest.raises(InputError, match="carries macros"):
        check_upload("letter.docx", with_macros(), ALL)
    with pytest.raises(InputError, match="macros"):
        check_upload("slides.pptx", slides("ppt/vbaProject.bin"), ALL)


def test_a_zip_bomb_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", b" " * (101 * 2**20))
    with pytest.raises(InputError, match="unpacks to more than 100 MB"):
        check_upload("list.xlsx", made.getvalue(), ALL)


def test_many_members_are_refused() -> None:
    data = archive(**{f"m{number}": b"" for number in range(1001)})
    with pytest.raises(InputError, match="unpacks to more"):
        check_upload("list.xlsx", data, ALL)


def test_size_is_refused_before_content() -> None:
    with pytest.raises(InputError, match=r"has 50\.0 MB; the limit is 10\.0 MB"):
        check_size("large.pdf", 50 * 2**20)
    with pytest.raises(InputError, match="limit"):
        check_upload("large.pdf", b"%PDF-" + bytes(200), ALL, limit=100)
    with pytest.raises(InputError, match="empty"):
        check_upload("empty.pdf", b"", ALL)


def test_text_needs_an_encoding() -> None:
    assert sniff("a,b\n".encode("utf-16")) == "csv"
    assert sniff(b"a,b\x07") is None
    assert sniff(b"\xff\x20\x81") is None
    assert sniff(b"MZ number,name\n1,Chea\n") == "csv"
