"""What the evidence desk refuses, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

EVIDENCE_REFUSALS: dict[str, RefusalWording] = {
    "proposal_contested": words(
        "The proposal is contested: two reviewers must hold the same of it.",
        "この提案には異議があり、二人の査読者の一致が必要です。",
        "Give your review.",
        "査読を記入してください。",
    ),
    "proposal_not_contested": words(
        "The proposal is not contested, so there is nothing to review.",
        "この提案には異議がなく、査読の対象ではありません。",
        "Look at what was decided.",
        "判断の内容を確認してください。",
    ),
    "proposal_decided": words(
        "The proposal has been decided already.",
        "この提案はすでに判断されています。",
        "Undo that decision first, if it is wrong.",
        "誤りであれば、先にその判断を取り消してください。",
    ),
    "proposal_untouched": words(
        "Nobody has decided anything on this proposal that could be undone.",
        "この提案には取り消せる判断がありません。",
        "Accept, correct or reject it.",
        "採用、修正または不採用にしてください。",
    ),
    "proposal_contest_stands": words(
        "The proposal waits for reviews; only who contested it takes that back, before the first.",
        "査読待ちです。異議は、最初の査読の前に申立者だけが取り下げられます。",
        "Give your review.",
        "査読を記入してください。",
    ),
    "proposal_reviewed_already": words(
        "You have given your review already; somebody else must give another.",
        "すでに査読済みです。別の人の査読が必要です。",
        "Wait for the next reviewer.",
        "次の査読を待ってください。",
    ),
    "proposal_names_nobody": words(
        "The passage names no country or body that is on record.",
        "登録された国や組織が挙げられていません。",
        "Enter the body first, or reject the proposal.",
        "先に組織を登録するか、不採用にしてください。",
    ),
    "proposal_document_unregistered": words(
        "The text is not registered as a document.",
        "この本文は文書として登録されていません。",
        "Register it first: title, publisher, edition.",
        "先に題名・発行者・版を登録してください。",
    ),
    "proposal_activity_missing": words(
        "It is not said which activity the passage is about.",
        "どの案件についての記述かが示されていません。",
        "Link it to an activity.",
        "案件に関連付けてください。",
    ),
    "proposal_metric_missing": words(
        "It is not said what the passage counts or dates.",
        "何を数え、または日付けているかが示されていません。",
        "Choose a metric.",
        "指標を選んでください。",
    ),
    "proposal_code_unknown": words(
        "{code} is no code in force of the list.",
        "{code}は一覧で有効なコードではありません。",
        "Choose one of the list.",
        "一覧から選んでください。",
    ),
    "proposal_value_unreadable": words(
        "{value} is no number.",
        "{value}は数値ではありません。",
        "Write it in full, like 6100 or 15.53.",
        "6100や15.53のように全桁で書いてください。",
    ),
    "proposal_value_negative": words(
        "{value} is negative; what documents count and pay is not.",
        "{value}は負の数です。文書の数量や金額は負になりません。",
        "Mend the value.",
        "値を直してください。",
    ),
    "proposal_date_unreadable": words(
        "{date} is no date.",
        "{date}は日付ではありません。",
        "Write 2018, 2018-05, 2018-05-19 or FY2018.",
        "2018、2018-05、2018-05-19、FY2018のように書いてください。",
    ),
    "proposal_period_reversed": words(
        "The period ends before it begins.",
        "期間の終わりが始まりより前です。",
        "Mend one of the two dates.",
        "どちらかの日付を直してください。",
    ),
    "proposal_unit_of_metric": words(
        "What the metric counts is in the unit “{unit}”.",
        "この指標の単位は「{unit}」です。",
        "Change the unit, or choose another metric.",
        "単位を直すか、別の指標を選んでください。",
    ),
    "proposal_currency_missing": words(
        "Money has a currency.",
        "金額には通貨が必要です。",
        "Choose the currency.",
        "通貨を選んでください。",
    ),
    "proposal_currency_not_money": words(
        "A currency goes with money alone.",
        "通貨は金額だけに付けます。",
        "Take the currency out, or choose a metric of money.",
        "通貨を消すか、金額の指標を選んでください。",
    ),
    "proposal_date_missing": words(
        "The metric is a date, and none is stated.",
        "日付の指標ですが、日付がありません。",
        "State the date.",
        "日付を記入してください。",
    ),
    "proposal_accumulation_missing": words(
        "It is not said whether the number is a flow, a total or a level.",
        "期間の値か、累計か、時点の値かが示されていません。",
        "Choose one.",
        "選んでください。",
    ),
    "proposal_pledge_missing": words(
        "The passage states a target, and the activity has no pledge.",
        "目標の記述ですが、この案件には表明がありません。",
        "Link it to the activity that records the pledge, or choose another metric.",
        "表明を記録した案件に関連付けるか、別の指標を選んでください。",
    ),
    "proposal_pledge_unnamed": words(
        "The activity has several pledges.",
        "この案件には表明が複数あります。",
        "Choose the pledge that the target belongs to.",
        "目標が属する表明を選んでください。",
    ),
    "proposal_not_a_result": words(
        "The metric cannot be a result of a pledge.",
        "この指標は表明の実績になりません。",
        "Leave the target out, or choose another metric.",
        "目標を外すか、別の指標を選んでください。",
    ),
    "proposal_self_reported_missing": words(
        "It is not said whether who pledged reports the result.",
        "表明した側の自己報告かどうかが示されていません。",
        "Choose yes or no.",
        "はい・いいえを選んでください。",
    ),
    "withdraw_target_has_results": words(
        "Results ({count}) stand against the target.",
        "この目標に対する実績が{count}件あります。",
        "Undo the results first.",
        "先に実績を取り消してください。",
    ),
    "proposal_claimed_already": words(
        "The passage is a claim already.",
        "この箇所はすでに主張です。",
        "Merge it with that claim.",
        "その主張に統合してください。",
    ),
    "merge_other_document": words(
        "The claim is of another document.",
        "別の文書の主張です。",
        "Accept the passage as a claim of its own; findings compare documents.",
        "独立した主張として採用してください。文書間の比較は照合で行います。",
    ),
    "merge_claim_withdrawn": words(
        "The claim has been withdrawn.",
        "この主張は取り下げられています。",
        "Choose a claim that stands.",
        "有効な主張を選んでください。",
    ),
    "merge_other_value": words(
        "The claim states another value.",
        "主張の値が異なります。",
        "Correct the value, or accept the passage as a claim of its own.",
        "値を直すか、独立した主張として採用してください。",
    ),
    "evidence_changed_meanwhile": words(
        "Somebody else decided on this proposal meanwhile: {changes}.",
        "その間に別の人がこの提案を判断しました：{changes}。",
        "Look at it again; what you typed is still there.",
        "もう一度確認してください。入力内容は残っています。",
    ),
    "evidence_preview_changed": words(
        "What would be accepted has changed since the preview.",
        "確認画面の後に、採用される内容が変わりました。",
        "Look at the new preview, then confirm again.",
        "新しい内容を確認し、もう一度実行してください。",
    ),
}
