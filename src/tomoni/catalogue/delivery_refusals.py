"""What the timetable, lecturers and materials refuse, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

DELIVERY_REFUSALS: dict[str, RefusalWording] = {
    "session_has_begun": words(
        "The session begins at {time}.",
        "この回の開始は{time}です。",
        "Record it as held once it has begun.",
        "開始後に実施済みとしてください。",
    ),
    "session_fits": words(
        "The session cannot be held as it was planned: {why}",
        "予定どおりには実施できません：{why}",
        "Change its time, room or lecturer first.",
        "先に時間・会場・講師を変えてください。",
    ),
    "session_is_fixed": words(
        "The session is {state} and no longer changes.",
        "状態「{state}」の授業は変えられません。",
        "Take it back into the plan first.",
        "先に予定に戻してください。",
    ),
    "edition_has_no_days": words(
        "The edition has no first and last day.",
        "回に初日と最終日がありません。",
        "State both days of the edition first.",
        "先に回の日程を記入してください。",
    ),
    "session_outside_days": words(
        "The session lies outside the edition's days, {first} to {last}.",
        "回の日程（{first}〜{last}）の外です。",
        "Choose a day of the edition, or change the edition's days.",
        "回の日程内の日を選ぶか、回の日程を変えてください。",
    ),
    "lecturer_is_busy": words(
        "{name} is in another session then: {session}.",
        "{name}はその時間に別の授業があります：{session}",
        "Choose another time or lecturer.",
        "別の時間か講師を選んでください。",
    ),
    "lecturer_is_away": words(
        "{name} cannot come at that time.",
        "{name}はその時間に来られません。",
        "Choose another time, or change when they are free.",
        "別の時間を選ぶか、空き時間を変えてください。",
    ),
    "room_is_taken": words(
        "{room} is taken then: {session}.",
        "{room}はその時間に使われています：{session}",
        "Choose another time or room.",
        "別の時間か会場を選んでください。",
    ),
    "people_are_busy": words(
        "The same participants are in another session then: {session}.",
        "同じ研修員がその時間に別の授業に出ています：{session}",
        "Choose another time, or another group.",
        "別の時間か班を選んでください。",
    ),
    "clock_skips_time": words(
        "The clocks of {zone} are set forward and never show {time}.",
        "{zone}の時計は進められるため、{time}はありません。",
        "Choose an hour earlier or later.",
        "1時間前後の時刻を選んでください。",
    ),
    "clock_shows_time_twice": words(
        "The clocks of {zone} are set back and show {time} twice.",
        "{zone}の時計は戻されるため、{time}は2回あります。",
        "Say whether the earlier or the later is meant.",
        "先か後かを選んでください。",
    ),
    "proposal_was_accepted": words(
        "This proposal is the timetable already.",
        "この案はすでに時間割になっています。",
        "Ask for a new one.",
        "新しい案を求めてください。",
    ),
    "proposal_has_conflict": words(
        "This proposal leaves sessions without a time.",
        "この案には時間の決まらない授業があります。",
        "Change one of the sessions in conflict, then ask again.",
        "競合する授業を一つ変えてから、もう一度求めてください。",
    ),
    "proposal_is_stale": words(
        "Sessions, lecturers or participants changed since this was proposed.",
        "案の作成後に、授業・講師・研修員が変わりました。",
        "Ask for a new proposal.",
        "新しい案を求めてください。",
    ),
    "zones_are_missing": words(
        "The time zone of {count} participants is not known: their countries have several.",
        "研修員{count}人のタイムゾーンが不明です（国に複数あります）。",
        "Say from which zone they attend.",
        "どのタイムゾーンから参加するかを選んでください。",
    ),
    "nobody_is_seated": words(
        "Nobody has accepted a seat in this edition yet.",
        "この回の席を受諾した人がまだいません。",
        "Plan the times when participants are known.",
        "研修員が決まってから時間を組んでください。",
    ),
    "material_is_withdrawn": words(
        "This material was withdrawn.",
        "この教材は取り下げられました。",
        "Ask the programme officer for the one that replaces it.",
        "代わりの教材を研修担当官にお尋ねください。",
    ),
    "materials_are_many": words(
        "An edition holds at most {most} materials.",
        "1回につき教材は{most}件までです。",
        "Put several into one file.",
        "いくつかを1つのファイルにまとめてください。",
    ),
}
