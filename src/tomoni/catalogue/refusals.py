"""The wording of every refusal of the rules: what is wrong, and what mends it.

Rules return a code and parameters; ``{name}`` stands for a parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

from .attendance_refusals import ATTENDANCE_REFUSALS
from .course_desk_refusals import COURSE_DESK_REFUSALS
from .course_refusals import COURSE_REFUSALS
from .delivery_refusals import DELIVERY_REFUSALS
from .evaluation_refusals import EVALUATION_REFUSALS
from .evidence_refusals import EVIDENCE_REFUSALS
from .follow_up_refusals import FOLLOW_UP_REFUSALS
from .labels import Label
from .offer_refusals import OFFER_REFUSALS
from .people_refusals import PEOPLE_REFUSALS
from .refusal_wording import RefusalWording
from .refusal_wording import words as _words
from .report_refusals import REPORT_REFUSALS
from .selection_refusals import SELECTION_REFUSALS

_ENTRIES: dict[str, RefusalWording] = {
    "unknown_kind": _words(
        "{kind} is not a kind of activity.", "{kind}は案件の種類ではありません。",
        "Use a code of the list of kinds.", "種類の一覧にあるコードを使ってください。",
    ),
    "unknown_measure": _words(
        "{measure} is not a measure.", "{measure}は指標ではありません。",
        "Use a code of the list of measures.", "指標の一覧にあるコードを使ってください。",
    ),
    "measure_not_of_kind": _words(
        "Activities of the kind {kind} do not count {measure}.",
        "種類{kind}の案件では{measure}を数えません。",
        "Choose another measure, or another kind of activity.",
        "別の指標、または別の種類を選んでください。",
    ),
    "need_is_not_work": _words(
        "{measure} describes need and is never an entry.",
        "{measure}は需要を表すため、台帳に記入できません。",
        "Keep it as a claim.", "主張として残してください。",
    ),
    "measure_does_not_add": _words(
        "{measure} does not add up, so it cannot be an entry.",
        "{measure}は加算できないため、台帳に記入できません。",
        "Record it as an observation as of a date.", "時点の観測値として記録してください。",
    ),
    "measure_not_observed": _words(
        "No cumulative total of {measure} is kept.", "{measure}の累計は記録しません。",
        "Enter the dated amounts, or state it as a target of the pledge.",
        "日付のある値を記入するか、表明の目標としてください。",
    ),
    "quantity_missing": _words(
        "The quantity is blank, and blank is not zero.", "数量が空欄です（ゼロではありません）。",
        "State the quantity, or leave the record out.", "数量を記入するか、記録を省いてください。",
    ),
    "quantity_too_large": _words(
        "The quantity {value} does not fit the ledger.", "数量{value}は台帳に収まりません。",
        "Use a coarser exponent.", "指数を大きくしてください。",
    ),
    "quantity_negative": _words(
        "The quantity {value} is below zero.", "数量{value}が負です。",
        "Correct an entry by one that reverses it.", "訂正は取消の記入で行ってください。",
    ),
    "bounds_out_of_order": _words(
        "The value {value} does not lie between {low} and {high}.",
        "値{value}が下限{low}と上限{high}の間にありません。",
        "Mend the bounds.", "上下限を直してください。",
    ),
    "unit_differs": _words(
        "{measure} is counted in {expected}, not in {unit}.",
        "{measure}の単位は{expected}であり、{unit}ではありません。",
        "State it in that unit.", "その単位で記入してください。",
    ),
    "currency_missing": _words(
        "{measure} is money, and no currency is stated.",
        "{measure}は金額ですが、通貨がありません。",
        "State the currency of the source.", "出典の通貨を記入してください。",
    ),
    "currency_not_for_measure": _words(
        "{measure} is not money, yet the currency {currency} is stated.",
        "{measure}は金額ではありませんが、通貨{currency}があります。",
        "Leave the currency out.", "通貨を消してください。",
    ),
    "unknown_currency": _words(
        "{currency} is not a currency code.", "{currency}は通貨コードではありません。",
        "Use a code of ISO 4217.", "ISO 4217のコードを使ってください。",
    ),
    "date_missing": _words(
        "The record has no date.", "日付がありません。",
        "Keep an undated figure as a claim.", "日付のない数値は主張として残してください。",
    ),
    "date_out_of_range": _words(
        "The date {date} lies outside {earliest} to {latest}.",
        "日付{date}が{earliest}から{latest}の範囲にありません。",
        "Mend the date.", "日付を直してください。",
    ),
    "since_after_cutoff": _words(
        "The count begins {since}, after its cut-off {cutoff}.",
        "起点{since}が基準時点{cutoff}より後です。",
        "Mend one of the dates.", "いずれかの日付を直してください。",
    ),
    "reversal_differs": _words(
        "The reversal differs from the entry it cancels in: {fields}.",
        "取消の記入が元の記入と異なります：{fields}。",
        "Reverse the entry as it stands, then enter the right one.",
        "元の記入をそのまま取り消し、正しい値を改めて記入してください。",
    ),
    "already_reversed": _words(
        "That entry is already reversed.", "その記入は既に取り消されています。",
        "Enter the right value as a new entry.", "正しい値を新しく記入してください。",
    ),
    "reversal_of_reversal": _words(
        "A reversal cannot be reversed.", "取消の記入は取り消せません。",
        "Enter the value again.", "値を改めて記入してください。",
    ),
}  # fmt: skip

_MONEY: dict[str, RefusalWording] = {
    "cumulative_not_converted": _words(
        "A cumulative total holds money of many years, so no yearly rate applies to it.",
        "累計は複数年の金額を含むため、年ごとの換算率を使えません。",
        "Show it in its own currency, or convert the dated entries.",
        "元の通貨で示すか、日付のある記入を換算してください。",
    ),
    "pledge_not_converted": _words(
        "A pledge is money to come, so no rate applies to it.",
        "表明額は将来の金額であるため、換算できません。",
        "Show it in its own currency, or in the second one that was published.",
        "元の通貨、または公表された第二の通貨で示してください。",
    ),
    "no_year": _words(
        "The amount is dated to no year.", "金額に年がありません。",
        "Date the entry, or show it in its own currency.",
        "日付を記入するか、元の通貨で示してください。",
    ),
    "spans_years": _words(
        "The date {date} spans two calendar years.", "日付{date}は二つの暦年にまたがります。",
        "Show it in its own currency, or divide it by dated entries.",
        "元の通貨で示すか、日付のある記入に分けてください。",
    ),
    "no_rate": _words(
        "The table {table} has no rate of {currency} for {year}.",
        "{table}に{year}年の{currency}の換算率がありません。",
        "Choose another table or currency.", "別の表か通貨を選んでください。",
    ),
    "no_deflator": _words(
        "The deflators of edition {edition} have none for {donor} in {year}.",
        "デフレーター（{edition}版）に{donor}の{year}年の値がありません。",
        "Load an edition that has it, or ask for current prices.",
        "値のある版を読み込むか、名目額で表示してください。",
    ),
}  # fmt: skip

_SPLITS: dict[str, RefusalWording] = {
    "no_shares": _words(
        "There are no shares to divide by.", "配分の割合がありません。",
        "State at least one share.", "少なくとも一つの割合を記入してください。",
    ),
    "share_not_positive": _words(
        "The share {share} is not above zero.", "割合{share}が正ではありません。",
        "Leave the part out, or mend its share.", "その部分を省くか、割合を直してください。",
    ),
    "shares_do_not_sum": _words(
        "The shares add to {sum}, not to 1.", "割合の合計が1ではなく{sum}です。",
        "Mend the shares so that they add to exactly 1.", "合計が正確に1になるよう直してください。",
    ),
    "share_code_twice": _words(
        "The code {code} has two shares.", "コード{code}の割合が二つあります。",
        "Add the two up, or take one out.", "合算するか、一方を削除してください。",
    ),
    "shares_exceed_one": _words(
        "The shares add to {sum}, which is more than 1.", "割合の合計が{sum}で、1を超えています。",
        "Mend the shares, or choose a policy that scales them.",
        "割合を直すか、按分する方針を選んでください。",
    ),
}  # fmt: skip

_RELEASES: dict[str, RefusalWording] = {
    "no_such_step": _words(
        "A record that is {state} cannot become {target}.",
        "状態「{state}」から「{target}」へは移れません。",
        "Choose a step that its state allows.", "許される手順を選んでください。",
    ),
    "who_missing": _words(
        "Nobody is named who decides.", "決定者が示されていません。",
        "Name the person or office.", "担当者または部署を記入してください。",
    ),
    "why_missing": _words(
        "No reason is given.", "理由がありません。", "Give the reason.", "理由を記入してください。"
    ),
    "until_missing": _words(
        "An embargo needs the day until which it holds.", "公開猶予の期限がありません。",
        "State the last day of the embargo.", "猶予の最終日を記入してください。",
    ),
    "until_not_later": _words(
        "The embargo would end on {until}, which is not after {today}.",
        "公開猶予の期限{until}が{today}より後ではありません。",
        "State a later day, or clear the record.", "より後の日とするか、公開を承認してください。",
    ),
    "until_not_for_step": _words(
        "Only an embargo has an end, and {until} is stated.",
        "期限{until}は公開猶予にのみ付けられます。",
        "Leave the day out.", "期限を消してください。",
    ),
    "embargo_holds": _words(
        "The embargo holds until {until}.", "{until}まで公開猶予中です。",
        "Wait until it has passed.", "期限が過ぎるまで待ってください。",
    ),
    "difference_reveals": _words(
        "Beside the release before it, this one reveals small counts: {cells}.",
        "前回の公開と比べると小さな人数が分かります：{cells}。",
        "Hide these cells, or wait until more has changed.",
        "これらの欄を秘匿するか、変化が増えるまで待ってください。",
    ),
    "shapes_differ": _words(
        "The two tables have different rows or columns.", "二つの表の行または列が異なります。",
        "Compare releases of one table.", "同じ表どうしを比べてください。",
    ),
}  # fmt: skip

_PERMISSIONS: dict[str, RefusalWording] = {
    "not_permitted": _words(
        "Your role does not allow you to {action} {object_type}.",
        "あなたの役割では{object_type}の{action}はできません。",
        "Ask an administrator.", "管理者に相談してください。",
    ),
}  # fmt: skip

REFUSALS: dict[str, RefusalWording] = {
    **_ENTRIES,
    **_MONEY,
    **_SPLITS,
    **_RELEASES,
    **_PERMISSIONS,
    **ATTENDANCE_REFUSALS,
    **COURSE_REFUSALS,
    **COURSE_DESK_REFUSALS,
    **DELIVERY_REFUSALS,
    **EVALUATION_REFUSALS,
    **OFFER_REFUSALS,
    **PEOPLE_REFUSALS,
    **REPORT_REFUSALS,
    **FOLLOW_UP_REFUSALS,
    **EVIDENCE_REFUSALS,
    **SELECTION_REFUSALS,
}


def refusal_text(
    code: str, parameters: Mapping[str, str | Label], language: str = "en"
) -> tuple[str, str]:
    """Return what is wrong and what to do, with the parameters filled in.

    A parameter that is a label is worded in the same language.
    """
    wording = REFUSALS[code]
    filled = {
        name: value.in_language(language) if isinstance(value, Label) else value
        for name, value in parameters.items()
    }
    return (
        wording.what.in_language(language).format_map(filled),
        wording.do.in_language(language).format_map(filled),
    )
