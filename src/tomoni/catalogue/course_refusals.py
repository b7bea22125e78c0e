"""What the course desk refuses, in words: conditions of steps and rules of nominations."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

COURSE_REFUSALS: dict[str, RefusalWording] = {
    "changed_meanwhile": words(
        "Somebody changed this record meanwhile ({change}, {at}).",
        "この記録はその間に変更されました（{change}、{at}）。",
        "Look at what it says now, then save again; what you typed is kept.",
        "現在の内容を確認してから再度保存してください。入力内容は残っています。",
    ),
    "no_such_course_step": words(
        "A record in the state {state} cannot take the step: {step}.",
        "状態「{state}」では手順「{step}」を行えません。",
        "Reload the page: its state may have changed meanwhile.",
        "画面を読み込み直してください。状態が変わった可能性があります。",
    ),
    "is_dated": words(
        "The edition has no first and last day.",
        "回に初日と最終日がありません。",
        "State both days.",
        "両方の日付を記入してください。",
    ),
    "is_competitive": words(
        "This edition does not select from a call.",
        "この回は公募選考ではありません。",
        "Confirm it: by invitation and by agreement need no ranking.",
        "確定してください。招へいや合意では順位付けは要りません。",
    ),
    "is_not_competitive": words(
        "A competitive edition is confirmed after its selection.",
        "公募の回は選考の後に確定します。",
        "Begin the selection first.",
        "先に選考を始めてください。",
    ),
    "has_decisions": words(
        "Not every nomination has been decided.",
        "決定していない推薦があります。",
        "Decide all nominations, then confirm.",
        "すべて決定してから確定してください。",
    ),
    "has_participants": words(
        "Nobody takes part yet.",
        "参加者がまだいません。",
        "Enter the participants, or cancel the edition.",
        "参加者を登録するか、回を中止してください。",
    ),
    "attendance_is_known": words(
        "Attendance is missing for {count} participants.",
        "参加者{count}人の出席が記録されていません。",
        "Record it, or withdraw those who left.",
        "記録するか、離れた人を途中辞退としてください。",
    ),
    "budget_is_closed": words(
        "{count} budget lines are not closed.",
        "予算費目{count}件が締められていません。",
        "Close the fiscal year of each line.",
        "各費目の会計年度を締めてください。",
    ),
    "names_successor": words(
        "No edition is named that takes over.",
        "引き継ぐ回が示されていません。",
        "Name the later edition of the same series.",
        "同じシリーズの後の回を指定してください。",
    ),
    "is_complete": words(
        "The call lacks: {missing}.",
        "募集に不足があります：{missing}。",
        "Fill it in, then approve.",
        "補ってから承認してください。",
    ),
    "policy_is_fixed": words(
        "No selection policy is published for this call.",
        "この募集の選考方針が公表されていません。",
        "Publish the policy first: it may not change after the call opens.",
        "先に方針を公表してください。開始後は変えられません。",
    ),
    "opening_has_come": words(
        "The call opens on {opens}.",
        "募集の開始は{opens}です。",
        "Wait, or change the opening time before it is published.",
        "お待ちください。",
    ),
    "deadline_is_later": words(
        "The new deadline is not later than {closes}.",
        "新しい期限が{closes}より後ではありません。",
        "Choose a later time.",
        "より後の日時を選んでください。",
    ),
    "deadline_has_passed": words(
        "The call takes nominations until {closes}.",
        "募集は{closes}まで受け付けます。",
        "Wait for the deadline.",
        "期限までお待ちください。",
    ),
    "all_are_screened": words(
        "{count} nominations are not screened yet.",
        "推薦{count}件の資格審査が済んでいません。",
        "Find each eligible or not eligible.",
        "それぞれの資格を判定してください。",
    ),
    "every_nomination_is_decided": words(
        "{count} nominations have no decision.",
        "推薦{count}件が未決定です。",
        "Decide each of them.",
        "それぞれ決定してください。",
    ),
    "dossier_is_complete": words(
        "The dossier lacks: {missing}.",
        "応募書類に不足があります：{missing}。",
        "Fill it in; what is there is kept.",
        "補ってください。記入済みの内容は残ります。",
    ),
    "call_takes_nominations": words(
        "The call took nominations until {closes}.",
        "募集の受付は{closes}に終了しました。",
        "Ask the institute; nothing that was entered is lost.",
        "研修機関にお問い合わせください。入力内容は失われていません。",
    ),
    "rules_are_checked": words(
        "{count} eligibility rules are not checked.",
        "資格規則{count}件が未確認です。",
        "Check every rule, then decide.",
        "すべての規則を確認してから判定してください。",
    ),
    "scores_are_locked": words(
        "{count} reviewers have not locked their scores.",
        "評価者{count}人が採点を確定していません。",
        "Wait for them, or release their assignment.",
        "確定を待つか、担当を外してください。",
    ),
    "selection_has_run": words(
        "No selection run has proposed this.",
        "選考案の計算がありません。",
        "Run the selection first.",
        "先に選考を実行してください。",
    ),
    "offer_is_open": words(
        "The offer expired on {expires}.",
        "参加案内は{expires}に期限切れとなりました。",
        "Ask the institute for a new offer.",
        "研修機関に新しい案内を依頼してください。",
    ),
    "offer_has_expired": words(
        "The offer is open until {expires}.",
        "参加案内は{expires}まで有効です。",
        "Wait for it to expire.",
        "期限までお待ちください。",
    ),
    "clearances_are_given": words(
        "Still missing: {missing}.",
        "未了：{missing}。",
        "Record the clearances first.",
        "先に手続の完了を記録してください。",
    ),
    "completion_rules_are_met": words(
        "The completion rules are not met: {missing}.",
        "修了要件を満たしていません：{missing}。",
        "Complete in part, with the reason.",
        "理由を記して一部修了としてください。",
    ),
    "has_milestones": words(
        "The action plan has no milestone.",
        "行動計画に節目がありません。",
        "Add at least one with its date.",
        "日付のある節目を一つ以上加えてください。",
    ),
}
