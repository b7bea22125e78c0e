"""What the printed faces of a report say by themselves, in English and Japanese."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

PRINTED: dict[str, Label] = {
    "unofficial": Label("Unofficial", "非公式"),
    "unofficial_text": Label(
        "This is not a publication of any government or organisation that it names. It was written "
        "from published documents; every number in it can be opened down to the passage or the "
        "records behind it.",
        "本書は、本書が取り上げる政府・機関の刊行物ではありません。公表された文書に基づいて作成されたものであり、"
        "すべての数字は、その根拠となる箇所または記録までたどることができます。",
    ),
    "report": Label("Report", "報告書"),
    "edition": Label("Edition", "版"),
    "publisher": Label("Publisher", "発行者"),
    "snapshot": Label("Snapshot", "スナップショット"),
    "made": Label("State of the records", "記録の時点"),
    "proofs": Label("Proofs", "証拠"),
    "proofs_text": Label(
        "Each number is underlined with dots and leads to its proof; its footnote gives the "
        "proof’s address. The proof file that comes with this report lets anyone compute all "
        "numbers again.",
        "点線の引かれた数字は、それぞれの証拠に結び付いています。脚注に証拠のアドレスを示します。付属の証拠ファイルにより、"
        "すべての数字を誰でも計算し直すことができます。",
    ),
    "behind": Label("The values behind the charts", "図の基となる値"),
    "behind_one": Label("Figure {number}: {caption}", "図{number}：{caption}"),
    "no_tile": Label("Without a tile on the map: {places}.", "地図に升目のないもの：{places}。"),
    "empty": Label("not stated", "記載なし"),
    "proof_at": Label("Proof: ", "証拠："),
    "each_opens": Label("Each number opens its proof.", "各数字から証拠を開くことができます。"),
}


def say(name: str, language: str, **values: str) -> str:
    """Return one wording, filled with values."""
    return PRINTED[name].in_language(language).format(**values)
