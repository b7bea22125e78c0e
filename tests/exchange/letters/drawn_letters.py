"""One letter of each kind, in English and Japanese."""

from __future__ import annotations

from datetime import date, time

from tomoni.exchange.letters import (
    Acceptance,
    AddressedPerson,
    Arrival,
    CourseFacts,
    Frame,
    GeneralInformation,
    Invitation,
    Letterhead,
    LetterValues,
    ListedPerson,
    Lodger,
    Signatory,
    VisaSupport,
)
from tomoni.exchange.typesetting import Language

HEADS: dict[Language, Letterhead] = {
    "en": Letterhead(
        "Institute for Training",
        ("2-1-18 Mokusei-no-Mori", "Akishima, Tokyo 196-8570, Japan"),
        telephone="+81 42 500 5100",
        email="courses@example.org",
    ),
    "ja": Letterhead("研修所", ("〒196-8570", "東京都昭島市"), email="courses@example.org"),
}
FRAMES: dict[Language, Frame] = {
    "en": Frame(
        "en",
        HEADS["en"],
        "ITC/176/014",
        date(2026, 5, 11),
        ("Embassy of the Kingdom of Cambodia", "Akasaka, Minato-ku, Tokyo"),
        Signatory("Hanako Yamada", "Director"),
    ),
    "ja": Frame(
        "ja",
        HEADS["ja"],
        "研第14号",
        date(2026, 5, 11),
        ("カンボジア王国大使館 御中",),
        Signatory("山田花子", "所長"),
    ),
}
COURSES: dict[Language, CourseFacts] = {
    "en": CourseFacts(
        title="176th International Training Course",
        starts=date(2026, 8, 24),
        ends=date(2026, 9, 30),
        theme="Treatment of offenders in the community",
        place="Akishima, Tokyo",
        modality="in residence",
        working_language="English",
        seats=16,
        background="Community-based treatment has spread, and its results are known only in part.",
        objectives=("Compare the law of the participants' countries.", "Draft a plan of action."),
        topics=("Lectures by visiting experts", "Individual presentations", "Group workshops"),
        eligibility=("Officials with five years of relevant service", "Sound working English"),
        expenses=("Return airfare", "Lodging and a daily allowance"),
        documents=("The nomination form, signed by the head of the agency",),
    ),
    "ja": CourseFacts(
        title="第176回国際研修",
        starts=date(2026, 8, 24),
        ends=date(2026, 9, 30),
        theme="犯罪者の社会内処遇",
        place="東京都昭島市",
        modality="対面",
        working_language="英語",
        seats=16,
        objectives=("参加国の制度を比較する。", "行動計画を作成する。"),
        eligibility=("五年以上の実務経験を有する公務員",),
    ),
}
PEOPLE: dict[Language, AddressedPerson] = {
    "en": AddressedPerson(
        "Sophal Chea", "Cambodia", "Prosecutor", "Court of Appeal", date(1980, 2, 29), "N1234567"
    ),
    "ja": AddressedPerson("ソパル・チア", "カンボジア", "検察官", "控訴院"),
}
CONTACTS: dict[Language, str] = {"en": "courses@example.org", "ja": "研修担当"}
CHANNELS: dict[Language, str] = {"en": "the Embassy of Japan", "ja": "在外公館"}
GOVERNMENTS: dict[Language, str] = {
    "en": "the Embassy of the Kingdom of Cambodia",
    "ja": "カンボジア王国大使館",
}


def general_information(language: Language) -> GeneralInformation:
    return GeneralInformation(
        FRAMES[language],
        COURSES[language],
        deadline=date(2026, 6, 19),
        notify_by=date(2026, 7, 10),
        channel=CHANNELS[language],
        contact=CONTACTS[language],
    )


def invitation(language: Language) -> Invitation:
    return Invitation(
        FRAMES[language],
        COURSES[language],
        GOVERNMENTS[language],
        deadline=date(2026, 6, 19),
        seats=1,
        nominations=2,
        channel=CHANNELS[language],
        contact=CONTACTS[language],
    )


def visa_support(language: Language) -> VisaSupport:
    return VisaSupport(
        FRAMES[language],
        COURSES[language],
        PEOPLE[language],
        arrives=date(2026, 8, 22),
        departs=date(2026, 10, 1),
        contact=CONTACTS[language],
    )


def acceptance(language: Language) -> Acceptance:
    return Acceptance(
        FRAMES[language],
        COURSES[language],
        PEOPLE[language],
        reply_by=date(2026, 7, 24),
        contact=CONTACTS[language],
    )


def every_letter(language: Language) -> list[LetterValues]:
    return [
        general_information(language),
        invitation(language),
        visa_support(language),
        acceptance(language),
    ]


LISTED = (
    ListedPerson("Sophal Chea", "Cambodia", "Prosecutor", "Court of Appeal"),
    ListedPerson("Nguyễn Thị Đào", "Viet Nam", None, "Ministry of Justice", role="observer"),
)
LODGERS = (
    Lodger("Sophal Chea", "Cambodia", "204", date(2026, 8, 22), date(2026, 10, 1), "=late"),
    Lodger("Nguyễn Thị Đào", "Viet Nam"),
)
ARRIVALS = (
    Arrival("Sophal Chea", "Cambodia", date(2026, 8, 22), time(6, 5), "NH 818", "Narita"),
    Arrival("Nguyễn Thị Đào", "Viet Nam"),
)
