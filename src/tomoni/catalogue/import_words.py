"""Words of imports: what becomes of an activity that comes in, why, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping

from .labels import Label

IMPORT_TERMS: dict[str, dict[str, Label]] = {
    "import_state": {
        "waiting": Label("waiting to be read", "読込待ち"),
        "previewed": Label("previewed", "確認待ち"),
        "applying": Label("being applied", "適用中"),
        "applied": Label("applied", "適用済み"),
        "refused": Label("refused", "受付不可"),
    },
    "import_mode": {
        "add": Label("add what is new, leave what is there", "新しい案件だけを追加"),
        "overwrite": Label("add what is new, change what was imported", "追加し、取込済みは更新"),
    },
    "import_owner": {
        "own": Label("our own", "自組織"),
        "other": Label("others'", "他組織"),
    },
    "import_outcome": {
        "created": Label("created", "新規"),
        "changed": Label("changed", "変更"),
        "unchanged": Label("unchanged", "変更なし"),
        "skipped": Label("skipped", "対象外"),
        "quarantined": Label("put aside", "保留"),
    },
    "share_policy": {
        "as_stated": Label("as stated; the rest stays unallocated", "記載のとおり（残りは未配分）"),
        "equal_remainder": Label(
            "codes without a share divide the remainder equally", "割合のない項目で残りを等分"
        ),
        "in_proportion": Label("stated shares are scaled to one", "記載の割合を合計1に按分"),
        "complete": Label(
            "the remainder is divided equally, then all is scaled to one",
            "残りを等分し、合計1に按分",
        ),
    },
    "share_basis": {
        "stated": Label("stated", "明記"),
        "assumed": Label("assumed by the policy", "方針による"),
        "scaled": Label("scaled by the policy", "方針による按分"),
        "remainder": Label("not allocated", "未配分"),
    },
    "currency_basis": {
        "stated": Label("stated", "明記"),
        "default": Label("the activity's default", "案件の既定通貨"),
    },
    "not_entered": {
        "pledge": Label("a pledge is a target, not a payment", "表明は目標であり支払ではない"),
        "no_measure": Label("the ledger has no measure for the type", "台帳に該当する指標がない"),
        "no_currency": Label("neither it nor the activity states a currency", "通貨の記載がない"),
        "unknown_currency": Label("its currency is none", "通貨コードが不明"),
        "no_value": Label("its value is no number that the ledger holds", "金額が台帳の数値でない"),
        "no_date": Label("its date is none", "日付がない"),
        "date_out_of_range": Label("its date lies outside 1900 to 2199", "日付が1900～2199年の外"),
        "quantity_too_large": Label(
            "its value is larger than the ledger holds", "金額が大きすぎる"
        ),
        "measure_not_of_kind": Label(
            "the kind of activity has no such money", "案件の種類に合わない"
        ),
        "gone": Label("a later file no longer has it", "後のファイルにない"),
    },
}

_NOTES: dict[str, Label] = {
    "no_identifier": Label(
        "The activity has no identifier: its publisher must give it one.",
        "案件に識別子がありません（公表者による付与が必要です）。",
    ),
    "no_reporting_org": Label(
        "The reporting organisation has no identifier: its publisher must state it.",
        "報告組織の識別子がありません（公表者による記載が必要です）。",
    ),
    "no_title": Label("The activity has no title.", "案件名がありません。"),
    "no_theme": Label(
        "No theme goes with the purpose code {purpose}: choose a theme for such activities.",
        "目的コード{purpose}に対応するテーマがありません。既定のテーマを選んでください。",
    ),
    "no_kind": Label(
        "No kind goes with the type of aid ({codes}): choose a kind for such activities.",
        "援助形態（{codes}）に対応する種類がありません。既定の種類を選んでください。",
    ),
    "not_readable": Label(
        "The activity is not well-formed XML, line {line}: {problem}",
        "案件のXMLが正しくありません（{line}行目）：{problem}",
    ),
    "not_valid": Label(
        "The activity breaks the schema, line {line}: {problem}",
        "案件がスキーマに違反しています（{line}行目）：{problem}",
    ),
    "file_damaged": Label(
        "The file itself is damaged, line {line}: {problem}",
        "ファイル自体が壊れています（{line}行目）：{problem}",
    ),
    "identifier_twice": Label(
        "An earlier activity of the file has the same identifier.",
        "同じ識別子の案件がファイルの前方にあります。",
    ),
    "own_record": Label(
        "It is recorded here: change it at the desk.",
        "この台帳に記録があります。業務画面で変更してください。",
    ),
    "there_already": Label(
        "It was imported earlier and says something else now: choose to overwrite it.",
        "取込済みで内容が異なります。更新するには上書きを選んでください。",
    ),
    "sectors_of_other_lists": Label(
        "Sectors of other vocabularies ({lists}) give no split.",
        "他の語彙（{lists}）のセクターは配分に使いません。",
    ),
    "shares_unknown_code": Label(
        "No split by {axis}: {code} is no code that is known here.",
        "{axis}の配分なし：{code}は未知のコードです。",
    ),
    "shares_no_number": Label(
        "No split by {axis}: the percentage {text} is no number.",
        "{axis}の配分なし：割合{text}は数値ではありません。",
    ),
    "shares_too_fine": Label(
        "No split by {axis}: its shares have too many digits.",
        "{axis}の配分なし：割合の桁数が多すぎます。",
    ),
    "shares_twice": Label(
        "No split by {axis}: one code has two percentages.",
        "{axis}の配分なし：同じコードに二つの割合があります。",
    ),
    "shares_negative": Label(
        "No split by {axis}: a percentage is negative.",
        "{axis}の配分なし：負の割合があります。",
    ),
    "shares_exceed": Label(
        "No split by {axis}: the percentages add to more than 100.",
        "{axis}の配分なし：割合の合計が100を超えています。",
    ),
    "shares_assumed": Label(
        "Split by {axis}: {count} shares are assumed by the policy.",
        "{axis}の配分：{count}件の割合は方針によるものです。",
    ),
    "shares_scaled": Label(
        "Split by {axis}: the shares are scaled by the policy.",
        "{axis}の配分：割合は方針により按分されました。",
    ),
    "shares_remain": Label(
        "No split by {axis}: {percent} per cent is not allocated.",
        "{axis}の配分なし：{percent}％が未配分です。",
    ),
    "date_left_out": Label(
        "The date {date} is left out: it is no day from 1900 to 2199.",
        "日付{date}は1900～2199年の日付でないため省きました。",
    ),
    "purpose_of_transactions": Label(
        "The purpose code {code} is that of most transactions.",
        "目的コード{code}は取引の多数によるものです。",
    ),
    "purpose_not_stated": Label(
        "No purpose code is stated; {code} says so.",
        "目的コードの記載がないため{code}としました。",
    ),
    "theme_by_purpose": Label(
        "The theme “{theme}” goes with the purpose code {purpose}.",
        "テーマ「{theme}」は目的コード{purpose}によるものです。",
    ),
    "theme_by_default": Label(
        "The theme “{theme}” is the one chosen for the import.",
        "テーマ「{theme}」は取込の既定値です。",
    ),
    "kind_by_default": Label(
        "The kind “{kind}” is the one chosen for the import.",
        "種類「{kind}」は取込の既定値です。",
    ),
    "currency_default": Label(
        "A value without currency is in {currency}, the activity's default.",
        "通貨のない金額は案件の既定通貨{currency}です。",
    ),
    "provider_assumed": Label(
        "A transaction without provider is from the reporting organisation.",
        "提供者のない取引は報告組織によるものです。",
    ),
    "receiver_assumed": Label(
        "Money that comes in without receiver goes to the reporting organisation.",
        "受領者のない入金は報告組織へのものです。",
    ),
    "not_entered": Label(
        "{count} transactions give no line of the ledger: {reason}.",
        "{count}件の取引は台帳に記入しません：{reason}。",
    ),
    "not_taken": Label(
        "Stays in the file alone: {elements}.",
        "ファイルにだけ残るもの：{elements}。",
    ),
    "lines_change": Label(
        "Lines of the ledger: {entered} entered, {reversed} reversed, {kept} kept.",
        "台帳の行：新規{entered}、取消{reversed}、維持{kept}。",
    ),
    "chain_linked": Label(
        "{count} lines are funded from an earlier line of the ledger.",
        "{count}行は台帳の先行する行を財源としています。",
    ),
    "chain_open": Label(
        "{count} lines name a provider's activity of which no single payment was found.",
        "{count}行は提供者の案件を示しますが、対応する支払を特定できません。",
    ),
}
NOTE_CODES = frozenset(_NOTES)
# Which code list a parameter is a code of; any other is shown as it is.
PARAMETER_LISTS: Mapping[str, str] = {
    "axis": "split_axis", "theme": "theme", "kind": "activity_kind", "reason": "not_entered",
}  # fmt: skip


def import_note(code: str, parameters: Mapping[str, str], language: str = "en") -> str:
    """Return a note in words; codes among its parameters are named. KeyError for an unknown one.

    The parameter ``times`` says how often it holds.
    """
    from .codelists import codelist  # which holds the terms of this module

    named = {
        name: codelist(PARAMETER_LISTS[name]).name_of(value, language)
        if name in PARAMETER_LISTS
        else value
        for name, value in parameters.items()
    }
    label = _NOTES[code]
    text = (label.ja if language.startswith("ja") else label.en).format_map(named)
    return f"{text} (×{parameters['times']})" if "times" in parameters else text
