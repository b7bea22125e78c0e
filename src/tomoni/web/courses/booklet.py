"""The General Information of a call and its letters of invitation, out of what the desk holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from django.conf import settings

from tomoni.catalogue.booklet_words import BOOKLET_WORDS, BORNE_KINDS
from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.letters import (
    CourseFacts,
    GeneralInformation,
    Invitation,
    Letter,
    blocks_as_data,
    compose,
    letter_docx,
    letter_pdf,
    papers_in_words,
    policy_in_words,
    rules_in_words,
)
from tomoni.exchange.typesetting import FontBook, Language, open_fonts
from tomoni.records import models
from tomoni.records.actions.courses.call_documents import latest_document
from tomoni.records.actions.courses.dossiers import form_of
from tomoni.records.actions.courses.general_information import Booklet
from tomoni.records.queries.courses.eligibility import rules_in_force, rules_of
from tomoni.rules.courses.moments import on_clock

from .letterhead import contact, frame

LETTER_LANGUAGES: tuple[Language, ...] = ("en", "ja")


def fonts() -> FontBook:
    """Return the fonts that letters are set in. Errors: SettingError."""
    return open_fonts(settings.TOMONI["TOMONI_FONTS"])


def course_facts(course: models.CourseEdition, language: Language) -> CourseFacts:
    """Return what letters of every kind say of an edition."""
    is_japanese = language == "ja"
    title = (course.title_ja if is_japanese else None) or course.title
    theme = (course.theme_ja if is_japanese else None) or course.theme
    return CourseFacts(
        title=title,
        starts=course.first_day,
        ends=course.last_day,
        theme=theme,
        edition=_edition(course, language),
        provisions=_provisions(course),
        place=course.venue,
        modality=codelist("modality").name_of(course.modality_code, language),
        working_language=Locale(language).languages.get(course.language_code),
        seats=course.seats,
        objectives=(course.objective,) if course.objective else (),
    )


def general_information(call: models.Call, language: Language, version: int, today: date) -> Letter:
    """Return the booklet of a call as it reads now. Errors: RefusedError without a deadline."""
    course = call.course
    values = GeneralInformation(
        frame(language, f"{call.public_id} v{version}", today),
        _with_call(course_facts(course, language), call, language),
        deadline=_deadline(call),
        notify_by=call.notify_by,
        channel=BOOKLET_WORDS["channel"].in_language(language),
        contact=contact(),
        opens=_clock(call.opens_at, course.zone),
        closes=_clock(call.closes_at, course.zone),
        confirm_by=call.confirm_by,
        other_seats=_seats(course, language),
        steps=_steps(call, language),
        policy=_policy(call, language),
    )
    return compose(values)


def invitation_letter(row: models.Invitation, language: Language, today: date) -> Letter:
    """Return the note verbale that invites one country. Errors: RefusedError without a deadline."""
    call = row.call
    seats = call.course.allotments.filter(country_code=row.country_code).first()
    reference = row.note_number or f"{call.public_id}/{row.country_code}"
    values = Invitation(
        frame(language, reference, today, (row.addressee,)),
        course_facts(call.course, language),
        row.addressee,
        deadline=_deadline(call),
        seats=seats.maximum if seats else None,
        nominations=seats.nominations_required if seats else None,
        channel=codelist("invitation_channel").name_of(row.channel_code, language)
        if language == "ja"
        else BOOKLET_WORDS["channel"].en,
        contact=contact(),
    )
    return compose(values)


def booklet_of(letter: Letter, book: FontBook) -> Booklet:
    """Return a booklet with its files. Errors: RefusedError for a sign that no font can show."""
    content = {"subject": letter.subject, "blocks": blocks_as_data(letter)}
    return Booklet(content, letter_pdf(letter, book), letter_docx(letter))


def booklets_of(call: models.Call, version: int, today: date) -> Mapping[str, Booklet]:
    """Return the booklets of a call in every language that the fonts can show, English first.

    Errors: RefusedError when not even English can be set, or without a deadline; SettingError.
    """
    book = fonts()
    made: dict[str, Booklet] = {}
    for language in LETTER_LANGUAGES:
        try:
            made[language] = booklet_of(general_information(call, language, version, today), book)
        except RefusedError:
            if language == "en":
                raise
    return made


def _edition(course: models.CourseEdition, language: Language) -> str | None:
    number, series = course.edition.number, course.edition.series
    if number is None:
        return None
    return BOOKLET_WORDS["edition"].in_language(language).format(number=number, series=series.name)


def _provisions(course: models.CourseEdition) -> tuple[str, ...]:
    rows = course.provisions.select_related("framework", "provision")
    return tuple(
        " ".join((f"{one.framework.name}:", one.provision.code, one.provision.title or "")).strip()
        if one.provision
        else one.framework.name
        for one in rows.order_by("framework__name", "pk")
    )


def _with_call(facts: CourseFacts, call: models.Call, language: Language) -> CourseFacts:
    return replace(
        facts,
        eligibility=rules_in_words(rules_of(rules_in_force(call)), language),
        documents=papers_in_words(form_of(call), language),
        expenses=_expenses(call.course, language),
    )


def _policy(call: models.Call, language: Language) -> tuple[str, ...]:
    document = latest_document(call, "selection_policy")
    if document is None:
        return ()
    seats = {} if call.course.seats is None else {"seats": call.course.seats}
    return policy_in_words({**document.content, **seats}, language)


def _expenses(course: models.CourseEdition, language: Language) -> tuple[str, ...]:
    """What the organiser bears, by the kinds of the budget; nothing where there is no budget."""
    if course.modality_code == "online":
        return (BOOKLET_WORDS["online_costs"].in_language(language),)
    planned = set(course.budget_lines.values_list("kind_code", flat=True))
    words = codelist("budget_line_kind")
    kinds = [words.name_of(one, language) for one in BORNE_KINDS if one in planned]
    if not kinds:
        return ()
    borne = BOOKLET_WORDS["borne"].in_language(language)
    parted = "、" if language == "ja" else ", "
    return (
        borne.format(kinds=parted.join(kinds)),
        BOOKLET_WORDS["not_borne"].in_language(language),
    )


def _seats(course: models.CourseEdition, language: Language) -> tuple[str, ...]:
    counts = {
        "countries": course.allotments.count(),
        "host_seats": course.host_seats,
        "observer_seats": course.observer_seats,
        "self_funded_seats": course.self_funded_seats,
    }
    return tuple(
        BOOKLET_WORDS[name].in_language(language).format(count=count)
        for name, count in counts.items()
        if count
    )


def _steps(call: models.Call, language: Language) -> tuple[str, ...]:
    names = ("step_enter", "step_dossier", "step_forward", "step_count")
    return tuple(
        BOOKLET_WORDS[name].in_language(language).format(count=call.nominations_per_seat)
        for name in names
    )


def _deadline(call: models.Call) -> date:
    if call.closes_at is None:
        raise RefusedError("The call has no deadline.", do="Set it under “Change the times”.")
    return call.closes_at.astimezone(ZoneInfo(call.course.zone)).date()


def _clock(moment: datetime | None, zone: str) -> str | None:
    return None if moment is None else on_clock(moment, zone)
