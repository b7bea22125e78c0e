"""Headings, footnotes, captions, tables and margins are told apart from running text."""

from __future__ import annotations

from pathlib import Path

import docx
import typst

from tomoni.exchange.documents import read_document


def kinds(path: Path) -> dict[str, str]:
    document = read_document(path)
    return {
        " ".join(document.text[part.start : part.end].split()): part.kind for part in document.parts
    }


def test_of_a_pdf_by_the_size_of_its_print(tmp_path: Path) -> None:
    (tmp_path / "a.typ").write_text(
        "#set page(width: 160mm, height: 200mm)\n= Resume\n"
        "In 2018, 20 people met#footnote[Of 2017.]. #lorem(60)\n"
        "#figure(rect(width: 2cm, height: 1cm), caption: [The building in 2019])\n"
        "== Lower part\n#lorem(90)\n",
        encoding="utf-8",
    )
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    assert kinds(tmp_path / "a.pdf") == {
        "Resume": "heading",
        "Figure 1: The building in 2019": "caption",
        "Lower part": "heading",
        "1 Of 2017.": "footnote",
    }
    assert [mark.label for mark in read_document(tmp_path / "a.pdf").headings] == [
        "Resume",
        "Lower part",
    ]


def test_of_a_page_by_its_elements(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<body><header>Site of 2020</header><h1>Results</h1><p>20 people.</p>"
        "<figure><figcaption>In 2019</figcaption></figure>"
        "<table><tr><td>Kenya</td><td>5</td></tr></table>"
        "<div class='footnotes'><p>Of 2017.</p></div><footer>2021</footer></body>",
        encoding="utf-8",
    )
    assert kinds(tmp_path / "a.html") == {
        "Site of 2020": "margin", "Results": "heading", "In 2019": "caption",
        "Kenya | 5": "table", "Of 2017.": "footnote", "2021": "margin",
    }  # fmt: skip


def test_of_a_word_document_by_its_styles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Results", 1)
    document.add_paragraph("20 people.")
    document.add_paragraph("A hall", style="Caption")
    document.add_table(1, 1).rows[0].cells[0].text = "5"
    document.save(str(tmp_path / "a.docx"))
    assert kinds(tmp_path / "a.docx") == {
        "Results": "heading", "A hall": "caption", "| 5 |": "table",
    }  # fmt: skip


def test_of_markdown_and_text_by_their_signs(tmp_path: Path) -> None:
    text = "# Results\n\n20 people[^1].\n\n写真：2019年の会議\n\n| a | 5 |\n\n[^1]: Of 2017.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert kinds(tmp_path / "a.md") == {
        "# Results": "heading", "写真：2019年の会議": "caption", "| a | 5 |": "table",
        "[^1]: Of 2017.": "footnote",
    }  # fmt: skip
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "# Results" not in kinds(tmp_path / "a.txt")
