"""What the desk refuses about offers, waiting lists, travel and clearances, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

OFFER_REFUSALS: dict[str, RefusalWording] = {
    "selection_not_decided": words(
        "The call is in the state {state}: nobody is offered a seat yet.",
        "募集は状態「{state}」のため、まだ参加案内を送れません。",
        "Decide the call first.",
        "先に選考を決定してください。",
    ),
    "no_more_offers": words(
        "The edition is in the state {state}: no seat is offered any more.",
        "この回は状態「{state}」のため、参加案内は送れません。",
        "Offer a seat in a later edition.",
        "後の回で案内してください。",
    ),
    "edition_takes_nobody": words(
        "The edition is in the state {state}: a seat in it cannot be accepted.",
        "この回は状態「{state}」のため、参加を承諾できません。",
        "Ask the institute about a later edition.",
        "後の回について研修機関にお尋ねください。",
    ),
    "no_free_seat": words(
        "All {seats} seats of the kind {role} are held or on offer.",
        "区分「{role}」の席{seats}はすべて埋まっているか案内中です。",
        "Wait until one is declined or lapses, or change the edition's seats.",
        "辞退や期限切れを待つか、回の席数を変えてください。",
    ),
    "takes_part_already": words(
        "This person is in the edition already: {state}.",
        "この人は既にこの回に登録されています（{state}）。",
        "Open that participation.",
        "その参加記録を開いてください。",
    ),
    "selects_by_call": words(
        "Participants of this edition are selected from its call.",
        "この回の研修員は募集により選考されます。",
        "Enter host nationals, observers and self-funded participants by hand.",
        "手入力は国内参加者、オブザーバー、自費参加者に限ります。",
    ),
    "replacement_proposes": words(
        "The latest run on free places does not propose this nomination.",
        "空席の最新の計算はこの推薦を提案していません。",
        "Give a justification to move it up all the same.",
        "それでも繰り上げる場合は理由を記入してください。",
    ),
    "no_place_is_free": words(
        "No place is free.",
        "空席がありません。",
        "Places become free when offers are declined or lapse, or participants withdraw.",
        "案内の辞退・期限切れ、参加の取りやめにより空席が生じます。",
    ),
    "offers_not_sent": words(
        "{count} of those selected have not been sent an offer.",
        "選出された{count}人に参加案内が送られていません。",
        "Send the offers first.",
        "先に参加案内を送ってください。",
    ),
    "places_have_changed": words(
        "Since this run, places were given up or taken.",
        "この計算の後に席の状況が変わりました。",
        "Ask for replacements again.",
        "補充を再度計算してください。",
    ),
    "not_on_the_way": words(
        "Travel of a participation in the state {state} is not recorded.",
        "状態「{state}」の参加については渡航を記録しません。",
        "It is recorded from acceptance on.",
        "受諾の後に記録してください。",
    ),
    "leaves_before_arrival": words(
        "The departure lies before the arrival.",
        "出発が到着より前です。",
        "Mend one of the two days.",
        "いずれかの日付を直してください。",
    ),
    "travel_days_missing": words(
        "A letter in support of a visa states both days of the stay.",
        "査証支援状には滞在の両日が必要です。",
        "Enter arrival and departure, or the days of the edition.",
        "到着日と出発日、又は回の日程を入力してください。",
    ),
}
