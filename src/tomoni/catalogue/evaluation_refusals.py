"""What the course desk refuses about questionnaires and tests, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

EVALUATION_REFUSALS: dict[str, RefusalWording] = {
    "instrument_is_complete": words(
        "Missing: {missing}.",
        "不足しています：{missing}。",
        "Add it, then publish.",
        "補ってから公表してください。",
    ),
    "answering_has_begun": words(
        "Answering begins {opens}.",
        "回答の受付は{opens}に始まります。",
        "Wait until then, or revise the time.",
        "それまで待つか、日時を改めてください。",
    ),
    "answering_has_ended": words(
        "Answering ends {closes}, and {count} people have not answered.",
        "回答の締切は{closes}で、{count}人が未回答です。",
        "It closes by itself at that time, or when everybody has answered.",
        "その時刻又は全員の回答後に締め切られます。",
    ),
    "answering_ends_later": words(
        "The new end does not lie after {closes}.",
        "新しい締切は{closes}より後でなければなりません。",
        "Give a later one.",
        "より後の日時を指定してください。",
    ),
    "answered_already": words(
        "You have answered this already.",
        "既に回答済みです。",
        "Answers are sent once and are not changed.",
        "回答の送信は一度限りで、変更はできません。",
    ),
    "answers_not_taken": words(
        "Answers are not taken now.",
        "現在は回答を受け付けていません。",
        "Ask the institute if you think that this is wrong.",
        "誤りと思われる場合は研修機関にお問い合わせください。",
    ),
    "answers_missing": words(
        "{count} questions that must be answered are blank.",
        "必須の質問のうち{count}問が未回答です。",
        "Answer them, then send.",
        "回答してから送信してください。",
    ),
    "not_asked": words(
        "This is not asked of this participant.",
        "この参加者には回答を求めていません。",
        "Participants who came, or accepted a seat, are asked; observers are not.",
        "受諾者・参加者が対象です。オブザーバーは対象外です。",
    ),
    "instrument_unknown": words(
        "Kind, level or time is not one of the lists.",
        "種類・水準・時期のいずれかが一覧にありません。",
        "Choose from the lists.",
        "一覧から選んでください。",
    ),
    "test_is_before_or_after": words(
        "A test is of level 2, before the edition or at its end.",
        "テストは水準2で、研修前又は研修直後に行います。",
        "Ask later in a questionnaire.",
        "その後はアンケートで尋ねてください。",
    ),
    "answering_ends_first": words(
        "Answering ends before it begins.",
        "締切が開始より前です。",
        "Mend the times.",
        "日時を直してください。",
    ),
    "instrument_there": words(
        "The edition has one of this kind, level and time already.",
        "同じ種類・水準・時期のものが既にあります。",
        "Edit that one, or withdraw it first.",
        "そちらを編集するか、先に取り下げてください。",
    ),
    "tests_are_closed": words(
        "Results of the tests of this edition are out.",
        "この回のテストの結果は既に出ています。",
        "Another test would single out those who took only one of them.",
        "テストを加えると、一方のみ受けた人が特定されるおそれがあります。",
    ),
    "instrument_is_fixed": words(
        "What was published is not changed.",
        "公表したものは変更できません。",
        "Before it opens, revise it with a reason; after that it stays.",
        "受付開始前であれば理由を付して差し戻せます。その後は変更できません。",
    ),
    "results_not_out": words(
        "There are no results before answering has ended.",
        "回答の締切前には結果はありません。",
        "Wait until it closes; for a test, until both tests have, or 30 days after the edition.",
        "締切までお待ちください。テストは、前後両方の締切後又は研修終了の30日後です。",
    ),
}
