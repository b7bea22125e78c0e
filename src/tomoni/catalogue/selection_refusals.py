"""What scoring and selection refuse, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

SELECTION_REFUSALS: dict[str, RefusalWording] = {
    "recused_here": words(
        "You do not assess this nomination ({reason}).",
        "この推薦は評価の対象から外れています（{reason}）。",
        "Go on to the next one.",
        "次の推薦に進んでください。",
    ),
    "scores_are_fixed": words(
        "Your scores are locked.",
        "採点は確定しています。",
        "Ask the programme officer to open them again, with the reason.",
        "研修担当官に理由を添えて再開を依頼してください。",
    ),
    "scores_are_open": words(
        "These scores are not locked.",
        "この採点は確定していません。",
        "Nothing needs to be opened.",
        "再開の必要はありません。",
    ),
    "scores_are_final": words(
        "Deliberation has begun: committee and scores no longer change.",
        "審議が始まったため、委員と採点は変えられません。",
        "Record what follows as a decision with its justification.",
        "以後は理由を付した決定として記録してください。",
    ),
    "scores_missing": words(
        "{count} nominations are not fully scored.",
        "採点の済んでいない推薦が{count}件あります。",
        "Score each criterion, or declare a conflict of interest.",
        "すべての基準を採点するか、利益相反を申告してください。",
    ),
    "no_copy_now": words(
        "Copies for the committee are added from receipt to the decision.",
        "選考委員用の写しは、受理から決定までの間に追加できます。",
        "Receive the nomination first.",
        "先に推薦を受理してください。",
    ),
    "not_scored_now": words(
        "Nominations are not scored while the call is in the state {state}.",
        "募集が状態「{state}」の間は採点できません。",
        "Scoring is open from the deadline until deliberation begins.",
        "採点は締切から審議の開始までです。",
    ),
    "no_committee": words(
        "Nobody is assigned to the committee.",
        "選考委員が割り当てられていません。",
        "Assign its members first.",
        "先に委員を割り当ててください。",
    ),
    "reviewer_there": words(
        "This account is in the committee already.",
        "このアカウントは既に委員です。",
        "Choose another member.",
        "別の委員を選んでください。",
    ),
    "nominations_without_score": words(
        "Nobody scored {count} nominations.",
        "採点のない推薦が{count}件あります。",
        "Assign another member: blank is not zero.",
        "委員を追加してください。空欄は0点ではありません。",
    ),
    "selection_not_open": words(
        "The call is in the state {state}: nothing is selected now.",
        "募集は状態「{state}」のため、選考できません。",
        "Selection is open during deliberation.",
        "選考は審議中に行えます。",
    ),
    "nominations_not_assessed": words(
        "{count} eligible nominations have no merit yet.",
        "評価点のない有資格の推薦が{count}件あります。",
        "Take over the committee's scores first.",
        "先に委員会の採点を反映してください。",
    ),
    "nothing_to_select": words(
        "There is no assessed nomination.",
        "評価済みの推薦がありません。",
        "Take over the committee's scores first.",
        "先に委員会の採点を反映してください。",
    ),
    "selection_is_running": words(
        "A selection of this call is being computed.",
        "この募集の選考を計算中です。",
        "Wait until it has finished.",
        "終わるまでお待ちください。",
    ),
    "is_decided": words(
        "The nomination is {state}: it is decided.",
        "この推薦は「{state}」で、決定済みです。",
        "Decide it again instead, with the justification.",
        "理由を添えて改めて決定してください。",
    ),
    "policy_in_conflict": words(
        "The run found that the policy's rules conflict, and selects nobody.",
        "選考方針の規則が両立せず、計算では誰も選ばれていません。",
        "Look at the rules in conflict; decide each nomination with its justification.",
        "両立しない規則を確認し、理由を付して個別に決定してください。",
    ),
    "justification_missing": words(
        "The decision goes against the run, and no justification is given.",
        "計算結果と異なる決定ですが、理由が記されていません。",
        "Say why: it is kept with the decision.",
        "理由を記してください。決定とともに保存されます。",
    ),
    "seed_is_secret": words(
        "The record holds the seed of ties, which is revealed after the decision.",
        "記録には抽選の乱数種が含まれ、決定後に公開されます。",
        "Decide the call first.",
        "先に募集を決定してください。",
    ),
}
