"""Why an activity, or a part of one, is not in our files of the IATI standard: words by reason.

``{…}`` are parameters. A reason with ``is_whole`` keeps the whole activity out, because the
standard requires what is missing; any other one leaves a part out, or says how it was collapsed.
"""

# ruff: noqa: E501 (the table below reads best with one text a line)
from __future__ import annotations

from dataclasses import dataclass

from ..labels import Label


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what is so, and what mends it."""

    code: str
    is_whole: bool
    what: Label
    do: Label


def _whole(code: str, en: str, ja: str, do_en: str, do_ja: str) -> Reason:
    return Reason(code, True, Label(en, ja), Label(do_en, do_ja))


def _part(code: str, en: str, ja: str, do_en: str = "", do_ja: str = "") -> Reason:
    return Reason(code, False, Label(en, ja), Label(do_en, do_ja))


_ALL: tuple[Reason, ...] = (
    _whole(
        "policy",
        "It is a stated policy or approach, not work that is done or planned.",
        "政策・方針の表明であり、実施・計画された活動ではない。",
        "Nothing: the standard is for activities.",
        "対応不要（規格は活動を対象とする）。",
    ),
    _whole(
        "no_start",
        "No start is stated. The standard requires one.",
        "開始日が明記されていない（規格では必須）。",
        "Record the day on which it began or is planned to begin.",
        "開始日または開始予定日を記録する。",
    ),
    _whole(
        "start_not_a_day",
        "The start is stated as {stated}. The standard requires a day, and none is made up.",
        "開始が「{stated}」としか明記されていない。規格は日付を求めるが、推測では補わない。",
        "Record the day, if a source states it.",
        "出典に日付があれば記録する。",
    ),
    _whole(
        "start_in_future",
        "It counts as begun, and its start {day} lies after the day of the data, {today}.",
        "開始済みとされているが、開始日 {day} はデータの日付 {today} より後である。",
        "Mend the start or the status.",
        "開始日または状態を修正する。",
    ),
    _whole(
        "end_before_start",
        "It ends on {end}, before it starts on {start}.",
        "終了日 {end} が開始日 {start} より前である。",
        "Mend the dates.",
        "日付を修正する。",
    ),
    _whole(
        "status_unknown",
        "Its present status is unknown. The standard requires one and has no code for unknown.",
        "現状が不明である。規格は状態を求めるが、不明を表すコードがない。",
        "Record the present status.",
        "現在の状態を記録する。",
    ),
    _whole(
        "no_participant",
        "No funder or implementer is recorded. The standard requires an organisation with a role.",
        "資金提供者・実施者が記録されていない（規格では役割を持つ組織が必須）。",
        "Record who funds it or carries it out.",
        "資金提供者または実施者を記録する。",
    ),
    _whole(
        "no_sector",
        "No purpose code is recorded. The standard requires a sector.",
        "目的コードが記録されていない（規格ではセクターが必須）。",
        "Record a purpose code.",
        "目的コードを記録する。",
    ),
    _whole(
        "sector_withdrawn",
        "The purpose code {code} is withdrawn or unknown.",
        "目的コード {code} は廃止されているか存在しない。",
        "Record a code of the present list.",
        "現行の一覧のコードを記録する。",
    ),
    _whole(
        "no_recipient",
        "No recipient country or region is stated. The standard requires one.",
        "対象国・地域が明記されていない（規格では必須）。",
        "Record the recipient, if a source states it.",
        "出典にあれば対象国・地域を記録する。",
    ),
    _whole(
        "shares_not_stated",
        "It has {number} recipients and no stated shares. The standard requires percentages.",
        "対象国・地域が {number} あり、配分が明記されていない（規格では割合が必須）。",
        "Record the shares as a split by place, or choose the policy equal_remainder in TOMONI_IATI_SHARES.",
        "場所別の配分を記録するか、TOMONI_IATI_SHARES で equal_remainder を選ぶ。",
    ),
    _whole(
        "open_list",
        "Its list of recipient countries is open: there may be more, so that no shares add up to the whole.",
        "対象国の列挙が例示であり、他にもあり得るため、配分の合計が全体にならない。",
        "Record the shares as a split by place, or close the list.",
        "場所別の配分を記録するか、列挙を限定にする。",
    ),
    _whole(
        "not_a_country_code",
        "The place {code} is no country of the standard's list.",
        "場所 {code} は規格の国コード一覧にない。",
        "Mend the code.",
        "コードを修正する。",
    ),
    _whole(
        "no_text",
        "Its title or summary is empty. The standard requires both.",
        "件名または概要が空である（規格では両方必須）。",
        "Write what is missing.",
        "不足分を記入する。",
    ),
    _whole(
        "not_writable",
        "A text holds a character that XML cannot hold.",
        "XMLで表せない文字が含まれている。",
        "Remove the control character.",
        "制御文字を取り除く。",
    ),
    _whole(
        "identifier",
        "Its id {code} holds a symbol that an identifier of the standard may not hold.",
        "識別子 {code} に規格で使えない記号が含まれている。",
        "Give the record an id of letters, digits, hyphens and underscores.",
        "英数字・ハイフン・下線の識別子にする。",
    ),
    _part(
        "role",
        "{party} is a partner. The standard has no such role.",
        "{party} は協力者であり、規格に該当する役割がない。",
    ),
    _part(
        "end_not_a_day",
        "The end is stated as {stated}, which is no day.",
        "終了が「{stated}」としか明記されていない。",
        "Record the day, if a source states it.",
        "出典に日付があれば記録する。",
    ),
    _part(
        "end_in_future",
        "It counts as completed, and its end {day} lies after the day of the data, {today}.",
        "完了とされているが、終了日 {day} はデータの日付 {today} より後である。",
        "Mend the end or the status.",
        "終了日または状態を修正する。",
    ),
    _part(
        "date_not_a_day",
        "The date is stated as {stated}. A transaction requires a day, and none is made up.",
        "日付が「{stated}」としか明記されていない。取引には日付が必要であり、推測では補わない。",
        "Record the day, if a source states it.",
        "出典に日付があれば記録する。",
    ),
    _part(
        "no_date",
        "No date is stated.",
        "日付が明記されていない。",
        "Record the date, if a source states it.",
        "出典にあれば日付を記録する。",
    ),
    _part(
        "date_in_future",
        "The day {day} lies after the day of the data, {today}.",
        "日付 {day} はデータの日付 {today} より後である。",
        "Mend the date.",
        "日付を修正する。",
    ),
    _part(
        "no_currency",
        "No currency is stated, or one that is in no list.",
        "通貨が明記されていないか、一覧にない。",
        "Record the currency.",
        "通貨を記録する。",
    ),
    _part(
        "money_not_a_flow",
        "{measure} is no transaction of the standard.",
        "「{measure}」は規格の取引に当たらない。",
    ),
    _part(
        "money_total",
        "A total of money to date is no transaction: the payments that it is made of would be.",
        "金額の累計は取引ではない（内訳の支払が取引に当たる）。",
        "Record the payments, if a source states them.",
        "出典にあれば支払ごとに記録する。",
    ),
    _part(
        "line_shares",
        "The recipient or the shares of this line alone are not written: they stand at the activity.",
        "この行だけの対象国・配分は出力されず、活動全体のものが示される。",
    ),
    _part(
        "measure",
        "{measure} is no result of the standard.",
        "「{measure}」は規格の成果に当たらない。",
    ),
    _part(
        "no_period",
        "The total counts since an unknown day. The standard requires the start of its period.",
        "累計の起点が不明である（規格では期間の開始日が必須）。",
        "Record since when it counts, if a source states it.",
        "出典にあれば起点を記録する。",
    ),
    _part(
        "no_window",
        "The pledge states no first and last year. The standard requires the period of a target.",
        "表明の期間が明記されていない（規格では目標の期間が必須）。",
        "Record the window, if a source states it.",
        "出典にあれば期間を記録する。",
    ),
    _part(
        "restatement",
        "It says another target again, in another currency.",
        "別の目標を他の通貨で言い換えたものである。",
    ),
    _part(
        "pledge_result_money",
        "What was reported against a pledge of money is a total, and no transaction.",
        "金額の表明に対する実績は合計であり、取引ではない。",
    ),
    _part(
        "parent",
        "The wider activity {code} is not in the files, so that nothing refers to it.",
        "上位の活動 {code} が出力されないため、参照しない。",
    ),
    _part(
        "equal_parts",
        "No shares are stated. By policy each of the {number} recipients has an equal part.",
        "配分が明記されていない。方針により {number} の対象に等分した。",
    ),
    _part(
        "rounded",
        "The shares on {axis} are no finite decimals: they are rounded to add up to 100 exactly.",
        "{axis} の配分は有限小数にならないため、合計が100になるよう丸めた。",
    ),
    _part(
        "document",
        "The document has no public address, or one of an unknown type.",
        "文書の公開アドレスがないか、形式が不明である。",
        "Record the address.",
        "アドレスを記録する。",
    ),
    _part(
        "countries_aside",
        "{number} countries stand on it as venue, pivot, participant or for the wider effort only: no recipients.",
        "{number} か国は開催地・協力国・参加国または上位の取組のみであり、対象国ではない。",
    ),
)  # fmt: skip

REASONS: dict[str, Reason] = {reason.code: reason for reason in _ALL}
