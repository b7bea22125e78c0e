"""Columns of what alumni let others see, of their messages and their associations."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id


def _stated(prefix: str, what: str) -> tuple[F, ...]:
    return (
        F(f"{prefix}_stated", f"{what}, as stated."),
        F(f"{prefix}_first", f"First day that {what.lower()} can mean."),
        F(f"{prefix}_last", f"Last day that {what.lower()} can mean."),
        F(f"{prefix}_precision_code", "Precision of the stated date."),
    )


ALUMNI_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "alumni_profile",
        "records_alumni_profile",
        (
            public_id("profile"),
            F("person", "Whose it is.", personal=True),
            F("about", "What they say of themselves.", personal=True),
            F("shows_courses", "Whether others see their courses."),
            F("shows_profession", "Whether others see their profession."),
            F("shows_post", "Whether others see their post and employer."),
            F("takes_messages", "Whether others may write to them through the desk."),
            F("updated_at", "When it was last changed."),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "alumni_message",
        "records_alumni_message",
        (
            public_id("message"),
            F("sender", "Who wrote it.", personal=True),
            F("recipient", "To whom.", personal=True),
            F("body", "What it says. Empty: one of the two was erased.", "own", personal=True),
            F("sent_at", "When."),
            F("read_at", "When it was opened.", "own"),
        ),
    ),
    DeskTable(
        "association",
        "records_alumni_association",
        (
            public_id("association"),
            F("country_code", "Its country."),
            F("name", "Its name."),
            F("native_name", "Its name in its own script."),
            F("charter", "What its charter says."),
            F("charter_url", "Where the charter is published."),
            F("founding_members", "How many founded it. Empty: not known."),
            F("dissolved_on", "When it was dissolved. Empty: it exists."),
            F("revision", "Counts changes."),
            *_stated("founded", "Its foundation"),
        ),
    ),
    DeskTable(
        "association_activity",
        "records_association_activity",
        (
            public_id("activity"),
            F("association", "Whose activity it is."),
            F("title", "What it was."),
            F("note", "What came of it."),
            F("attendance", "How many came. Empty: not counted."),
            *_stated("held", "Its date"),
        ),
    ),
    DeskTable(
        "association_membership",
        "records_association_membership",
        (
            public_id("membership"),
            F("association", "Which association."),
            F("person", "Who is a member.", personal=True),
            F("is_founder", "Whether they founded it."),
            F("joined_on", "Since when."),
            F("left_on", "Until when. Empty: they are a member."),
        ),
    ),
    DeskTable(
        "association_office",
        "records_association_office",
        (
            public_id("office"),
            F("membership", "Member who holds it."),
            F("office_code", "Which office."),
            F("from_on", "Since when."),
            F("until_on", "Until when. Empty: it is held."),
        ),
    ),
)
