"""What a figure measures, as a metric of the catalogue, read from the words around it."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re

from tomoni.catalogue.metrics import METRICS_BY_CODE

from .spans import Figure

BEFORE, AFTER = 130, 90
_YEARS: tuple[tuple[str, str], ...] = (
    ("first_year", r"(?:\bsince|\bstart(?:ed|ing)\sin|\bbeg[au]n(?:ning)?\sin|\bbeginning\sin|\blaunched\sin|\bcontinued\sfrom|\bfrom)\s(?:early\s|late\s|mid-|the\s)?$"),
    ("continues_after", r"\b(?:after|beyond|onwards?\sfrom)\s$"),
    ("established_year", r"\b(?:established|founded|created|set\sup|inaugurated|opened|formed)\b[^.;,]{0,30}$"),
    ("entry_into_force_date", r"\b(?:entered|enters|came|entry)\sinto\s(?:force|effect)\b[^.;]{0,20}$"),
    ("change_date", r"\b(?:renamed|reorgani[sz]ed|restructured|transferred)\b[^.;,]{0,40}$"),
    ("status_date", r"\b(?:as\sof|by|at)\s(?:the\s)?(?:end\sof\s|late\s|early\s|beginning\sof\s)*$"),
    ("decision_date", r"\b(?:decided|approved|adopted|endorsed|concluded|signed|agreed|ratified)\b[^.;]{0,60}$"),
    ("announcement_date", r"\b(?:announced|pledged|declared|committed)\b[^.;]{0,60}$"),
    ("publication_date", r"\b(?:published|issued|released|formulated|drawn\sup|compiled)\b[^.;]{0,40}$"),
    ("contribution_date", r"\b(?:contributed|contributions?|disbursed|donated)\b[^.;]{0,50}$"),
    ("event_date", r"\b(?:held|took\splace|conducted|organi[sz]ed|hosted|visited|convened|participated)\b[^.;]{0,60}$"),
)  # fmt: skip
_YEARS_AFTER: tuple[tuple[str, str], ...] = (
    ("plan_year", r"\s(?:Action\sPlan|Plan\sof|National\sPlan|Strategy)"),
    ("first_year", r"以来|から|以降|より|に(?:開始|創設|始)"),
    ("established_year", r"に(?:設立|設置|創立|発足)"),
    ("status_date", r"末?(?:現在|時点|までに)"),
    ("decision_date", r"[^。]{0,30}(?:決定し|合意し|署名し|採択)|\W+[^.;]{0,60}\b(?:decided|approved|adopted|signed|agreed)\b"),
    ("announcement_date", r"[^。]{0,40}(?:表明|発表)|\W+[^.;]{0,60}\b(?:announced|pledged)\b"),
    ("publication_date", r"[^。]{0,30}(?:公表|策定)|\W+[^.;]{0,60}\b(?:published|formulated|was\sissued)\b"),
    ("contribution_date", r"[^。]{0,30}拠出|\W+[^.;]{0,50}\bcontribut"),
    ("event_date", r"[^。]{0,40}(?:開催|実施|訪問)|\W+[^.;]{0,90}\b(?:held|conducted|took\splace|visited|hosted|convened|participated|dispatched)\b"),
)  # fmt: skip
_YEARS_COMPILED = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _YEARS)
_AFTER_COMPILED = tuple((code, re.compile(pattern)) for code, pattern in _YEARS_AFTER)
_AIMED = re.compile(
    r"\b(?:would|will|plans?\sto|aims?\sto|pledg\w+|commit(?:s|ted|ment)?\b|announc\w+|target|intends?\sto|goal\sof)|表明|目標|予定|約束",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r"\bcontribut|拠出", re.IGNORECASE)
_DELIVERED = re.compile(r"\b(?:results?|exceed\w*\sits|delivered|achiev\w+)\b", re.IGNORECASE)
_GRADUATES = re.compile(r"\b(?:graduat|alumn|complet)|卒業|修了", re.IGNORECASE)
_TRAINED = re.compile(
    r"\b(?:train(?!ing\scourse|ing\sprogram)|capacity|skills|human\sresource)|研修|育成|訓練",
    re.IGNORECASE,
)
_TOOK_PART = re.compile(
    r"\b(?:particip|took\spart|attend|joined|invit|from\s\d|gathered)|参加|出席|招へい|受講",
    re.IGNORECASE,
)
_DISPLACED = re.compile(
    r"\b(?:displaced|refugee|asylum|returnee|evacue|flee|fled)|避難民|難民", re.IGNORECASE
)
_MEMBERS = re.compile(
    r"\b(?:contracting|member|parties|signator|ratif)|加盟国|締約国", re.IGNORECASE
)
_EDITION = re.compile(
    r"[\"'\s]*(?:[\w'&-]+\s){0,6}?(?:course|training|seminar|session|meeting|round|programme|program|conference|summit"
    r"|congress|forum|dialogue|workshop|edition|consultation|symposium|exercise|anniversary)", re.IGNORECASE
)  # fmt: skip


def metric_of(text: str, figure: Figure, sentence: tuple[int, int]) -> str | None:
    """Return the metric of a figure, a code of the catalogue; None where none fits."""
    if figure.kind == "year":
        return _of_year(text, figure, sentence)
    if figure.kind == "money":
        return _of_money(_around(text, figure, sentence))
    if figure.kind == "ordinal":
        is_edition = _EDITION.match(text, figure.end) or text[figure.end - 1] in "回次期"
        return "edition_number" if is_edition else "ordinal_in_series"
    if figure.kind == "frequency":
        return "frequency_per_year"
    if figure.kind == "duration":
        return "duration_years" if figure.unit == "year" else None
    if figure.unit == "person":
        return _of_persons(text, figure, sentence)
    if figure.unit == "country":
        return _of_countries(text, figure, sentence)
    return _of_items(figure)


def population_of(metric: str | None) -> str | None:
    """Return who is counted under a metric; None where no persons are."""
    found = METRICS_BY_CODE.get(metric or "")
    return found.population if found else None


def _around(text: str, figure: Figure, sentence: tuple[int, int]) -> str:
    start = max(sentence[0], figure.start - BEFORE)
    return text[start : min(sentence[1], figure.end + AFTER)]


def _of_year(text: str, figure: Figure, sentence: tuple[int, int]) -> str:
    by_month = "-" in (figure.date or "")
    if figure.role == "start":
        return "event_start_date" if by_month else "period_start"
    if figure.role == "end":
        return "event_end_date" if by_month else "period_end"
    before = text[max(sentence[0], figure.start - 70) : figure.start]
    after = text[figure.end : min(sentence[1], figure.end + 110)]
    for code, pattern in _YEARS_COMPILED[:2]:
        if pattern.search(before):
            return code
    for code, pattern in _AFTER_COMPILED[:4]:
        if pattern.match(after):
            return code
    for code, pattern in _YEARS_COMPILED[2:]:
        if pattern.search(before):
            return code
    for code, pattern in _AFTER_COMPILED[4:]:
        if pattern.match(after):
            return code
    return "activity_year"


def _of_money(around: str) -> str:
    if _DELIVERED.search(around):
        return "amount_delivered"
    if _AIMED.search(around):
        return "amount_pledged"
    if _CONTRIBUTED.search(around):
        return "amount_contributed"
    return "amount_disbursed"


def _of_persons(text: str, figure: Figure, sentence: tuple[int, int]) -> str | None:
    counted = figure.counted or ""
    around = _around(text, figure, sentence)
    if _DISPLACED.search(counted) or (_DISPLACED.search(around) and not _TRAINED.search(around)):
        return "displaced_persons"
    if _GRADUATES.search(counted) or re.search(r"\bgraduated\b|卒業生|修了", around):
        return "graduates"
    if _AIMED.search(around) and _TRAINED.search(around):
        return "persons_to_be_trained"
    if re.search(r"participa", counted) or (_TOOK_PART.search(around) and "participat" in around):
        return "participants"
    if _TRAINED.search(around):
        return "persons_trained"
    return "participants" if _TOOK_PART.search(around) else None


def _of_countries(text: str, figure: Figure, sentence: tuple[int, int]) -> str:
    around = _around(text, figure, sentence)
    before = text[max(sentence[0], figure.start - 25) : figure.start]
    if re.search(r"\bfrom\s(?:\w+\s){0,3}$", before) or _TOOK_PART.search(around):
        return "countries_represented"
    if _MEMBERS.search(around):
        return "member_countries"
    return "countries_covered"


def _of_items(figure: Figure) -> str | None:
    counted = (figure.counted or "").lower()
    if re.search(r"warehouse", counted):
        return "warehouses"
    if re.search(r"types?\sof\b|teams?\b", counted):
        return "team_types"
    return "focus_areas" if re.search(r"areas|fields|pillars|priorit", counted) else None
