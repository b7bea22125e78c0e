from __future__ import annotations

from pathlib import Path

import pytest
import typst

from tomoni.catalogue.errors import InputError
from tomoni.exchange.documents import pdf, read_document

HEAD = '#set document(title: "x")\n#set page(width: 160mm, height: 200mm'


def typeset(folder: Path, source: str) -> Path:
    written = folder / "a.typ"
    written.write_text(source, encoding="utf-8")
    made = folder / "a.pdf"
    typst.compile(str(written), output=str(made))
    return made


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    filler = "More words follow to fill the lines of this column as they do in books. " * 4
    body = "\n\n".join(
        f"Item {n} has {n}00 officers.{'#footnote[A note here.]' if n == 3 else ''} {filler}"
        for n in range(1, 19)
    )
    head = (
        HEAD + ", columns: 2, header: [Yearbook 2021], footer: context counter(page).display())\n"
    )
    return typeset(tmp_path_factory.mktemp("pdf"), head + body)


def test_columns_are_read_one_after_the_other(columns: Path) -> None:
    text = " ".join(read_document(columns).text.split())
    places = [text.index(f"Item {n} has {n}00 officers") for n in range(1, 19)]
    assert places == sorted(places)


def test_pages_are_kept_and_running_heads_are_not(columns: Path) -> None:
    document = read_document(columns)
    assert len(document.pages) >= 3
    assert document.page_at(document.text.index("Item 1 ")) == "1"
    assert document.page_at(document.text.index("Item 18 ")) == str(len(document.pages))
    assert "Yearbook" not in document.text
    assert any("left out" in note for note in document.notes)


def test_the_mark_of_a_note_does_not_join_the_number_before_it(columns: Path) -> None:
    assert "300 officers.[1]" in " ".join(read_document(columns).text.split())


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only pictures"):
        read_document(typeset(tmp_path, HEAD + ")\n#rect(width: 10mm, height: 10mm, fill: red)"))


def test_too_many_pages_are_refused(columns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="pages"):
        read_document(columns)


def test_a_cut_off_pdf_is_refused_or_read_in_part(columns: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(columns.read_bytes()[:300])
    with pytest.raises(InputError, match="damaged"):
        read_document(cut)
