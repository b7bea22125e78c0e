"""What can be wrong with a line of a sheet, in Japanese beside the English that the checks say.

The checks that sheets share with portfolios speak English. Here each of their sentences stands with
its Japanese; ``{name}`` is what a sentence fills in. A refusal of a rule has its own wording.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .labels import Label
from .refusals import REFUSALS

_FIXED = "記入せずに行を除くか、新しいIDで記入してください"
SHEET_PROBLEMS: tuple[Label, ...] = (
    # What one cell holds.
    Label("The cell holds a formula.", "セルに数式があります。"),
    Label(
        "Copy the column and paste it as values, then send it again.",
        "列をコピーして値として貼り付け、送り直してください。",
    ),
    Label("The cell holds the error {value}.", "セルがエラー{value}です。"),
    Label("Mend the cell.", "セルを直してください。"),
    Label("The cell holds the control character {code}.", "セルに制御文字{code}があります。"),
    Label("Type the text again.", "文字を入力し直してください。"),
    Label("The cell holds no finite number.", "セルの値は有限の数値ではありません。"),
    Label("Type the number again.", "数値を入力し直してください。"),
    Label(
        "{value} has more digits than a spreadsheet keeps of a number.",
        "{value}は、表計算ソフトが保持できる桁数を超えています。",
    ),
    Label(
        "Format the cell as text and type the number again.",
        "セルの書式を文字列にして、入力し直してください。",
    ),
    Label("{value} is no whole number.", "{value}は整数ではありません。"),
    Label("{value} is no number.", "{value}は数値ではありません。"),
    Label(
        "Write digits alone: 6100 or 15.53, without a currency.",
        "通貨を付けず数字だけを書いてください（例：6100、15.53）。",
    ),
    Label(
        "{value} is no date that can be read one way only.",
        "{value}は一通りに読める日付ではありません。",
    ),
    Label(
        "Write 2018, 2018-05, 2018-05-19 or, for a fiscal year, FY2018.",
        "2018、2018-05、2018-05-19、会計年度はFY2018と書いてください。",
    ),
    Label("{value} is not known here.", "{value}は登録されていません。"),
    Label("Is {word} meant?", "{word}のことですか。"),
    Label("Known are: {words}.", "選べるのは次のとおりです：{words}。"),
    Label(
        "Choose one of the words that the form offers.",
        "書式の選択肢の中から選んでください。",
    ),
    Label("{value} says too much in its brackets.", "{value}の括弧内に余分な記載があります。"),
    # What one line says.
    Label("is missing", "記入されていません"),
    Label("is missing beside {other}", "{other}と併せて記入が必要です"),
    Label("is missing: the kind {kind} needs it", "種類{kind}では記入が必要です"),
    Label("{value} stands in line {line} already", "{value}は{line}行目に既にあります"),
    Label(
        "{value} is no id: letters, digits, '.', '_' and '-', at most 200",
        "{value}はIDになりません：英数字と「.」「_」「-」、200字まで",
    ),
    Label("{value} is not a whole number", "{value}は整数ではありません"),
    Label("{value} is out of range", "{value}は範囲外です"),
    Label("{value} is too large for the ledger", "{value}は台帳には大きすぎます"),
    Label(
        "{value} is no plain number; write it without commas or spaces",
        "{value}は数値ではありません。区切りなしで書いてください",
    ),
    Label("{value} is no code of the list {list}", "{value}はコード表{list}にありません"),
    Label("{value} is no place of the catalogue", "{value}は登録された国・地域ではありません"),
    Label("{value} is a region", "{value}は地域です"),
    Label("{value} is no region", "{value}は地域ではありません"),
    Label("names the same one twice", "同じものが二度挙げられています"),
    Label("stands there twice", "二度挙げられています"),
    Label("{end} comes before {name} {start}", "{end}は{start}より前です"),
    Label("names the entry itself", "その行自身を指しています"),
    Label("is a part of itself", "自分自身の一部になっています"),
    Label("{value} is less than {smallest}", "{value}は{smallest}未満です"),
    # What it refers to.
    Label("{value} is in no row of {table}", "{value}は表{table}にありません"),
    Label(
        "{value} stands after this row; put it before",
        "{value}はこの行より後にあります。前に置いてください",
    ),
    # What a file may not change.
    Label("{value} rests on a claim: correct the claim", "{value}は主張に基づきます：主張を訂正"),
    Label("{value} is what its claim states: correct the claim", "{value}は主張の値：主張を訂正"),
    Label(
        "{value} is a target, which follows from its claim: accept or correct the claim",
        "{value}は主張から生じる目標です：主張を採用または訂正してください",
    ),
    Label("{value} is a line that cancels another", "{value}は別の行を取り消す行です"),
    Label(
        "{value} has been reversed: leave the line out, or enter it under a new id",
        f"{{value}}は取り消されています：{_FIXED}",
    ),
    Label(
        "{value} has been withdrawn: leave the line out, or enter it under a new id",
        f"{{value}}は取り下げられています：{_FIXED}",
    ),
    Label(
        "{value} has bounds of its own, which a line of a sheet cannot state",
        "{value}には個別の上下限があり、シートでは表せません",
    ),
    Label(
        "{value} has given way to another total up to the same date",
        "{value}は同じ基準日の別の累計に置き換えられています",
    ),
    Label(
        "{value} belongs to another publisher: it changes by importing its file again",
        "{value}は他機関の公表物です：そのファイルの再取込みで変わります",
    ),
    Label(
        "the record has changed since this file was written: take a new form, or blank this cell"
        " to overwrite it",
        "ファイルの作成後に記録が変わっています：新しい様式を入手するか、このセルを空にして上書き",
    ),
    Label("{value} is made up for demonstration", "{value}は実演用の架空の記録です"),
)


def problem_in(text: str, language: str) -> str:
    """Return a problem in a language; in English where its wording is not known."""
    return (_japanese(text) or text) if language.startswith("ja") else text


@lru_cache(maxsize=10_000)
def _japanese(text: str) -> str | None:
    for pattern, wording in _patterns():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        found = match.groupdict()
        rest = found.pop("rest__")
        after = "" if rest is None else _japanese(rest)
        if after is not None:
            return wording.format_map(found) + after
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences as patterns; another sentence may follow each."""
    refusals = [label for one in REFUSALS.values() for label in (one.what, one.do)]
    labels = {label.en: label.ja for label in (*refusals, *SHEET_PROBLEMS)}
    return tuple((_pattern(english), japanese) for english, japanese in labels.items())


def _pattern(template: str) -> re.Pattern[str]:
    """A template as a pattern; a name that stands there again is the same text again."""
    seen: set[str] = set()
    parts = []
    for literal, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", template):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return re.compile("".join(parts) + r"(?:\s+(?P<rest__>.+))?", re.DOTALL)
