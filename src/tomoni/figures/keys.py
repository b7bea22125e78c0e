"""The names by which figures are broken down (``by``) and narrowed (``where``), with their values."""

# ruff: noqa: E501 (the table reads best with one key a line)

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tomoni.catalogue.labels import Label

# code: of a code list. record: key of a snapshot table. choice: one of ``choices``.
ValueKind = Literal["code", "record", "integer", "date", "choice", "computed"]


@dataclass(frozen=True, slots=True)
class Key:
    """One name and what its values are. ``source``: the code list or the snapshot table."""

    name: str
    label: Label
    help: str
    kind: ValueKind
    source: str = ""
    choices: tuple[str, ...] = ()


def _code(name: str, en: str, ja: str, codelist: str, help: str) -> Key:
    return Key(name, Label(en, ja), help, "code", codelist)


def _record(name: str, en: str, ja: str, table: str, help: str) -> Key:
    return Key(name, Label(en, ja), help, "record", table)


def _integer(name: str, en: str, ja: str, help: str) -> Key:
    return Key(name, Label(en, ja), help, "integer")


def _date(name: str, en: str, ja: str, help: str) -> Key:
    return Key(name, Label(en, ja), help, "date")


def _choice(name: str, en: str, ja: str, choices: tuple[str, ...], help: str) -> Key:
    return Key(name, Label(en, ja), help, "choice", choices=choices)


_KEYS: tuple[Key, ...] = (
    _record("activity", "Activity", "案件", "activities", "The activity."),
    _record("series", "Series", "シリーズ", "series", "The series; its activity's id is accepted."),
    _code("kind", "Kind", "種類", "activity_kind", "Kind of activity."),
    _code("theme", "Theme", "テーマ", "theme", "Main theme, or the theme of the split part."),
    _code("granularity", "Granularity", "粒度", "granularity", "Programme, specific or component."),
    _choice("level", "Level", "階層", ("top", "component", "all"), "Rows without a parent (top), rows with one (component), or both."),
    _code("status", "Status", "状態", "activity_status", "Present or last reported status."),
    _code("oda_decision", "ODA decision", "ODA判定", "oda_decision", "Decided as ODA, as not ODA, or undecided."),
    _code("purpose", "Purpose code", "目的コード", "Sector", "OECD DAC purpose code: the editor's judgement."),
    _record("country", "Country", "国", "places", "Recipient country that the source states."),
    _record("region", "Region", "地域", "places", "Region that the source states."),
    _record("framework", "Framework", "枠組み", "frameworks", "Convention, standard, plan or charter."),
    _record("organisation", "Organisation", "機関", "parties", "Organisation with a role; background parties are left out."),
    _code("role", "Role", "役割", "party_role", "Role of the organisation."),
    _code("measure", "Measure", "指標", "measure", "What is counted."),
    _code("currency", "Currency", "通貨", "Currency", "ISO 4217 currency."),
    _code("unit", "Unit", "単位", "unit", "Unit of the value."),
    _integer("year", "Calendar year", "暦年", "Calendar year in which the whole date lies."),
    _integer("fiscal_year", "Fiscal year", "年度", "Fiscal year (April to March, by its starting year) in which the whole date lies."),
    _integer("edition_year", "Edition year", "版の年", "Year of the edition of the document."),
    _record("provider", "Provider", "提供者", "parties", "Who gave."),
    _record("receiver", "Receiver", "受領者", "parties", "Who received."),
    _code("counting_level", "Counting level", "計上段階", "counting_level", "Place in the chain of money."),
    _code("origin", "Origin", "記入の由来", "entry_origin", "Counted, reported and unitemised, or imported."),
    Key("item", Label("Item", "品目"), "Type of item.", "computed"),
    _record("document", "Document", "文書", "documents", "The document."),
    Key("publisher", Label("Publisher", "発行者"), "Who published the document.", "computed"),
    _code("language", "Language", "言語", "Language", "Language of the text."),
    _code("metric", "Metric", "計数項目", "metric", "What the source counts or dates."),
    _code("outcome", "Outcome", "扱い", "claim_outcome", "What the claim became."),
    _code("reason", "Reason", "理由", "claim_outcome_reason", "Rule that decided the outcome."),
    _code("accumulation", "Accumulation", "累積区分", "accumulation", "Flow, cumulative total, level, or none."),
    _code("class", "Class", "分類", "finding_class", "Class of a finding."),
    _code("editor_class", "Editor's class", "編集者の分類", "finding_class", "Class that the editor's relation maps to."),
    _code("state", "State", "処理状況", "finding_state", "Open or adjudicated."),
    _code("finding_scope", "Scope of the finding", "所見の範囲", "finding_scope", "Within one document, or across documents."),
    _record("edition", "Edition", "回", "editions", "Edition of a series."),
    _integer("start_year", "Start year", "開始年", "First year that a claim states for the series."),
    _code("number_basis", "Basis of the number", "回次の根拠", "number_basis", "Number printed, out of a roster, or counted."),
    _record("pledge", "Pledge", "表明", "pledges", "The pledge."),
    _record("target", "Target", "目標", "pledge_targets", "The target of a pledge."),
    _record("observation", "Observation", "累計観測", "observations", "The cumulative total."),
    _choice("channel", "Channel", "経路", ("core_multilateral", "earmarked_multilateral", "bilateral", "undecided"), "How money reaches its use, by the type of aid of the activity's kind."),
    _choice("counted_as", "Counted as", "計上方法", ("activities", "flow", "total_to_date"), "Count of activities, dated flows, or a total to date."),
    _choice("aspect", "Aspect", "観点", ("money", "people", "places", "sources"), "What an activity has a record of."),
    _code("sex", "Sex", "性別", "sex", "Sex as stated by the person."),
    _code("profession", "Profession", "職種", "profession", "Profession at the time."),
    _integer("months", "Months after the course", "研修後の月数", "After how many months a report falls due: 6 or 12."),
    _choice("completed", "Completed", "修了", ("yes", "no"), "Whether the course was completed."),
    _code("as", "Taking part as", "参加の立場", "participation_role", "Participant, host national or self-funded; observers are counted nowhere."),
    _code("instrument_kind", "Questionnaire or test", "種別", "instrument_kind", "Questionnaire, or test with right answers."),
    _code("evaluation_level", "Level of evaluation", "評価水準", "evaluation_level", "Kirkpatrick: reaction, learning, behaviour, results."),
    _code("evaluation_timing", "Time of evaluation", "評価時期", "evaluation_timing", "Before the edition, at its end, or 6 or 12 months after."),
    _date("from", "From", "開始", "First date; only what lies wholly after it counts."),
    _date("to", "To", "終了", "Last date; only what lies wholly before its end counts."),
    _integer("within_months", "Within months", "月数以内", "Length of the window from the as-of date, in months."),
    Key("rates", Label("Rate table", "換算表"), "Name of the table of exchange rates.", "computed"),
    _code("target_currency", "Target currency", "換算先通貨", "Currency", "Currency to convert to."),
    _record("earlier", "Earlier edition", "前の版", "documents", "The earlier document."),
    _record("later", "Later edition", "後の版", "documents", "The later document."),
    _choice("change", "Change", "変化", ("changed", "appeared", "vanished", "same"), "How a figure moved between two editions."),
)  # fmt: skip
KEYS: dict[str, Key] = {key.name: key for key in _KEYS}
