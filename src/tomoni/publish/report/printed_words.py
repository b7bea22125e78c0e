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
    "proofs": Label("Proofs", "根拠"),
    "proofs_text": Label(
        "Each number is underlined with dots and leads to its proof; its footnote gives the "
        "proof’s address. The proof file that comes with this report lets anyone compute all "
        "numbers again.",
        "点線の引かれた数字は、それぞれの根拠に結び付いています。脚注に根拠のアドレスを示します。付属の根拠ファイルにより、"
        "すべての数字を誰でも計算し直すことができます。",
    ),
    "behind": Label("The values behind the charts", "図の基となる値"),
    "behind_one": Label("Figure {number}: {caption}", "図{number}：{caption}"),
    "not_drawn": Label("Not drawn: {what}.", "図に含まないもの：{what}。"),
    "empty": Label("not stated", "記載なし"),
    "proof_at": Label("Proof: ", "根拠："),
    "answer": Label("Answer to a question", "質問への回答"),
    "question": Label("Question", "質問"),
    "wording": Label("Answer", "回答"),
    "asked_by": Label("Asked by", "質問者"),
    "asked_on": Label("Asked on", "質問日"),
    "number": Label("Number {id}", "番号 {id}"),
    "answer_notice": Label("Draft", "案"),
    "answer_notice_text": Label(
        "Nobody has signed this answer off. It may still change.",
        "この回答はまだ決裁されていません。今後変わることがあります。",
    ),
    "figures": Label("Figures and their proofs", "数字とその根拠"),
    "as_said": Label("As said", "本文の記載"),
    "what": Label("What it is", "内容"),
    "exact": Label("Value", "値"),
    "proof": Label("Proof", "根拠"),
    "sign_off": Label("Sign-off", "決裁"),
    "step": Label("Step", "段階"),
    "who": Label("Who", "氏名"),
    "role": Label("Office", "職"),
    "on": Label("When", "日付"),
    "remark": Label("Remark", "備考"),
    "nobody": Label("Nobody has signed yet.", "署名はまだありません。"),
    "digest": Label("Digest of the answer", "回答のダイジェスト"),
    "void": Label(
        "Void: the answer was changed after it was signed.", "無効：署名後に回答が変更されました。"
    ),
    "unbound": Label("Names no digest of what was signed.", "署名対象のダイジェストの記載なし。"),
    "drafted": Label("Drafted", "起案"),
    "checked": Label("Checked", "確認"),
    "signed_off": Label("Signed off", "決裁"),
    "figures_note": Label(
        "Values are exact, in whole units; bounds stand behind them.",
        "値は正確な値です。幅がある場合は併記します。",
    ),
    "each_opens": Label("Each number opens its proof.", "各数字から根拠を開くことができます。"),
}


def say(name: str, language: str, **values: str) -> str:
    """Return one wording, filled with values."""
    return PRINTED[name].in_language(language).format(**values)
