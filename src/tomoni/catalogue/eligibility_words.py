"""The rules of eligibility that a call may hold: what each asks, and how its evidence is worded.

The list is closed. No rule asks about pregnancy, disability, illness, sex, faith or family: fitness
is a clearance that a physician gives, asked as yes or no, and a rule that would exclude on anything
else of the kind cannot be written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from .labels import Label


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind of rule. ``parameters``: name and type (integer, text or list) of each.

    ``evidence``: the wording of what was found; ``{found}`` and ``{wanted}`` are filled in.
    """

    label: Label
    parameters: dict[str, str]
    evidence: Label


_FOUND = Label("found: {found}; asked: {wanted}", "確認：{found}／要件：{wanted}")

RULE_KINDS: dict[str, RuleKind] = {
    "government_nomination": RuleKind(
        Label("nominated by the government", "政府の推薦"), {}, _FOUND
    ),
    "experience_years": RuleKind(
        Label("years of experience", "経験年数"), {"minimum": "integer"}, _FOUND
    ),
    "age_range": RuleKind(
        Label("age at the start of the course", "開始時の年齢"),
        {"minimum": "integer", "maximum": "integer"},
        _FOUND,
    ),
    "degree": RuleKind(Label("degree", "学位"), {"minimum": "text"}, _FOUND),
    "language_level": RuleKind(
        Label("level in the language of the course", "使用言語の水準"), {"minimum": "text"}, _FOUND
    ),
    "current_duties": RuleKind(
        Label("profession of the current duties", "現職の職種"), {"professions": "list"}, _FOUND
    ),
    "not_in_series": RuleKind(
        Label("no earlier participation in the series", "同シリーズへの参加歴なし"),
        {"years": "integer"},
        _FOUND,
    ),
    "documents": RuleKind(Label("documents of the dossier", "提出書類"), {"kinds": "list"}, _FOUND),
    "medical_clearance": RuleKind(
        Label("cleared as fit by a physician", "医師による参加可の判定"), {}, _FOUND
    ),
}

# What no rule, question or explanation may ask about, in either language.
UNASKED: tuple[str, ...] = (
    "pregnan", "disab", "handicap", "hiv", "chronic", "illness", "disease", "medical history",
    "mental health", "marital", "religio", "妊娠", "妊婦", "障害", "障がい", "持病", "既往", "病歴",
    "疾患", "婚姻", "宗教",
)  # fmt: skip

ELIGIBILITY_TERMS: dict[str, dict[str, Label]] = {
    "degree_level": {
        "none": Label("no degree", "学位なし"),
        "secondary": Label("secondary school", "中等教育"),
        "bachelor": Label("bachelor or equal", "学士相当"),
        "master": Label("master or equal", "修士相当"),
        "doctorate": Label("doctorate", "博士"),
    },
    "language_level": {
        "A1": Label("A1 (beginner)", "A1（入門）"),
        "A2": Label("A2 (elementary)", "A2（初級）"),
        "B1": Label("B1 (intermediate)", "B1（中級）"),
        "B2": Label("B2 (upper intermediate)", "B2（中上級）"),
        "C1": Label("C1 (advanced)", "C1（上級）"),
        "C2": Label("C2 (near native)", "C2（母語相当）"),
    },
    "eligibility_rule_kind": {code: kind.label for code, kind in RULE_KINDS.items()},
    "eligibility_evidence": {
        "not_stated": Label("not stated", "記載なし"),
        "yes": Label("yes", "はい"),
        "no": Label("no", "いいえ"),
        "none_before": Label("no earlier participation", "参加歴なし"),
        "never": Label("never", "参加歴がないこと"),
        "years": Label("years", "年"),
        "to": Label("{low} to {high}", "{low}～{high}"),
        "at_least": Label("at least {value}", "{value}以上"),
        "not_within": Label("not in the last {years} years", "直近{years}年以内の参加がないこと"),
        "missing": Label("missing: {names}", "不足：{names}"),
        "all_there": Label("all there", "すべて提出済み"),
    },
}
