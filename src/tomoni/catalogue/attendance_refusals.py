"""What rolls, logs of meeting platforms and workshop groups refuse, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

ATTENDANCE_REFUSALS: dict[str, RefusalWording] = {
    "session_was_cancelled": words(
        "The session was cancelled.",
        "この授業は中止されました。",
        "Take it back into the plan first.",
        "先に予定に戻してください。",
    ),
    "session_lies_ahead": words(
        "The session has not begun.",
        "この授業はまだ始まっていません。",
        "Take the roll from its beginning on.",
        "開始後に出席を取ってください。",
    ),
    "mark_unknown": words(
        "A participant is present, absent or excused.",
        "出席・欠席・公欠のいずれかです。",
        "Choose one of the three, or leave it blank.",
        "三つから選ぶか、空欄にしてください。",
    ),
    "mark_minutes_out_of_range": words(
        "Who is present attends between 1 and {most} minutes.",
        "出席は1分以上{most}分以下です。",
        "Mend the minutes, or mark the participant as absent.",
        "分を直すか、欠席としてください。",
    ),
    "minutes_of_absent": words(
        "Minutes are stated of somebody who was not there.",
        "出席していない人に出席時間があります。",
        "Mark the participant as present, or take the minutes out.",
        "出席とするか、分を消してください。",
    ),
    "excuse_without_reason": words(
        "Somebody is excused without a reason.",
        "公欠の理由がありません。",
        "State the reason.",
        "理由を記入してください。",
    ),
    "not_expected_in_session": words(
        "The session is not for this participant.",
        "この授業の対象ではない研修員です。",
        "Look at the workshop groups.",
        "班の構成を確認してください。",
    ),
    "roll_changed_meanwhile": words(
        "Somebody else has marked {count} of the participants whom you changed.",
        "変更した研修員のうち{count}人は、他の人が先に記録しました。",
        "Look at what stands there now, and save again what is still to change.",
        "現在の記録を確かめ、必要なものだけ保存し直してください。",
    ),
    "minutes_come_from_sessions": words(
        "Minutes are summed from the {count} sessions that were held.",
        "出席時間は実施した{count}回の授業から集計されます。",
        "Mend the roll of the session.",
        "授業ごとの出席を直してください。",
    ),
    "log_is_settled": words(
        "The log is {state} and no longer changes.",
        "状態「{state}」の記録は変えられません。",
        "Withdraw it and read the file in again.",
        "取り下げてから、もう一度読み込んでください。",
    ),
    "log_covers_no_session": words(
        "The log covers no session.",
        "記録の対象となる授業がありません。",
        "Choose the sessions that it is of.",
        "対象の授業を選んでください。",
    ),
    "log_waits_for_decisions": words(
        "Of {count} people in the log it is not decided who they are.",
        "記録のうち{count}人は誰か確定していません。",
        "Choose the participant, or say that it is nobody of the course.",
        "研修員を選ぶか、該当なしとしてください。",
    ),
    "group_has_sessions": words(
        "Group {number} has sessions in the timetable.",
        "{number}班の授業が時間割にあります。",
        "Give these sessions to another group first.",
        "先に授業を他の班に移してください。",
    ),
    "not_to_be_grouped": words(
        "In the state {state} nobody is put into a group.",
        "状態「{state}」の参加者は班に入れません。",
        "Groups are of those who accepted, and of no observers.",
        "受諾した参加者（オブザーバーを除く）が対象です。",
    ),
    "wish_is_late": words(
        "The groups are made.",
        "班は既に決まっています。",
        "Ask the programme officer.",
        "研修担当官に相談してください。",
    ),
}
