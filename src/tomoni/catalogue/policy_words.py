"""How a selection policy and eligibility rules read in a booklet that governments receive."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .labels import Label

POLICY_SENTENCES: Mapping[str, Label] = MappingProxyType(
    {
        "seats": Label("{count} participants are selected.", "研修員{count}名を選考する。"),
        "min_seats": Label(
            "At least {count} are selected if so many are eligible.",
            "有資格者が足りる限り、少なくとも{count}名を選考する。",
        ),
        "country_cap": Label(
            "At most {count} of one country, within the seats offered to it.",
            "一か国の選出は、割当人数の範囲内で{count}名以内とする。",
        ),
        "agency_cap": Label(
            "At most {count} of one agency.", "同一機関からの選出は{count}名以内とする。"
        ),
        "budget": Label(
            "The costs of all who are selected stay within the budget of the course.",
            "選出者全員の経費は研修の予算内とする。",
        ),
        "respects_focal_order": Label(
            "A country's own order of priority binds: nobody is taken before a compatriot whom the "
            "country ranks higher and who is eligible.",
            "推薦国の優先順位に従う。同じ国の上位の有資格者より先に下位の者を選出しない。",
        ),
        "floor": Label(
            "Aim {place}: {group}, at least {bound}. Where it cannot be met, the shortfall is kept "
            "as small as possible and is recorded.",
            "目標{place}：{group}を{bound}以上とする。達成できない場合は不足を最小にとどめ、記録する。",
        ),
        "ceiling": Label("{group}: at most {bound}.", "{group}は{bound}以下とする。"),
        "order": Label(
            "Among selections that meet the aims alike, the one that serves the most countries is "
            "taken, and then the one with the highest scores.",
            "目標の達成度が等しい選考案の中では、参加国が最も多いもの、次に評価点の合計が最も高いものを採る。",
        ),
        "uses_need": Label(
            "Between equals, countries that were served longer ago come first.",
            "同等の場合は、長く参加のない国を優先する。",
        ),
        "lot": Label(
            "What is still equal is decided by lot, from a number that is fixed beforehand. Its "
            "SHA-256 is published with the call, the number itself after the decision.",
            "なお同等の場合は、事前に定めた数による抽選で決める。そのSHA-256は募集時に、数は決定後に公表する。",
        ),
        "reserve_places": Label(
            "Up to {count} more are kept in reserve, in order.",
            "補欠として、順位を付して{count}名までを置く。",
        ),
        "criteria": Label(
            "A committee scores the dossiers without names: {criteria}.",
            "選考委員は氏名を伏せた書類を次の基準で評価する：{criteria}。",
        ),
        "hides": Label(
            "The committee does not see: {hidden}.", "選考委員には次を示さない：{hidden}。"
        ),
        "recusal": Label(
            "Members stand aside from nominees of their own nationality or agency, and wherever "
            "they declare a conflict of interest.",
            "委員は、自らと同じ国籍又は所属機関の候補者、及び利益相反のある候補者の評価に加わらない。",
        ),
    }
)
POLICY_GROUPS: Mapping[str, Label] = MappingProxyType(
    {
        "woman": Label("women", "女性"),
        "ldc": Label("least developed countries", "後発開発途上国"),
        "profession": Label("profession: {value}", "職種：{value}"),
        "region": Label("region: {value}", "地域：{value}"),
    }
)
POLICY_WORDS: Mapping[str, Label] = MappingProxyType(
    {
        "share": Label("{share} of the seats", "定員の{share}"),
        "count": Label("{count}", "{count}名"),
        "criterion": Label(
            "{label} (0 to {most}, weight {weight})", "{label}（0～{most}点、重み{weight}）"
        ),
        "organisation": Label("organisation and post", "所属及び官職"),
        "country": Label("country", "国名"),
        "advisory": Label(
            "{rule} (taken into account, not required)", "{rule}（参考とし、必須としない）"
        ),
        "rule": Label("{explanation} [{asked}]", "{explanation}［{asked}］"),
        "asked": Label("{kind}: {wanted}", "{kind}：{wanted}"),
        "required_paper": Label("{paper} (required)", "{paper}（必須）"),
        "optional_paper": Label("{paper}, if there is one", "{paper}（ある場合）"),
        "full_stop": Label(".", "。"),
    }
)
