"""Ready-made questionnaires and a test, to be edited: reaction, learning, behaviour, results.

They follow Kirkpatrick's four levels. The items of the test are of common knowledge in the field;
an edition's own test asks what that edition teaches.
"""

# ruff: noqa: E501 (the tables below read best with one question a line)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .labels import Label

_Row = tuple[str, str, bool, str, str]
_Options = tuple[tuple[str, str, str], ...]

_REACTION: tuple[_Row, ...] = (
    ("needs", "scale", True, "The course met the needs of my work.", "研修は自分の職務上の必要に応えるものだった。"),
    ("content", "scale", True, "The content was relevant to my country.", "内容は自国の状況に即していた。"),
    ("lecturers", "scale", True, "Lecturers and visiting experts explained clearly.", "講師・客員専門家の説明は分かりやすかった。"),
    ("workshops", "scale", True, "Group workshops led to useful conclusions.", "グループワークショップは有益な結論に至った。"),
    ("materials", "scale", True, "I will use the materials after the course.", "教材は研修後も活用できる。"),
    ("organisation", "scale", True, "The course was well organised.", "研修の運営は円滑だった。"),
    ("pace", "choice", False, "The pace was", "進度はどうでしたか。"),
    ("keep", "several", False, "Which parts should have more time?", "もっと時間を割くべきものはどれですか。"),
    ("best", "text", False, "What helped you most?", "最も役に立ったことは何ですか。"),
    ("improve", "text", False, "What should change?", "改善すべき点は何ですか。"),
)  # fmt: skip
_LEARNING: tuple[_Row, ...] = (
    ("instruments", "scale", True, "I can explain the international instruments of the theme.", "テーマに関する国際文書を説明できる。"),
    ("law", "scale", True, "I can compare the law of my country with them.", "自国の法制度をそれらと比較できる。"),
    ("practice", "scale", True, "I know practices of other countries that mine could use.", "自国で活用できる他国の実務を知っている。"),
    ("plan", "scale", True, "I can plan a measure for my own work.", "自らの職務で取るべき施策を計画できる。"),
    ("confidence", "scale", False, "I am confident that I can carry it out.", "それを実行する自信がある。"),
)  # fmt: skip
_BEHAVIOUR: tuple[_Row, ...] = (
    ("used", "scale", True, "I have used what I learnt in my work.", "学んだことを職務で活用した。"),
    ("often", "choice", True, "How often have you used it?", "どの程度の頻度で活用しましたか。"),
    ("obstacles", "several", False, "What stood in the way?", "活用を妨げたものは何ですか。"),
    ("colleagues", "number", False, "To how many colleagues did you pass it on?", "何人の同僚に伝えましたか。"),
    ("plan", "scale", True, "My action plan has moved forward.", "行動計画は前進した。"),
    ("contact", "choice", False, "Have you been in touch with fellow participants?", "他の研修員と連絡を取りましたか。"),
    ("example", "text", False, "Give one example of use. Name nobody.", "活用例を一つ挙げてください（個人名は書かないでください）。"),
)  # fmt: skip
_RESULTS: tuple[_Row, ...] = (
    ("changes", "several", True, "What has changed in your organisation since, with your part in it?", "その後、あなたの関与により所属機関で何が変わりましたか。"),
    ("reached", "number", False, "About how many people do the changes reach?", "その変化は約何人に及びますか。"),
    ("lasting", "scale", True, "The changes will last.", "その変化は持続する。"),
    ("share", "scale", True, "The course had a part in them.", "研修はその変化に寄与した。"),
    ("evidence", "text", False, "What shows the change? Name nobody.", "変化を示すものは何ですか（個人名は書かないでください）。"),
)  # fmt: skip

