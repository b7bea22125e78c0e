"""What is counted: dimension, unit, nature, population, how it adds up, permitted disaggregations.

A *flow* is counted in entries and adds up. A *stock* is a level or cumulative total, kept as
observations and never summed. A *distinct set* is the size of a set of members: it adds up only
when the members are listed.
"""

# ruff: noqa: E501 (the table below reads best with one measure a line)
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .labels import Label

Dimension = Literal[
    "money", "persons", "person_days", "items", "area", "events", "legal_acts", "countries", "time"
]
Nature = Literal["flow", "stock", "distinct_set"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted.

    ``population`` says who is counted, for persons. ``may_observe``: a cumulative total of this
    measure may be kept as a stock observation. ``is_need``: a context figure (people displaced), which
    describes need and never counts as output.
    """

    code: str
    label: Label
    definition: str
    dimension: Dimension
    unit: str
    nature: Nature
    adds: str
    population: str | None = None
    disaggregations: tuple[str, ...] = ()
    may_observe: bool = False
    is_need: bool = False


_SUMS = "Entries add up, after reversals."
_SET = "Never added: two sets may share members. With member lists, the size of their union."
_LEVEL = "Never added: the latest level stands."
_PEOPLE = ("country", "sex", "profession", "age_group")


def _money(code: str, en: str, ja: str, definition: str, may_observe: bool = True) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "money", "currency", "flow",
        _SUMS + " Only within one currency.", disaggregations=("country", "theme", "sector"),
        may_observe=may_observe,
    )  # fmt: skip


def _persons(code: str, en: str, ja: str, definition: str, population: str) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "persons", "person", "flow",
        _SUMS + " Sums count participations, not distinct persons.", population, _PEOPLE,
        may_observe=True,
    )  # fmt: skip


def _items(code: str, en: str, ja: str, definition: str) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "items", "item", "flow", _SUMS,
        disaggregations=("country", "item"), may_observe=True,
    )  # fmt: skip


def _area(code: str, en: str, ja: str, definition: str) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "area", "square_metre", "flow", _SUMS,
        disaggregations=("country",), may_observe=True,
    )  # fmt: skip


def _countries(code: str, en: str, ja: str, definition: str) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "countries", "country", "distinct_set", _SET,
        may_observe=True,
    )  # fmt: skip


def _level(code: str, en: str, ja: str, definition: str) -> Measure:
    return Measure(
        code, Label(en, ja), definition, "items", "item", "stock", _LEVEL, may_observe=True
    )


MEASURES: tuple[Measure, ...] = (
    _money("amount_committed", "Amount committed", "約束額", "Money committed by a signed or firm decision."),
    _money("amount_disbursed", "Amount disbursed", "支出額", "Money disbursed for a purpose."),
    _money("amount_contributed", "Amount contributed", "拠出額", "Money contributed to an organisation or fund."),
    _money("amount_pledged", "Amount pledged", "表明額", "Money announced in advance: a target, never a delivery.", may_observe=False),
    _money("amount_delivered", "Amount delivered", "実施額", "Money reported as provided against an earlier pledge."),
    _persons("participants", "Participants", "参加者", "Persons who took part, whether or not they completed.", "participants"),
    _persons("graduates", "Graduates", "修了者", "Persons who completed a course, seminar or programme.", "graduates"),
    _persons("persons_trained", "Persons trained", "育成人数", "Persons reported as trained, where the source does not say whether they completed.", "trainees"),
    _persons("experts_dispatched", "Experts dispatched", "派遣専門家", "Experts and advisers sent to a partner.", "experts"),
    _persons("team_members_dispatched", "Relief team members dispatched", "派遣援助隊員", "Members of relief teams sent to a disaster.", "team_members"),
    _persons("officials_seconded", "Officials seconded", "出向者", "Officials placed in a post of an international body.", "officials"),
    _persons("persons_assisted", "Persons assisted", "支援対象者", "Persons who received direct help.", "persons_assisted"),
    _persons("victims_assisted", "Victims assisted", "支援被害者", "Victims who received return, rehabilitation, medical or social help, at home or abroad.", "victims"),
    _persons("risk_education_beneficiaries", "Risk-education beneficiaries", "危険回避教育受講者", "Persons reached by risk education.", "beneficiaries"),
    Measure("person_days", Label("Person-days", "人日"), "Days of presence, summed over persons.", "person_days", "person_day", "flow", _SUMS, disaggregations=_PEOPLE, may_observe=True),
    Measure("sessions_held", Label("Sessions held", "実施回数"), "Editions, sessions or events held.", "events", "event", "flow", _SUMS, disaggregations=("country",), may_observe=True),
    Measure("reports_issued", Label("Reports issued", "報告書"), "Reports or bulletins issued.", "events", "event", "flow", _SUMS, may_observe=True),
    Measure("alerts_issued", Label("Alerts issued", "警報"), "Alerts or incident notices issued.", "events", "event", "flow", _SUMS, may_observe=True),
    Measure("reviews_supported", Label("Reviews supported", "支援した審査"), "Country reviews under a convention that were supported.", "events", "event", "flow", _SUMS, may_observe=True),
    Measure("legal_acts_in_force", Label("Legal acts in force", "施行法令"), "Laws and codes that entered into force after support.", "legal_acts", "legal_act", "flow", _SUMS, disaggregations=("country",), may_observe=True),
    _items("items_delivered", "Items delivered", "供与品", "Items handed over, by type."),
    _items("vessels_delivered", "Vessels delivered", "供与船舶", "Vessels and craft handed over."),
    _items("satellites_deployed", "Satellites deployed", "放出衛星", "Satellites released or deployed."),
    _items("devices_destroyed", "Explosive devices destroyed", "処理爆発物", "Mines and explosive remnants destroyed, by category."),
    _items("weapons_collected", "Weapons collected", "回収武器", "Small arms and light weapons collected or destroyed."),
    _items("prostheses_fitted", "Prostheses fitted", "義肢装具", "Prostheses and orthoses fitted."),
    _area("area_cleared", "Area cleared", "除去面積", "Land cleared of mines by clearance. Reduced and cancelled land count apart."),
    _area("area_reduced", "Area reduced", "調査除外面積", "Land released by technical survey."),
    _area("area_cancelled", "Area cancelled", "取消面積", "Land released by non-technical survey."),
    _countries("countries_represented", "Countries represented", "参加国", "Countries, or countries and regions, from which participants or graduates come."),
    _countries("countries_covered", "Countries covered", "対象国", "Countries in which a system or programme operates."),
    _countries("member_countries", "Member countries", "加盟国", "Countries that belong to an agreement or grouping."),
    _level("posts_filled", "Posts filled", "派遣ポスト", "Posts held by seconded personnel at a time."),
    _level("warehouses", "Warehouses", "備蓄倉庫", "Stockpile warehouses in use."),
    _level("team_types", "Types of team", "援助隊の種類", "Types of relief team held ready."),
    _level("focus_areas", "Focus areas", "重点分野", "Areas of priority that a programme names."),
    Measure("duration", Label("Duration", "期間"), "Length of time.", "time", "year", "stock", _LEVEL),
    Measure("persons_in_need", Label("Persons in need", "要支援者"), "Persons displaced or otherwise in need: context, never output.", "persons", "person", "stock", _LEVEL, population="persons_in_need", may_observe=True, is_need=True),
)  # fmt: skip

MEASURES_BY_CODE: dict[str, Measure] = {measure.code: measure for measure in MEASURES}
