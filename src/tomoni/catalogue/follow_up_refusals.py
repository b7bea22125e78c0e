"""What is refused about action plans, reports, alumni and their associations, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

FOLLOW_UP_REFUSALS: dict[str, RefusalWording] = {
    "plan_is_submitted": words(
        "A plan in the state {state} is not written any more.",
        "状態「{state}」の行動計画は書き換えられません。",
        "Take it back with a reason, or say in the report what changed.",
        "理由を記して取り戻すか、変更点を報告に記してください。",
    ),
    "plan_has_no_title": words(
        "The plan does not say in one line what is to change.",
        "何を変えるのか、計画の題名がありません。",
        "Give it a title.",
        "題名を記入してください。",
    ),
    "too_many_milestones": words(
        "A plan holds at most {most} milestones.",
        "節目は{most}件までです。",
        "Join steps that belong together.",
        "関連する節目をまとめてください。",
    ),
    "plan_not_submitted": words(
        "A plan in the state {state} is not before the employer.",
        "状態「{state}」の計画は所属先に回っていません。",
        "The employer is asked while the plan is submitted.",
        "所属先への依頼は提出済みの間に行います。",
    ),
    "employer_is_oneself": words(
        "The address is the participant's own.",
        "宛先が本人のアドレスです。",
        "Give the address of a superior.",
        "上司のアドレスを記入してください。",
    ),
    "link_is_spent": words(
        "This link was used, taken back, or has expired.",
        "このリンクは使用済み、取消し又は期限切れです。",
        "Ask the participant to send a new one.",
        "参加者に新しいリンクを依頼してください。",
    ),
    "endorser_missing": words(
        "The name of the person who answers is missing.",
        "回答者の氏名がありません。",
        "Give your name.",
        "氏名を記入してください。",
    ),
    "report_is_full": words(
        "A report holds at most {files} files and {megabytes} MB.",
        "報告の添付は{files}件、{megabytes}MBまでです。",
        "Take out a file, or describe the evidence in words.",
        "ファイルを外すか、文章で説明してください。",
    ),
    "report_is_sent": words(
        "This report was sent.",
        "この報告は送信済みです。",
        "What came later belongs into the next report.",
        "その後のことは次の報告に記してください。",
    ),
    "follow_up_is_recorded": words(
        "The follow-up of this edition is recorded.",
        "この回のフォローアップは記録済みです。",
        "Tell the institute what came later.",
        "その後のことは研修機関にお知らせください。",
    ),
    "report_is_not_due": words(
        "The report falls due on {due}.",
        "報告の時期は{due}です。",
        "Come back on that day; a reminder is sent.",
        "当日以降に記入してください。お知らせが届きます。",
    ),
    "report_says_nothing": words(
        "The report has no summary.",
        "報告の要約がありません。",
        "Say in a few lines what came of the plan.",
        "計画がどうなったかを数行で記してください。",
    ),
    "progress_is_missing": words(
        "Nothing is said of {count} milestones.",
        "節目{count}件の進み具合が記されていません。",
        "Say of each how far it is.",
        "それぞれの進み具合を選んでください。",
    ),
    "report_not_sent": words(
        "The report was not sent yet, or is verified already.",
        "報告が未送信か、すでに確認済みです。",
        "Reload the page.",
        "画面を読み込み直してください。",
    ),
    "follow_up_is_over": words(
        "Reports of this edition are taken until {due}.",
        "この回の報告は{due}まで受け付けます。",
        "Wait until then, so that nobody is cut off.",
        "その日までお待ちください。",
    ),
    "follow_up_not_open": words(
        "No action plans are asked for in this edition.",
        "この回では行動計画を求めていません。",
        "Ask the institute.",
        "研修機関にお問い合わせください。",
    ),
    "did_not_take_part": words(
        "A participation in the state {state} has no action plan.",
        "状態「{state}」の参加には行動計画がありません。",
        "Plans are written from the arrival on.",
        "行動計画は到着後に作成します。",
    ),
    "takes_no_messages": words(
        "This person takes no messages here.",
        "この方は画面からの連絡を受け付けていません。",
        "Ask the institute to pass something on.",
        "研修機関に仲介を依頼してください。",
    ),
    "too_many_messages": words(
        "At most {most} messages a day are sent, and one to the same person.",
        "送信は一日{most}通、同じ相手には一日1通までです。",
        "Try again tomorrow.",
        "明日またお試しください。",
    ),
    "message_length_unfit": words(
        "A message has from 1 to {most} characters.",
        "連絡の文面は1字から{most}字までです。",
        "Write something, or shorten it.",
        "記入するか、短くしてください。",
    ),
    "association_needs_consent": words(
        "The person has not agreed that their name goes to the association.",
        "同窓会への氏名提供に同意していません。",
        "Only the person can agree, on the own page.",
        "本人が自分のページで同意する必要があります。",
    ),
    "association_is_dissolved": words(
        "The association was dissolved.",
        "この同窓会は解散しています。",
        "Choose another one.",
        "別の同窓会を選んでください。",
    ),
    "is_member_already": words(
        "The person is a member already.",
        "すでに会員です。",
        "Reload the page.",
        "画面を読み込み直してください。",
    ),
    "days_out_of_order": words(
        "The last day lies before the first.",
        "終わりの日が始まりの日より前です。",
        "Mend the days.",
        "日付を直してください。",
    ),
    "office_outside_membership": words(
        "The office lies outside of the time of the membership.",
        "役職の期間が会員である期間の外にあります。",
        "Mend the days.",
        "日付を直してください。",
    ),
}