_OPTIONS: dict[str, _Options] = {
    "pace": (("slow", "too slow", "遅すぎた"), ("right", "right", "適切"), ("fast", "too fast", "速すぎた")),
    "keep": (
        ("lecture", "lectures", "講義"), ("presentation", "individual presentations", "個別発表"),
        ("workshop", "group workshops", "グループワークショップ"), ("visit", "observation visits", "施設見学"),
    ),
    "often": (
        ("never", "never", "全くない"), ("once", "once or twice", "1〜2回"),
        ("monthly", "about every month", "月1回程度"), ("weekly", "about every week", "週1回程度"),
    ),
    "obstacles": (
        ("time", "no time", "時間がない"), ("authority", "no authority to decide", "決定権がない"),
        ("means", "no means or staff", "予算・人員がない"), ("superiors", "superiors do not support it", "上司の支持がない"),
        ("law", "the law does not allow it", "法令上できない"), ("moved", "I changed my post", "異動した"),
    ),
    "contact": (("yes", "yes", "はい"), ("no", "no", "いいえ")),
    "changes": (
        ("procedure", "a procedure or guideline", "手続・指針"), ("training", "training of staff", "職員研修"),
        ("law", "a draft law or regulation", "法令案"), ("cooperation", "cooperation with another country", "他国との協力"),
        ("unit", "a new unit or service", "新しい部署・サービス"), ("none", "nothing yet", "まだない"),
    ),
}  # fmt: skip
_Item = tuple[str, int, str, str, tuple[str, ...], _Options]
_ITEMS: tuple[_Item, ...] = (
    ("uncac_year", 1, "In which year was the United Nations Convention against Corruption adopted?",
     "国連腐敗防止条約が採択されたのは何年ですか。", ("y2003",),
     (("y1988", "1988", "1988年"), ("y2000", "2000", "2000年"), ("y2003", "2003", "2003年"), ("y2015", "2015", "2015年"))),
    ("assets", 1, "Which chapter of that convention treats asset recovery?",
     "同条約で財産の回復を扱うのは第何章ですか。", ("five",),
     (("two", "chapter II", "第2章"), ("four", "chapter IV", "第4章"), ("five", "chapter V", "第5章"))),
    ("mandela", 1, "What do the Nelson Mandela Rules concern?",
     "ネルソン・マンデラ・ルールズは何に関するものですか。", ("prisoners",),
     (("prisoners", "the treatment of prisoners", "被拘禁者の処遇"), ("victims", "the rights of victims", "被害者の権利"), ("lawyers", "the role of lawyers", "弁護士の役割"))),
    ("tokyo", 1, "What do the Tokyo Rules concern?",
     "東京ルールズは何に関するものですか。", ("non_custodial",),
     (("juveniles", "juvenile justice", "少年司法"), ("non_custodial", "non-custodial measures", "非拘禁措置"), ("force", "the use of force", "実力の行使"))),
    ("bangkok", 1, "Whom do the Bangkok Rules concern?",
     "バンコク・ルールズは誰に関するものですか。", ("women",),
     (("women", "women prisoners and offenders", "女性の被拘禁者・犯罪者"), ("foreigners", "foreign prisoners", "外国人被拘禁者"), ("police", "police officers", "警察官"))),
    ("protocols", 2, "Which protocols supplement the convention against transnational organised crime? Choose all.",
     "国際組織犯罪防止条約を補足する議定書をすべて選んでください。", ("trafficking", "smuggling", "firearms"),
     (("trafficking", "trafficking in persons", "人身取引"), ("torture", "torture", "拷問"),
      ("smuggling", "smuggling of migrants", "移民の密入国"), ("firearms", "firearms", "銃器"))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InstrumentTemplate:
    """A ready-made set: what it is, when it is usually asked, its title and questions."""

    kind_code: str
    level: int
    timing_code: str
    title: Label
    content: Mapping[str, Any]


def _asked(rows: tuple[_Row, ...]) -> dict[str, Any]:
    questions = []
    for code, kind, required, en, ja in rows:
        question: dict[str, Any] = {
            "code": code, "kind": kind, "label": {"en": en, "ja": ja}, "is_required": required,
        }  # fmt: skip
        if code in _OPTIONS and kind in ("choice", "several"):
            question["options"] = _options(_OPTIONS[code])
        if kind == "number":
            question["least"] = 0
        questions.append(question)
    return {"introduction": _INTRODUCTION, "questions": questions}


def _options(rows: _Options) -> list[dict[str, str]]:
    return [{"code": code, "en": en, "ja": ja} for code, en, ja in rows]


_INTRODUCTION = {
    "en": "Your answers are kept without your name. Nobody can see who answered what.",
    "ja": "回答は氏名と切り離して保管されます。誰が何と答えたかは誰にも分かりません。",
}
_TEST = {
    "introduction": {
        "en": "This is no examination. It shows how much the class as a whole learns.",
        "ja": "これは試験ではありません。参加者全体でどれだけ学べたかを見るものです。",
    },
    "questions": [
        {"code": code, "kind": "item", "label": {"en": en, "ja": ja}, "points": points,
         "key": list(key), "options": _options(options)}
        for code, points, en, ja, key, options in _ITEMS
    ],
}  # fmt: skip

INSTRUMENT_TEMPLATES: Mapping[str, InstrumentTemplate] = MappingProxyType(
    {
        "reaction": InstrumentTemplate(
            "questionnaire", 1, "post", Label("Reaction to the course", "研修への反応"), _asked(_REACTION)
        ),
        "learning": InstrumentTemplate(
            "questionnaire", 2, "post", Label("What I have learnt", "学習の自己評価"), _asked(_LEARNING)
        ),
        "test": InstrumentTemplate(
            "test", 2, "pre", Label("Test", "テスト"), _TEST
        ),
        "behaviour": InstrumentTemplate(
            "questionnaire", 3, "after_6_months", Label("Use in my work", "職務での活用"), _asked(_BEHAVIOUR)
        ),
        "results": InstrumentTemplate(
            "questionnaire", 4, "after_12_months", Label("Results in my organisation", "所属機関での成果"), _asked(_RESULTS)
        ),
    }
)  # fmt: skip
