"""What a new call begins with: a form, eligibility rules and a selection policy, all to be edited.

They follow what programmes of the kind ask: nomination by the government, experience, current
duties, the working language, a degree, no recent course of the same series, the papers. Fitness is
asked as a clearance, yes or no.
"""

# ruff: noqa: E501 (the tables below read best with one question or rule a line)
from __future__ import annotations

from typing import Any

_ASKED: tuple[tuple[str, str, bool, str, str], ...] = (
    ("current_duties", "long_text", True, "Current duties", "現在の職務"),
    ("experience_years", "whole_number", True, "Years of experience in the field", "当該分野での経験年数"),
    ("degree", "choice", True, "Highest degree", "最終学位"),
    ("language_level", "choice", True, "Level in the language of the course", "研修使用言語の水準"),
    ("earlier_training", "long_text", False, "Earlier training abroad", "過去の海外研修"),
    ("country_problem", "long_text", True, "A problem of your own work that relates to the theme", "テーマに関する自国・自職場の課題"),
    ("use_of_results", "long_text", True, "How you will use what you learn", "研修成果の活用計画"),
    ("medical_clearance", "yes_no", False, "Has a physician cleared you as fit to take part?", "医師から参加可の判定を受けていますか。"),
    ("diet", "text", False, "Food that you do not eat", "食べられないもの"),
)  # fmt: skip

_PAPERS = (
    ("nomination_form", True),
    ("curriculum_vitae", True),
    ("superior_letter", False),
    ("language", False),
    ("photograph", False),
    ("other", False),
)

_RULES: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("government", "government_nomination", "required",
     "The government of the country nominates.", "その国の政府が推薦すること。", {}),
    ("experience", "experience_years", "required",
     "At least five years of practical experience.", "5年以上の実務経験があること。", {"minimum": 5}),
    ("duties", "current_duties", "required",
     "Works in criminal justice today.", "現に刑事司法の職務に就いていること。",
     {"professions": ["judge", "prosecutor", "police", "investigator", "corrections", "probation",
                      "defence", "policy"]}),
    ("degree", "degree", "advisory",
     "A university degree or equal.", "大学卒業又は同等の学力があること。", {"minimum": "bachelor"}),
    ("language", "language_level", "required",
     "Follows lectures and discussions in the language of the course.",
     "研修使用言語で講義と討議に参加できること。", {"minimum": "B2"}),
    ("series", "not_in_series", "required",
     "Has not taken part in this series before.", "本シリーズに参加したことがないこと。", {"years": 0}),
    ("papers", "documents", "required",
     "The nomination form and a curriculum vitae are there.", "推薦書と履歴書があること。",
     {"kinds": ["nomination_form", "curriculum_vitae"]}),
    ("fitness", "medical_clearance", "advisory",
     "A physician has cleared the nominee as fit; asked as yes or no.",
     "医師の判定で参加可とされていること（可否のみ確認）。", {}),
)  # fmt: skip


_CRITERIA: tuple[tuple[str, int, int, str, str], ...] = (
    ("relevance", 10, 2, "Relevance of current duties to the theme", "職務とテーマの関連性"),
    ("experience", 10, 1, "Practical experience", "実務経験"),
    ("problem", 10, 2, "The problem presented, and its analysis", "提示された課題とその分析"),
    ("use", 10, 2, "Likely use of what is learnt", "研修成果の活用見込み"),
)


def default_form() -> dict[str, Any]:
    """Return the form that a new call begins with."""
    return {
        "fields": [
            {"code": code, "type": type_, "is_required": needed, "label": {"en": en, "ja": ja}}
            for code, type_, needed, en, ja in _ASKED
        ],
        "documents": [{"kind": kind, "is_required": needed} for kind, needed in _PAPERS],
    }


def default_eligibility() -> dict[str, Any]:
    """Return the eligibility rules that a new call begins with."""
    return {
        "rules": [
            {
                "code": code,
                "kind": kind,
                "severity": severity,
                "explanation": {"en": en, "ja": ja},
                "parameters": parameters,
            }
            for code, kind, severity, en, ja, parameters in _RULES
        ]
    }


def default_policy(seats: int) -> dict[str, Any]:
    """Return the selection policy that a new call begins with, for that many seats."""
    return {
        "seats": seats,
        "min_seats": None,
        "country_cap": 2,
        "agency_cap": 3,
        "budget": None,
        "respects_focal_order": True,
        "uses_need": True,
        "reserve_places": 10,
        "floors": [{"group": "woman", "value": None, "share": "2/5", "place": 1, "weight": 1}],
        "ceilings": [],
        "criteria": [
            {"code": code, "most": most, "weight": weight, "label": {"en": en, "ja": ja}}
            for code, most, weight, en, ja in _CRITERIA
        ],
        "committee_hides": ["organisation", "country"],
    }
