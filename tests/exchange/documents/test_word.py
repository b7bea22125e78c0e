from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from tomoni.catalogue.errors import InputError
from tomoni.exchange.documents import read_document


@pytest.fixture
def drawn() -> bytes:
    document = docx.Document()
    document.add_heading("Results", 1)
    document.add_paragraph("In 2018, 20 people met.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Kenya", "5"
    document.add_paragraph("Last.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_and_tables_stand_in_their_order(tmp_path: Path, drawn: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(drawn)
    document = read_document(tmp_path / "a.docx")
    assert document.text.split("\n\n")[:4] == [
        "Results",
        "In 2018, 20 people met.",
        "| Kenya | 5 |",
        "Last.",
    ]
    assert document.heading_at(document.text.index("2018")) == "Results"


def test_footnotes_come_last(tmp_path: Path, drawn: bytes) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = '<w:footnote w:id="2"><w:t>A note.</w:t></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{space}">{note}</w:footnotes>'
    path = tmp_path / "a.docx"
    path.write_bytes(drawn)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert read_document(path).text.rstrip().endswith("[2] A note.")


def test_a_damaged_document_is_refused(tmp_path: Path, drawn: bytes) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(io.BytesIO(drawn)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == "word/document.xml" else old.read(name))
    with pytest.raises(InputError, match="damaged"):
        read_document(path)
