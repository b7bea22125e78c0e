"""Letters and lists of an edition's participants as files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.places import place_name
from tomoni.exchange.letters import (
    AddressedPerson,
    Arrival,
    Frame,
    Letter,
    ListedPerson,
    Lodger,
    VisaSupport,
    arrival_list,
    arrival_sheet,
    compose,
    letter_docx,
    letter_pdf,
    nameplates_docx,
    nameplates_pdf,
    participant_list,
    participant_sheet,
    rooming_list,
    rooming_sheet,
)
from tomoni.exchange.typesetting import Language
from tomoni.records.actions.courses.travel_papers import (
    PassportValues,
    stay_of,
)
from tomoni.records.models import CourseEdition, Participation, Person, TravelCase
from tomoni.web.courses.booklet import course_facts, fonts
from tomoni.web.courses.letterhead import contact, frame

LISTS: dict[str, tuple[str, ...]] = {
    "participants": ("pdf", "docx", "xlsx"),
    "nameplates": ("pdf", "docx"),
    "arrivals": ("pdf", "docx", "xlsx"),
    "rooming": ("pdf", "docx", "xlsx"),
}
"""The lists of an edition, and the kinds of file that each comes as."""
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def name_of(person: Person) -> str:
    """Return a name as passports have it, the family name in capitals; else the native one."""
    latin = " ".join(
        part for part in ((person.family_name or "").upper(), person.given_name) if part
    )
    return latin or person.native_name or "–"


def list_file(
    name: str, kind: str, course: CourseEdition, rows: Iterable[Participation],
    language: Language, today: date,
) -> bytes:  # fmt: skip
    """Return a list of ``LISTS`` as a file. Errors: RefusedError for a sign that no font shows."""
    people = list(rows)
    title = (course.title_ja if language == "ja" else None) or course.title
    paper = frame(language, course.public_id.upper(), today)
    if name in ("participants", "nameplates"):
        return _of_persons(name, kind, [_listed(one, language) for one in people], paper, title)
    if name == "arrivals":
        coming = sorted((_arrival(one, language) for one in people), key=_by_time)
        if kind == "xlsx":
            return arrival_sheet(coming, dated=today, language=language)
        return _letter_file(arrival_list(coming, paper, title), kind)
    lodgers = [_lodger(one, language) for one in people]
    if kind == "xlsx":
        return rooming_sheet(lodgers, dated=today, language=language)
    return _letter_file(rooming_list(lodgers, paper, title), kind)


def _of_persons(
    name: str, kind: str, people: list[ListedPerson], paper: Frame, title: str
) -> bytes:
    today, language = paper.issued_on, paper.language
    if kind == "xlsx":
        return participant_sheet(people, dated=today, language=language)
    if name == "participants":
        return _letter_file(participant_list(people, paper, title), kind)
    if kind == "docx":
        return nameplates_docx(people, title=title, dated=today)
    return nameplates_pdf(people, fonts(), title=title, dated=today)


def _letter_file(letter: Letter, kind: str) -> bytes:
    return letter_docx(letter) if kind == "docx" else letter_pdf(letter, fonts())


def _listed(one: Participation, language: Language) -> ListedPerson:
    return ListedPerson(
        name=name_of(one.person),
        country=place_name(one.country_code, language),
        post=one.nomination.post if one.nomination else None,
        organisation=one.organisation,
        native_name=one.person.native_name if one.person.family_name else None,
        role=codelist("participation_role").name_of(one.role_code, language),
    )


def _travel(one: Participation) -> TravelCase | None:
    found: TravelCase | None = getattr(one, "travel_case", None)
    return found


def _arrival(one: Participation, language: Language) -> Arrival:
    travel = _travel(one)
    return Arrival(
        name=name_of(one.person),
        country=place_name(one.country_code, language),
        day=travel.arrival_day if travel else None,
        at=travel.arrival_time if travel else None,
        carrier=travel.arrival_carrier if travel else None,
        place=travel.arrival_place if travel else None,
        met_by=travel.met_by if travel else None,
    )


def _by_time(one: Arrival) -> tuple[bool, str, str, str]:
    day = one.day.isoformat() if one.day else ""
    return one.day is None, day, one.at.isoformat() if one.at else "", one.name


def _lodger(one: Participation, language: Language) -> Lodger:
    travel = _travel(one)
    lodging = [part for part in (travel.lodging, travel.room) if part] if travel else []
    return Lodger(
        name=name_of(one.person),
        country=place_name(one.country_code, language),
        room=", ".join(lodging) or None,
        arrives=travel.arrival_day if travel else None,
        departs=travel.departure_day if travel else None,
        remarks=travel.remarks if travel else None,
    )


def visa_letter(
    one: Participation,
    travel: TravelCase,
    passport: PassportValues | None,
    kind: str,
    language: Language,
) -> bytes:
    """Return the letter in support of one visa as PDF or DOCX.

    ``passport``: what the vault gave out to who may read it; None: the letter leaves it out.
    Errors: RefusedError for a sign that no font shows; InputError when the days of the stay are
    not known.
    """
    course: CourseEdition = one.edition.course
    arrives, departs = stay_of(one, travel)
    made_on = travel.visa_letter_issued_at.date() if travel.visa_letter_issued_at else arrives
    values = VisaSupport(
        frame(language, travel.visa_letter_number or "", made_on, is_signed=True),
        course_facts(course, language),
        AddressedPerson(
            name=name_of(one.person),
            country=place_name(one.country_code, language),
            post=one.nomination.post if one.nomination else None,
            organisation=one.organisation,
            born=passport.born_on if passport else None,
            passport_number=passport.number if passport else None,
        ),
        arrives=arrives,
        departs=departs,
        lodging=travel.lodging,
        contact=contact(),
    )
    return _letter_file(compose(values), kind)
