"""Standing sentences of the General Information: how a government nominates, who bears what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .labels import Label

BOOKLET_WORDS: Mapping[str, Label] = MappingProxyType(
    {
        "edition": Label("No. {number} of {series}", "{series} 第{number}回"),
        "channel": Label(
            "the channel by which this call was received, or at the course desk",
            "本募集の送付経路又は研修業務システム",
        ),
        "step_enter": Label(
            "The government's focal point signs in to the course desk and enters each nominee.",
            "政府の窓口担当者が研修業務システムに候補者を登録する。",
        ),
        "step_dossier": Label(
            "The nominee, or the focal point, fills in the dossier and adds the documents.",
            "候補者又は窓口担当者が応募書類に記入し、必要な書類を添付する。",
        ),
        "step_forward": Label(
            "The focal point endorses and ranks the nominees, and forwards them before the "
            "deadline; what arrives later cannot be considered.",
            "窓口担当者は候補者を推薦し順位を付け、期限までに送付する。期限後に到着したものは選考の対象としない。",
        ),
        "step_count": Label(
            "Unless the letter of invitation says otherwise, {count} names are asked for each "
            "seat.",
            "招請状に別段の定めがない限り、一席につき{count}名を推薦する。",
        ),
        "countries": Label(
            "Seats are offered to the governments of {count} countries and territories.",
            "{count}の国・地域の政府に席を割り当てる。",
        ),
        "host_seats": Label(
            "Participants of the host country, beside these seats: {count}.",
            "上記のほか国内参加者：{count}名。",
        ),
        "observer_seats": Label(
            "Observers, beside these seats: {count}.", "上記のほかオブザーバー：{count}名。"
        ),
        "self_funded_seats": Label(
            "Self-funded participants, beside these seats: {count}. They bear their own costs.",
            "上記のほか自費参加者：{count}名（経費は本人負担）。",
        ),
        "borne": Label("The organiser bears: {kinds}.", "主催者が負担する経費：{kinds}。"),
        "not_borne": Label(
            "Other costs, such as passports, visas and insurance beyond the course, are borne by "
            "the participant or the nominating government.",
            "その他の経費（旅券、査証、研修期間外の保険等）は、参加者又は推薦国政府の負担とする。",
        ),
        "online_costs": Label(
            "Taking part online is free of charge; equipment and connection are the participant's.",
            "オンラインでの参加は無料とする。機器及び通信は参加者が用意する。",
        ),
    }
)
BORNE_KINDS: tuple[str, ...] = ("airfare", "per_diem", "accommodation", "materials")
"""Kinds of budget lines that are costs of participants; the others are the organiser's own."""
