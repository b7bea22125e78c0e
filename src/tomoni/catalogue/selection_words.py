"""The wording of a selection: its rules, its stages, and the reasons it gives.

Reasons come in two kinds. The institute reads the rule or stage that decided. Focal points and
nominees read one of a few public reasons, which says nothing of scores or of other countries.
"""

from __future__ import annotations

from .labels import Label

RULES: dict[str, Label] = {
    "agency_cap": Label("at most so many of one agency", "一機関当たりの上限"),
    "budget": Label("the budget", "予算"),
    "ceiling": Label("at most so many of one group", "区分ごとの上限"),
    "country_cap": Label("at most so many of one country", "一国当たりの上限"),
    "country_minimum": Label("at least so many of one country", "一国当たりの下限"),
    "fixed_in": Label("confirmed, or in by decision", "確定済みまたは決定による選定"),
    "focal_order": Label("the focal point's own order", "窓口機関の推薦順位"),
    "forbidden_pair": Label("two who may not both attend", "同時に参加できない二名"),
    "ineligible": Label("not eligible", "資格要件を満たさない"),
    "min_seats": Label("at least so many participants", "参加者数の下限"),
    "one_per_person": Label("one nomination per person", "一人一件の推薦"),
    "reserved_seats": Label("seats reserved for a country", "国に確保された定員"),
    "seats": Label("the seats", "定員"),
}

STAGES: dict[str, Label] = {
    "seats": Label("seats left empty", "空席数"),
    "floors": Label("shortfall of the aims for balance", "均衡目標の不足"),
    "countries": Label("countries that could be served and are not", "対象にできたが選ばれない国"),
    "merit": Label("merit", "評価点"),
    "need": Label("years since the countries were last served", "前回実施からの年数"),
    "lot": Label("lot drawn from the committed seed", "事前確定した乱数種による抽選"),
}

REASONS: dict[str, Label] = {
    "selected": Label("selected", "選定"),
    "decided_in": Label("in by confirmation or decision", "確定または決定による選定"),
    "ineligible": Label("not eligible", "資格要件を満たさない"),
    "taken_out": Label("withdrawn, or out by decision", "辞退または決定による除外"),
    "institute_decision": Label("decided against the run", "計算結果と異なる決定"),
    "country_cap": Label("the seats of its country are taken", "国の枠が満たされた"),
    "agency_cap": Label("the seats of its agency are taken", "機関の枠が満たされた"),
    "focal_order": Label(
        "somebody whom the country put first is not in", "国が上位に推薦した候補者が選ばれていない"
    ),
    "one_per_person": Label(
        "the person is in by another nomination", "同一人物が別の推薦で選ばれた"
    ),
    "forbidden_pair": Label(
        "somebody is in with whom it may not attend", "同時に参加できない者が選ばれた"
    ),
    "ceiling": Label("the group has reached its upper bound", "区分の上限に達した"),
    "budget": Label("the budget does not reach", "予算が不足する"),
    "reserved_seats": Label("the free seats are reserved", "残る席は他国に確保されている"),
    "seats": Label("no seat is free, or fewer could be filled", "空席がないか、満たせる席が減る"),
    "floors": Label("the aims for balance would be missed", "均衡目標の達成が後退する"),
    "countries": Label("fewer countries would be served", "対象国が減る"),
    "merit": Label("others have the higher merit", "他の候補者の評価点が高い"),
    "need": Label("others' countries were served longer ago", "他国の方が前回実施から長い"),
    "lot": Label("equal in all else; the lot decided", "他の点では同等であり抽選による"),
}

PUBLIC_REASONS: dict[str, Label] = {
    "selected": Label("Selected.", "選定されました。"),
    "not_eligible": Label("The requirements were not met.", "応募資格を満たしていません。"),
    "not_considered": Label(
        "The nomination was withdrawn or not considered.", "推薦は取り下げられたか、対象外です。"
    ),
    "country_places_taken": Label(
        "The places of your country are taken.", "貴国の枠は満たされました。"
    ),
    "agency_places_taken": Label(
        "The places of the agency are taken.", "所属機関の枠は満たされました。"
    ),
    "order_of_nomination": Label(
        "Candidates whom your country placed higher come first.",
        "貴国が上位に推薦した候補者が優先されます。",
    ),
    "other_nomination": Label(
        "The person is selected by another nomination of your country.",
        "貴国の別の推薦により選定されています。",
    ),
    "institute_decision": Label(
        "The institute decided so, for reasons that it keeps on record.",
        "実施機関が、記録に残る理由により決定しました。",
    ),
    "places_taken": Label(
        "The places are taken under the published policy.",
        "公表された選考方針により定員が満たされました。",
    ),
}

# What focal points and nominees read in place of a reason; all others read "places_taken".
PUBLIC_OF_REASON: dict[str, str] = {
    "selected": "selected",
    "decided_in": "selected",
    "ineligible": "not_eligible",
    "taken_out": "not_considered",
    "institute_decision": "institute_decision",
    "country_cap": "country_places_taken",
    "agency_cap": "agency_places_taken",
    "focal_order": "order_of_nomination",
    "one_per_person": "other_nomination",
}


def public_reason(reason: str) -> str:
    """Return the public reason that stands for a reason of the institute."""
    return PUBLIC_OF_REASON.get(reason, "places_taken")
