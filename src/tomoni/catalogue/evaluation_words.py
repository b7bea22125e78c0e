"""Words of questionnaires and tests: kinds, levels, times, kinds of questions, the scale."""

from __future__ import annotations

from .labels import Label

EVALUATION_TERMS: dict[str, dict[str, Label]] = {
    "instrument_state": {
        "draft": Label("draft", "下書き"),
        "published": Label("published", "公表済み"),
        "open": Label("open", "回答受付中"),
        "closed": Label("closed", "締切"),
        "withdrawn": Label("withdrawn", "取下げ"),
    },
    "instrument_kind": {
        "questionnaire": Label("questionnaire", "アンケート"),
        "test": Label("test", "テスト"),
    },
    "evaluation_level": {
        "1": Label("1 reaction", "1 反応"),
        "2": Label("2 learning", "2 学習"),
        "3": Label("3 behaviour", "3 行動"),
        "4": Label("4 results", "4 成果"),
    },
    "evaluation_timing": {
        "pre": Label("before the edition", "研修前"),
        "post": Label("at its end", "研修直後"),
        "after_6_months": Label("6 months after", "6か月後"),
        "after_12_months": Label("12 months after", "12か月後"),
    },
    "question_kind": {
        "scale": Label("scale from 1 to 5", "5段階評価"),
        "choice": Label("one of a list", "択一"),
        "several": Label("several of a list", "複数選択"),
        "number": Label("whole number", "整数"),
        "text": Label("free text", "自由記述"),
        "item": Label("test item with key", "テスト問題（正答あり）"),
    },
    "scale_point": {
        "1": Label("1 not at all", "1 全くそう思わない"),
        "2": Label("2 a little", "2 あまりそう思わない"),
        "3": Label("3 partly", "3 どちらともいえない"),
        "4": Label("4 mostly", "4 ややそう思う"),
        "5": Label("5 fully", "5 強くそう思う"),
    },
}
