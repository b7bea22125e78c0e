"""What an activity is about and of what kind: sectors, tags, types of aid, flow and finance."""

from __future__ import annotations

from fractions import Fraction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.crosswalk import iati_code
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.exchange.iati.write.model import Coded, Location, Text, said

from ..paths import page_path
from ..source import Row, Source, label_of
from .shares import percentages
from .told import Notes

SDG_GOALS, SDG_TARGETS, OWN = "2", "3", "99"
_HUMANITARIAN = ("720", "730", "740")
IN_DONOR_COUNTRY, ELSEWHERE = "E01", "D02"
WHERE_IT_HAPPENS = "1"


def sectors_of(source: Source, activity: Row, notes: Notes) -> tuple[Coded, ...]:
    """Return DAC purpose codes: the stated split, else the one purpose of the activity."""
    shares = _shares_on(source, activity["activity_id"], "sector")
    purpose = activity["purpose_code"]
    if not shares and purpose is None:
        notes.add("no_sector", "sector")
        return ()
    shares = shares or {purpose: Fraction(1)}
    for code in shares:
        if not codelist("Sector").is_active(code):
            notes.add("sector_withdrawn", "sector", code=code)
    if len(shares) == 1:
        return (Coded(next(iter(shares)), "1"),)
    parts, is_rounded = percentages(list(shares.values()))
    if is_rounded:
        notes.add("rounded", "sector", axis="sector")
    return tuple(
        Coded(code, "1", percentage=part) for code, part in zip(shares, parts, strict=True)
    )


def tags_of(source: Source, activity: Row, url: str) -> tuple[Coded, ...]:
    """Return goals and targets of the SDGs, frameworks with their provisions, and the theme.

    Ours stand in the vocabulary of the reporting organisation, each kind under its own address.
    ``url``: address of the public site, "" where it has none.
    """
    found = [_goal(code) for code in _shares_on(source, activity["activity_id"], "sdg")]
    for row in source.of("activity_frameworks", "activity_id", activity["activity_id"]):
        found.append(_framework(source, row, url))
    theme = label_of("theme", activity["theme_code"])
    names = (*said(theme.en), *said(theme.ja, "ja"))
    found.append(Coded(activity["theme_code"], OWN, _uri(url, "theme"), name=names))
    return tuple(dict.fromkeys(found))


def aid_type(activity: Row, home_country: str | None) -> str | None:
    """Return the type of aid that the kind decides, for courses with the venue. None: undecided."""
    kind = KINDS_BY_CODE.get(activity["kind_code"])
    if kind is None:
        return None
    venue = activity["venue_country_code"]
    if kind.code == "training_course" and venue is not None and home_country is not None:
        return IN_DONOR_COUNTRY if venue == home_country else ELSEWHERE
    return kind.aid_type_code


def finance_type(activity: Row) -> str | None:
    """Return the type of finance that the kind decides. None: undecided."""
    kind = KINDS_BY_CODE.get(activity["kind_code"])
    return None if kind is None else kind.finance_type_code


def flow_type(activity: Row) -> str | None:
    """Return ODA (10) where somebody has decided so; None otherwise."""
    return iati_code("oda_decision", activity["oda_decision_code"])


def collaboration(activity: Row) -> str | None:
    """Return the type of collaboration that the kind decides. None: undecided."""
    return iati_code("activity_kind", activity["kind_code"])


def is_humanitarian(activity: Row) -> bool | None:
    """Return True for humanitarian purposes; None: the purpose does not tell."""
    purpose = activity["purpose_code"] or ""
    return True if purpose.startswith(_HUMANITARIAN) else None


def titles(activity: Row, course: Row | None) -> Text:
    """Return the title, with the Japanese one where the course desk has it."""
    japanese = course["title_ja"] if course else None
    return (*said(activity["title"]), *(said(japanese, "ja") if japanese else ()))


def objectives(course: Row | None) -> Text:
    """Return what an edition is for; nothing where that is not stated."""
    return said(course["objective"]) if course and course["objective"] else ()


def venues(source: Source, activity: Row, course: Row | None) -> tuple[Location, ...]:
    """Return where it is held, which is not for whom: nothing where that is not stated."""
    country = activity["venue_country_code"]
    place = activity["venue_place"] or (course["venue"] if course else None)
    names = [place, source.place_label(country).en if country else None]
    name = ", ".join(one for one in names if one)
    return (Location(WHERE_IT_HAPPENS, said(name)),) if name else ()


def target_group(activity: Row) -> Text:
    """Return for whom it is held; nothing where that is not stated."""
    return said(activity["target_group"]) if activity["target_group"] else ()


def _shares_on(source: Source, activity_id: str, axis: str) -> dict[str, Fraction]:
    return {
        row["code"]: Fraction(row["numerator"], row["denominator"])
        for row in source.of("splits", "activity_id", activity_id)
        if row["axis_code"] == axis
    }


def _goal(code: str) -> Coded:
    vocabulary = SDG_TARGETS if "." in code else SDG_GOALS
    return Coded(code, vocabulary)


def _framework(source: Source, row: Row, url: str) -> Coded:
    framework = source.by_key("frameworks")[row["framework_id"]]
    provision = source.by_key("provisions").get(row["provision_id"] or "")
    if provision is None:
        name = said(framework["name"])
        return Coded(framework["framework_id"], OWN, _uri(url, "framework"), name=name)
    title = f" {provision['title']}" if provision["title"] else ""
    name = said(f"{framework['name']}, {provision['code']}{title}")
    return Coded(provision["provision_id"], OWN, _uri(url, "framework"), name=name)


def _uri(url: str, section: str) -> str | None:
    return f"{url}{page_path(section)}" if url else None
