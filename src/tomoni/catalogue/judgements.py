"""The wording of what the rules decide: why a claim became what it is, and how claims relate.

Rules return these codes; nobody writes the sentences twice.
"""

from __future__ import annotations

from .labels import Label

CLAIM_OUTCOME_REASONS: dict[str, Label] = {
    "states_target": Label("states a target of a pledge", "表明の目標を述べる"),
    "result_of_pledge": Label("states a result against a pledge", "表明に対する実績を述べる"),
    "describes_need": Label("describes need, not output", "成果ではなく需要を述べる"),
    "background_only": Label("background, not a quantity of the work", "背景であり業務量ではない"),
    "level_only": Label("a level at a time, which never adds up", "時点の値であり加算できない"),
    "fact_of_series": Label(
        "start, ordinal or frequency of a series", "シリーズの開始年・回次・頻度"
    ),
    "fact_of_activity": Label("fact about one activity", "個別案件の事実"),
    "date_of_activity": Label("dates an activity", "案件の日付"),
    "cumulative_stated": Label(
        "cumulative total with a stated cut-off", "基準時点が明記された累計"
    ),
    "cumulative_inferred": Label(
        "cumulative total, cut-off read from the edition", "基準時点を版から推定した累計"
    ),
    "set_size_stated": Label(
        "number of members of a set, at a stated date", "日付が明記された集合の要素数"
    ),
    "set_size_inferred": Label(
        "number of members of a set, date read from the edition",
        "日付を版から推定した集合の要素数",
    ),
    "dated_flow": Label("flow dated within one year", "一年以内の日付を持つ値"),
    "undated": Label("neither the text nor the edition dates it", "本文にも版にも日付がない"),
    "spans_years": Label("flow over several years, undivided", "複数年にわたり内訳がない値"),
    "no_measure": Label("no measure of the catalogue counts this", "該当する指標がない"),
    "measure_not_of_kind": Label(
        "activities of this kind do not count this measure", "この種類の案件では数えない指標"
    ),
    "said_by_own_report": Label(
        "said by a report of our own, out of records that are held",
        "自らの報告書の記述で、元の記録がある",
    ),
    "not_accumulated": Label("not said whether flow or cumulative total", "期間値か累計かが不明"),
    "withdrawn": Label("withdrawn: the acceptance was undone", "取り下げ：承認が取り消された"),
}

FINDING_REASONS: dict[str, Label] = {
    "equal_values": Label("the same value", "同じ値"),
    "equal_dates": Label("the same date", "同じ日付"),
    "finer_date": Label("one date lies inside the other", "一方の日付が他方に含まれる"),
    "other_currency": Label("the same statement in a second currency", "同じ内容を別の通貨で表示"),
    "within_rounding": Label("equal within rounding", "丸めの範囲で一致"),
    "target_and_result": Label("a target and what was reached", "目標とその実績"),
    "target_and_total": Label(
        "a pledge and a total that may hold part of it", "表明額と、その一部を含みうる合計"
    ),
    "other_measure": Label("different things are counted", "数える対象が異なる"),
    "other_population": Label("different people are counted", "数える人が異なる"),
    "other_activity": Label("about different activities", "案件が異なる"),
    "other_scope": Label("the text counts a different part", "対象範囲が異なる"),
    "flow_and_total": Label("flow of a period and cumulative total", "期間値と累計"),
    "other_period": Label("about different periods", "期間が異なる"),
    "fiscal_and_calendar": Label("fiscal year and calendar year", "年度と暦年"),
    "total_rises": Label("a later total, which has risen", "後の時点の増加した累計"),
    "level_moves": Label("a later level", "後の時点の値"),
    "successor": Label("a successor has taken its place", "後継に置き換わった"),
    "target_revised": Label("a later edition states another target", "後の版で目標が改定"),
    "declared_correction": Label("the later text says that it corrects", "後の文書が訂正を明示"),
    "ordinal_fits": Label("the ordinal fits start and frequency", "回次が開始年と頻度に合う"),
    "ordinal_above_expected": Label(
        "more editions than the start allows", "開始年から可能な回数を超える"
    ),
    "ordinal_below_expected": Label(
        "fewer editions than start and frequency give", "開始年と頻度から求めた回数に満たない"
    ),
    "sum_fits": Label("the parts add to the whole", "内訳の合計が全体に合う"),
    "sum_differs": Label("the parts do not add to the whole", "内訳の合計が全体に合わない"),
    "differs_in_document": Label("one document states two values", "同一文書に二つの値がある"),
    "total_falls": Label("a later total is lower", "後の累計が減少"),
    "fact_differs": Label(
        "two documents date one event differently", "一つの出来事の日付が文書間で異なる"
    ),
    "value_differs": Label(
        "two documents differ for the same time", "同じ時点の値が文書間で異なる"
    ),
    "cutoff_not_moved": Label(
        "a later edition repeats the old cut-off", "後の版が古い基準時点を繰り返す"
    ),
    "no_longer_said": Label("a later edition says nothing of it", "後の版に記載がない"),
    "section_not_held": Label(
        "the section of the later edition is not held", "後の版の該当部分を所蔵していない"
    ),
    "undated": Label("one of them cannot be dated", "一方の時点が不明"),
    "no_common_currency": Label("different currencies at different times", "時点の異なる別通貨"),
    "frequency_unknown": Label("how often it is held is not known", "開催頻度が不明"),
    "cutoff_before_edition": Label(
        "counted until a time long before the edition", "版よりかなり前の時点までの累計"
    ),
    "paid_by_others": Label("paid for by others", "他の団体の資金による"),
    "scope_reworded": Label("the scope is put in other words", "対象範囲の言い換え"),
    "list_fits": Label("as many are named as are counted", "列挙の数が記載の数に合う"),
    "list_differs": Label("not as many are named as are counted", "列挙の数が記載の数に合わない"),
    "records_agree": Label("our records come to the same", "記録の集計と一致"),
    "records_fall_short": Label(
        "our records itemise only part of it", "記録に内訳があるのは一部のみ"
    ),
    "records_exceed": Label(
        "our records come to more than was published", "記録の集計が公表値を超える"
    ),
    "nothing_in_common": Label("nothing in common to compare", "比較できる共通点がない"),
}
