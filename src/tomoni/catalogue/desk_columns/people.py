"""Columns of people, their posts and consents, of rosters and participations."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id


def _stated(prefix: str, what: str) -> tuple[F, ...]:
    return (
        F(f"{prefix}_stated", f"{what}, as stated.", personal=True),
        F(f"{prefix}_first", f"First day that {what.lower()} can mean.", personal=True),
        F(f"{prefix}_last", f"Last day that {what.lower()} can mean.", personal=True),
        F(f"{prefix}_precision_code", "Precision of the stated date."),
    )


PEOPLE_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "person",
        "records_person",
        (
            F("public_id", "Opaque id, which the audit knows."),
            F("family_name", "Family name in Latin letters.", "names", personal=True),
            F("given_name", "Given name in Latin letters.", "names", personal=True),
            F("native_name", "Name in its own script.", "names", personal=True),
            F("search_name", "Folded names that search compares.", "nobody", personal=True),
            F("sex_code", "Sex as stated by the person.", "identity", personal=True),
            F("birth_year", "Year of birth.", "contact", personal=True),
            F("country_code", "Country that the person works for.", "names", personal=True),
            F("email", "Address for messages.", "contact", personal=True),
            F("preferred_language_code", "Language for messages.", "contact"),
            F("user", "Account of the person.", "institute", personal=True),
            F("merged_into", "Row that stands for the same human.", "institute", personal=True),
            F("erased_at", "When names and contacts were removed.", "institute"),
        ),
    ),
    DeskTable(
        "employment",
        "records_employment",
        (
            public_id("post"),
            F("person", "Who holds it.", personal=True),
            F("organisation", "Employer.", personal=True),
            F("post", "Name of the post.", personal=True),
            F("profession_code", "Profession.", personal=True),
            F("country_code", "Country of the employer.", personal=True),
            *_stated("start", "Start of the post"),
            *_stated("end", "End of the post"),
        ),
    ),
    DeskTable(
        "consent",
        "records_consent",
        (
            F("person", "Who agreed.", personal=True),
            F("scope_code", "To what."),
            F("given_at", "Since when."),
            F("withdrawn_at", "Until when."),
        ),
    ),
    DeskTable(
        "possible_duplicate",
        "records_possible_duplicate",
        (
            public_id("pair"),
            F("first", "The older row.", personal=True),
            F("second", "The newer row.", personal=True),
            F("score", "How alike they are, 0 to 1000."),
            F("reasons", "What agrees.", personal=True),
            F("state_code", "Open, merged or two persons."),
            F("decided_by", "Opaque id of who decided."),
            F("decided_at", "When."),
            F("why", "Why.", personal=True),
            F("moved", "Rows that the merge moved, so that it can be undone.", "institute"),
        ),
    ),
    DeskTable(
        "roster",
        "records_roster_import",
        (
            public_id("roster"),
            F("edition", "Edition that it lists."),
            F("file_name", "Name of the file."),
            F("sha256", "SHA-256 of the file."),
            F("imported_by", "Opaque id of who read it in."),
            F("imported_at", "When."),
            F("row_count", "Rows of the list."),
        ),
    ),
    DeskTable(
        "itemised_entry",
        "records_itemised_entry",
        (
            F("edition", "Edition whose people the line counts."),
            F("entry", "Line of the ledger."),
        ),
    ),
    DeskTable(
        "participation",
        "records_participation",
        (
            F("public_id", "Opaque id of the participation."),
            F("edition", "Edition."),
            F("person", "Who took part.", "names", personal=True),
            F("nomination", "Nomination that led to it.", "outcome", personal=True),
            F("roster", "Roster that it stands in.", "institute"),
            F("origin_code", "Recorded by the desk, or from a roster.", "institute"),
            F("role_code", "Participant, observer, host national or self-funded."),
            F("state_code", "Where it stands."),
            F("state_reason", "What was said with the last step.", "outcome", personal=True),
            F("country_code", "Country at the time.", "names", personal=True),
            F("profession_code", "Profession at the time.", personal=True),
            F("organisation", "Employer at the time.", "names", personal=True),
            F("offer_expires_at", "Until when the offer stands.", "identity"),
            F("answered_at", "When it was answered.", "identity"),
            F("completed_on", "Day from which it counts as completed.", "outcome"),
            F("attended_minutes", "Minutes attended.", "outcome", personal=True),
            F("planned_minutes", "Minutes that were held.", "outcome"),
            F(
                "assessment_passed",
                "Whether the assessment was passed. Empty: none is recorded.",
                "outcome",
                personal=True,
            ),
            F("is_synthetic", "Made for demonstration: never counted."),
            F("revision", "Counts changes."),
        ),
    ),
)
