"""Words of documents that come in: states of files, kinds of documents, parts of a text."""

from __future__ import annotations

from .labels import Label

INTAKE_TERMS: dict[str, dict[str, Label]] = {
    "reading_batch_state": {
        "waiting": Label("waiting for the worker", "処理待ち"),
        "reading": Label("being read", "読み取り中"),
        "done": Label("done", "完了"),
    },
    "reading_file_state": {
        "waiting": Label("waiting", "待機中"),
        "reading": Label("being read", "読み取り中"),
        "read": Label("read", "読み取り済み"),
        "refused": Label("refused", "受付不可"),
    },
    "document_kind": {
        "pdf": Label("PDF", "PDF"),
        "html": Label("HTML page", "HTMLページ"),
        "docx": Label("Word document", "Word文書"),
        "markdown": Label("Markdown", "Markdown"),
        "text": Label("plain text", "テキスト"),
    },
    "document_part": {
        "heading": Label("headings", "見出し"),
        "footnote": Label("footnotes", "脚注"),
        "caption": Label("captions", "図表の説明"),
        "table": Label("tables", "表"),
        "margin": Label("heads and feet of pages", "ページの上下"),
    },
    "proposal_state": {
        "proposed": Label("proposed", "提案中"),
        "accepted": Label("accepted", "採用"),
        "rejected": Label("rejected", "不採用"),
        "merged": Label("merged with a claim", "既存の主張に統合"),
        "contested": Label("contested", "要再確認"),
        "superseded": Label("no longer proposed", "提案取り下げ"),
    },
    "edition_basis": {
        "stated": Label("stated", "明記"),
        "inferred": Label("inferred", "推定"),
        "unknown": Label("unknown", "不明"),
    },
}
