"""What every column means: type, unit, code list, reference, whether it is personal, IATI path.

Snapshot columns, forms' help texts and the reference pages derive from these entries. A field that
is ``required`` is never null; in every other field null means "not stated", which is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["text", "integer", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one table.

    ``references`` names the table whose key the values are; ``codelist`` the list of allowed codes;
    ``personal`` marks data about a person, which never enters a public snapshot.
    """

    name: str
    type: FieldType
    help: str
    required: bool = False
    codelist: str | None = None
    references: str | None = None
    personal: bool = False
    iati_path: str | None = None


def _text(name: str, help: str, **more: object) -> Field:
    return Field(name, "text", help, **more)  # type: ignore[arg-type]


def _key(name: str, help: str) -> Field:
    return Field(name, "text", help, required=True)


def _integer(name: str, help: str, **more: object) -> Field:
    return Field(name, "integer", help, **more)  # type: ignore[arg-type]


def _boolean(name: str, help: str) -> Field:
    return Field(name, "boolean", help, required=True)


def _date(name: str, help: str, **more: object) -> Field:
    return Field(name, "date", help, **more)  # type: ignore[arg-type]


def _reference(name: str, table: str, help: str, required: bool = False, **more: object) -> Field:
    return Field(name, "text", help, required=required, references=table, **more)  # type: ignore[arg-type]


def _stated_date(prefix: str, what: str) -> tuple[Field, ...]:
    """Five columns that keep a date as stated, with its bounds."""
    return (
        _text(f"{prefix}_stated", f"{what}, as stated: 2018, 2018-05, 2018-05-19 or FY2018."),
        _date(f"{prefix}_first", f"First day that {what.lower()} can mean."),
        _date(f"{prefix}_last", f"Last day that {what.lower()} can mean."),
        _text(
            f"{prefix}_precision_code", "Precision of the stated date.", codelist="date_precision"
        ),
    )


_AMOUNT = (
    _integer(
        "quantity",
        "Exact quantity: the value is quantity × 10^exponent in the unit or currency.",
        required=True,
    ),
    _integer("exponent", "Power of ten that scales quantity, low and high.", required=True),
    _integer("low_quantity", "Lower bound at the same exponent. Null: none is known."),
    _integer("high_quantity", "Upper bound at the same exponent. Null: none is known."),
    _text("qualifier_code", "Hedge of the source.", required=True, codelist="qualifier"),
    _text(
        "unit_code",
        "Unit of the quantity. Money has the unit `currency`.",
        required=True,
        codelist="unit",
    ),
    _text("currency_code", "ISO 4217 currency of money; null otherwise.", codelist="Currency"),
)
_RELEASE = _text(
    "release_code", "Whether the record may be published.", required=True, codelist="release_state"
)
_CLAIM = _reference("claim_id", "claims", "Claim that evidences the record, if one does.")


FIELDS: dict[str, tuple[Field, ...]] = {
    "parties": (
        _key("party_id", "Public id of the organisation or body."),
        _text("name", "Name in English.", required=True, iati_path="participating-org/narrative"),
        _text("abbreviation", "Usual abbreviation."),
        _text("kind_code", "What the party is.", required=True, codelist="party_kind"),
        _reference(
            "country_code", "places", "Country the party belongs to. Null for international bodies."
        ),
        _reference("parent_party_id", "parties", "Body it is part of."),
        _boolean(
            "is_context_only", "Named as background only: no partner, and no page of its own."
        ),
        _text("notes", "What was inferred or is unclear."),
    ),
    "places": (
        _key("place_code", "ISO 3166-1 alpha-2 code, XK for Kosovo, or a region's id."),
        _text("kind_code", "Country, territory or region.", required=True, codelist="place_kind"),
        _text("name_en", "Name in English under the instance's naming profile.", required=True),
        _text("name_ja", "Name in Japanese under the instance's naming profile.", required=True),
        _text("dac_code", "OECD DAC area code.", codelist="dac_area"),
        _text("iso3_code", "ISO 3166-1 alpha-3 code."),
        _reference("region_code", "places", "M49 sub-region it lies in."),
        _boolean(
            "is_dac_recipient",
            "Receives ODA or has received it, by the undated OECD DAC grouping held here.",
        ),
        _integer("tile_row", "Row in the tile-grid map. Null: no tile."),
        _integer("tile_column", "Column in the tile-grid map. Null: no tile."),
    ),
    "place_group_members": (
        _key("member_id", "Group, place and start of membership in one id."),
        _text("group_code", "Group of places, such as ASEAN.", required=True),
        _text("group_name", "Name of the group.", required=True),
        _reference("place_code", "places", "The member.", required=True),
        _text("start_stated", "Since when it has been a member, as stated. Null: not stated."),
        _text("end_stated", "Until when it was a member. Null: it still is, or not stated."),
        _text("source", "Where the membership is taken from.", required=True),
    ),
    "frameworks": (
        _key("framework_id", "Public id of the convention, standard, plan or charter."),
        _text("name", "Name in English.", required=True, iati_path="tag/narrative"),
        _text("abbreviation", "Usual abbreviation."),
        _text("kind_code", "What the framework is.", required=True, codelist="framework_kind"),
        _integer("year", "Year that the sources state for it."),
        _text("notes", "What was inferred or is unclear."),
    ),
    "provisions": (
        _key("provision_id", "Public id of the article or key issue."),
        _reference("framework_id", "frameworks", "Framework it belongs to.", required=True),
        _text("code", "Number or short name inside the framework.", required=True),
        _text("title", "Title of the provision."),
    ),
    "series": (
        _key("series_id", "Public id of an enduring effort with numbered editions."),
        _text("name", "Name of the series.", required=True),
        _reference(
            "activity_id", "activities", "Activity that stands for the whole series.", required=True
        ),
        _text(
            "first_year_stated",
            "Year the series began, as stated. Null: not stated or in conflict.",
        ),
        _integer("editions_per_year", "How many editions are held a year. Null: not stated."),
        _boolean("is_numbered", "Whether at least one edition carries an ordinal number."),
    ),
    "editions": (
        _key("edition_id", "Public id of the edition."),
        _reference("series_id", "series", "Series it belongs to.", required=True),
        _integer("number", "Ordinal number. Null: none is known."),
        _text(
            "number_basis_code",
            "Number printed, out of a roster, or counted from undisputed years.",
            codelist="number_basis",
        ),
        *_stated_date("held", "When it was held"),
        _reference(
            "activity_id", "activities", "Activity that records the edition.", required=True
        ),
        _text("status_code", "State of the edition.", required=True, codelist="edition_status"),
        _RELEASE,
    ),
    "activities": (
        _key("activity_id", "Public id of the activity."),
        _text(
            "title",
            "Title in our own words, except names.",
            required=True,
            iati_path="title/narrative",
        ),
        _text(
            "summary", "Summary in our own words.", required=True, iati_path="description/narrative"
        ),
        _text("kind_code", "Kind of activity.", required=True, codelist="activity_kind"),
        _text("theme_code", "Main theme.", required=True, codelist="theme"),
        _text(
            "granularity_code",
            "Programme, specific, component or policy.",
            required=True,
            codelist="granularity",
        ),
        _reference(
            "parent_activity_id", "activities", "Wider activity.", iati_path="related-activity/@ref"
        ),
        _boolean(
            "is_top_level", "Has no parent. Counts add top-level rows or components, never both."
        ),
        _boolean(
            "is_policy", "A stated approach or principle, not work: left out of counts by country."
        ),
        *_stated_date("start", "Start"),
        *_stated_date("end", "End"),
        _text(
            "status_code",
            "Present status, or last reported.",
            required=True,
            codelist="activity_status",
        ),
        _reference("last_reported_document_id", "documents", "Latest edition that mentions it."),
        _integer("last_reported_year", "Year of that edition. Null: the document is undated."),
        _text(
            "oda_decision_code",
            "ODA, not ODA, or undecided.",
            required=True,
            codelist="oda_decision",
        ),
        _text(
            "purpose_code",
            "OECD DAC purpose code: the editor's judgement.",
            codelist="Sector",
            iati_path="sector/@code",
        ),
        _text(
            "purpose_confidence_code",
            "How sure the editor is of the purpose code.",
            codelist="confidence",
        ),
        _text("recurrence", "How often it recurs, as stated."),
        _text("course_theme", "Theme of the course."),
        _text("target_group", "For whom it is held."),
        _reference("venue_country_code", "places", "Country of the venue."),
        _text("venue_place", "Place of the venue."),
        _reference("series_id", "series", "Series it stands for or is an edition of."),
        _text("notes", "What was inferred or is unclear."),
        _RELEASE,
    ),
    "activity_countries": (
        _key("activity_country_id", "Activity and country in one id."),
        _reference("activity_id", "activities", "The activity.", required=True),
        _reference(
            "country_code",
            "places",
            "The country.",
            required=True,
            iati_path="recipient-country/@code",
        ),
        _text(
            "basis_code", "Why the country stands here.", required=True, codelist="country_basis"
        ),
        _boolean("is_open_list", "The list it comes from is open: there may be more countries."),
    ),
    "activity_regions": (
        _key("activity_region_id", "Activity and region in one id."),
        _reference("activity_id", "activities", "The activity.", required=True),
        _reference(
            "region_code",
            "places",
            "The region.",
            required=True,
            iati_path="recipient-region/@code",
        ),
    ),
    "activity_parties": (
        _key("activity_party_id", "Activity, party and role in one id."),
        _reference("activity_id", "activities", "The activity.", required=True),
        _reference(
            "party_id", "parties", "The party.", required=True, iati_path="participating-org/@ref"
        ),
        _text("role_code", "What the party does in it.", required=True, codelist="party_role"),
    ),
    "activity_frameworks": (
        _key("activity_framework_id", "Activity, framework and provision in one id."),
        _reference("activity_id", "activities", "The activity.", required=True),
        _reference(
            "framework_id", "frameworks", "The framework.", required=True, iati_path="tag/@code"
        ),
        _reference("provision_id", "provisions", "Provision, where one is known."),
    ),
    "splits": (
        _key("split_id", "Subject, axis and code in one id."),
        _reference("activity_id", "activities", "Activity that is split. Null: an entry is."),
        _reference("entry_id", "entries", "Entry that is split. Null: an activity is."),
        _text(
            "axis_code",
            "Place, theme, sector, SDG or framework.",
            required=True,
            codelist="split_axis",
        ),
        _text("code", "Code on that axis.", required=True),
        _integer("numerator", "Exact share: numerator over denominator.", required=True),
        _integer("denominator", "Shares of one subject on one axis sum to one.", required=True),
        _text("method", "How the share was decided.", required=True),
    ),
    "entry_splits": (
        _key("entry_split_id", "Entry, axis and code in one id."),
        _reference("entry_id", "entries", "Entry that is allocated.", required=True),
        _text("axis_code", "Axis of the split.", required=True, codelist="split_axis"),
        _text("code", "Code on that axis.", required=True),
        _integer(
            "quantity", "Integer part by largest remainder, at the entry's exponent.", required=True
        ),
    ),
    "mentions": (
        _key("mention_id", "Public id of the passage that mentions an activity."),
        _reference("activity_id", "activities", "The activity.", required=True),
        _reference("document_id", "documents", "The document.", required=True),
        _integer("start", "First character, counted in Unicode code points.", required=True),
        _integer("end", "Character after the last one.", required=True),
    ),
    "entries": (
        _key("entry_id", "Public id of the ledger line."),
        _reference("activity_id", "activities", "Activity it belongs to.", required=True),
        _text("measure_code", "What is counted.", required=True, codelist="measure"),
        *_AMOUNT,
        *_stated_date("date", "Date of the entry"),
        _integer("calendar_year", "Calendar year, when the date lies in one. Null: it does not."),
        _integer("fiscal_year", "Fiscal year of the home party, when the date lies in one."),
        _reference(
            "provider_party_id", "parties", "Who gave.", iati_path="transaction/provider-org/@ref"
        ),
        _reference(
            "receiver_party_id",
            "parties",
            "Who received.",
            iati_path="transaction/receiver-org/@ref",
        ),
        _reference("country_code", "places", "Recipient country of this line alone."),
        _text("item_code", "Type of item, where items are counted."),
        _text(
            "origin_code",
            "Counted, reported and unitemised, or imported.",
            required=True,
            codelist="entry_origin",
        ),
        _text(
            "counting_level_code",
            "Place in the chain of money.",
            required=True,
            codelist="counting_level",
        ),
        _reference("funded_from_entry_id", "entries", "Entry that this one was paid out of."),
        _reference("reverses_entry_id", "entries", "Entry that this one cancels."),
        _boolean("is_reversed", "Cancelled by a later entry; both stay, and the two add to zero."),
        _CLAIM,
        _RELEASE,
    ),
    "observations": (
        _key("observation_id", "Public id of the cumulative total."),
        _reference("activity_id", "activities", "Activity it is about.", required=True),
        _reference("series_id", "series", "Series it is about, if one."),
        _text("measure_code", "What is counted.", required=True, codelist="measure"),
        _text(
            "population_code",
            "Who is counted: participants are not graduates.",
            codelist="population",
        ),
        *_AMOUNT,
        *_stated_date("since", "Start of the count"),
        *_stated_date("cutoff", "Date up to which it counts"),
        _text(
            "cutoff_basis_code",
            "Stated, or read from the edition.",
            required=True,
            codelist="stated_or_inferred",
        ),
        _boolean("is_active", "The latest of its kind at its cut-off; withdrawn ones are not."),
        _reference("claim_id", "claims", "Claim that states it.", required=True),
        _RELEASE,
    ),
    "pledges": (
        _key("pledge_id", "Public id of the pledge."),
        _reference("activity_id", "activities", "Activity that records it.", required=True),
        _text("title", "What was pledged, in our own words.", required=True),
        _reference("framework_id", "frameworks", "Forum at which it was announced."),
        *_stated_date("announced", "Announcement"),
        *_stated_date("window_start", "First year of the window"),
        *_stated_date("window_end", "Last year of the window"),
        _integer("window_years", "Stated length of the window in years."),
        _text("scope", "What counts toward it, in our own words."),
        _text("counting_rule", "Rule by which results are counted. Null: the sources state none."),
        _RELEASE,
    ),
    "pledge_targets": (
        _key("target_id", "Public id of the target."),
        _reference("pledge_id", "pledges", "Pledge it belongs to.", required=True),
        _text("measure_code", "What is to be reached.", required=True, codelist="measure"),
        *_AMOUNT,
        _reference(
            "restates_target_id",
            "pledge_targets",
            "Target that this one restates in another currency.",
        ),
        _reference("claim_id", "claims", "Claim that states it.", required=True),
        _RELEASE,
    ),
    "pledge_results": (
        _key("result_id", "Public id of the reported result."),
        _reference("target_id", "pledge_targets", "Target it is reported against.", required=True),
        *_AMOUNT,
        _integer("years_covered", "Years of the window that the result covers. Null: not stated."),
        _boolean("is_self_reported", "Reported by the one who pledged."),
        _reference("claim_id", "claims", "Claim that states it.", required=True),
        _RELEASE,
    ),
    "documents": (
        _key("document_id", "Public id of the published text."),
        _text(
            "title",
            "Title, or the editor's where the text has none.",
            required=True,
            iati_path="document-link/title",
        ),
        _text("publisher", "Who published it.", required=True),
        _integer("edition_year", "Year of the edition. Null: undated."),
        _text(
            "edition_basis_code",
            "Edition printed in the text, or inferred.",
            required=True,
            codelist="stated_or_inferred",
        ),
        _text("edition_evidence", "Why the edition is what it is."),
        _text("language_code", "Language of the text.", required=True, codelist="Language"),
        _text("period_start_stated", "First year of the reporting period."),
        _text("period_end_stated", "Last year of the reporting period."),
        _integer("length_characters", "Length in Unicode code points.", required=True),
        _text("sha256", "SHA-256 of the file.", required=True),
        _text("public_page", "Address of the public page.", iati_path="document-link/@url"),
        _text(
            "section_code",
            "Section of the publication that the file holds, for comparing editions.",
        ),
        _boolean("may_show", "Whether the instance may print passages of it."),
        _text("notes", "What is to be known of the text."),
        _RELEASE,
    ),
    "document_sections": (
        _key("document_section_id", "Document and section in one id."),
        _reference("document_id", "documents", "The document.", required=True),
        _text(
            "section_code",
            "Section of the publication, under one code in every edition that has it.",
            required=True,
        ),
        _integer("start", "First character of the section in the file.", required=True),
        _integer("end", "Character after the last one.", required=True),
    ),
    "claims": (
        _key("claim_id", "Public id of the claim."),
        _reference("document_id", "documents", "Document that asserts it.", required=True),
        _reference("activity_id", "activities", "Activity it is about.", required=True),
        _reference("party_id", "parties", "Organisation it is about, if one."),
        _reference("framework_id", "frameworks", "Framework it is about, if one."),
        _text("metric_code", "What the source counts or dates.", required=True, codelist="metric"),
        _text(
            "measure_code",
            "Measure that the metric means. Null: a date or ordinal.",
            codelist="measure",
        ),
        _text("population_code", "Who is counted.", codelist="population"),
        _text(
            "accumulation_code",
            "Flow of one period, cumulative total, level at a time, or none of these.",
            required=True,
            codelist="accumulation",
        ),
        *_AMOUNT,
        *_stated_date("date", "Stated date"),
        *_stated_date("as_of", "Date as of which it holds"),
        _text(
            "as_of_basis_code",
            "As-of stated, inferred from the edition, or unknown.",
            required=True,
            codelist="as_of_basis",
        ),
        *_stated_date("period_start", "Start of the period"),
        *_stated_date("period_end", "End of the period"),
        _text("scope", "What the claim covers, in our own words."),
        _boolean("value_inferred", "The value is read from the sentence around the span."),
        _integer("start", "First character of the figure.", required=True),
        _integer("end", "Character after the last one.", required=True),
        _text("outcome_code", "What the claim became.", required=True, codelist="claim_outcome"),
        _text(
            "outcome_reason_code",
            "Rule that decided it.",
            required=True,
            codelist="claim_outcome_reason",
        ),
        _text("outcome_id", "Id of the record that it evidences. Null: it stays a claim."),
        _RELEASE,
    ),
    "claim_spans": (
        _key("claim_span_id", "Public id of the place."),
        _reference("claim_id", "claims", "The claim.", required=True),
        _reference("document_id", "documents", "The document.", required=True),
        _integer("start", "First character.", required=True),
        _integer("end", "Character after the last one.", required=True),
        _boolean("is_primary", "The first place; others print the same fact again."),
    ),
    "claim_activities": (
        _key("claim_activity_id", "Claim and activity in one id."),
        _reference("claim_id", "claims", "The claim.", required=True),
        _reference("activity_id", "activities", "Further activity it is about.", required=True),
    ),
    "findings": (
        _key("finding_id", "Public id of the finding."),
        _text("topic", "What the claims speak about.", required=True),
        _text(
            "basis_code",
            "What a claim is set against: other claims, a figure, or a later edition's silence.",
            required=True,
            codelist="finding_basis",
        ),
        _reference(
            "later_document_id",
            "documents",
            "Later edition that says nothing of it. Null: of another basis.",
        ),
        _text("class_code", "Class the rule gives.", required=True, codelist="finding_class"),
        _text(
            "editor_class_code",
            "Class that the editor's relation maps to.",
            codelist="finding_class",
        ),
        _text(
            "editor_relation_code", "Relation as the editor named it.", codelist="editor_relation"
        ),
        _text("state_code", "Open or adjudicated.", required=True, codelist="finding_state"),
        _text(
            "scope_code",
            "Within one document or across documents.",
            required=True,
            codelist="finding_scope",
        ),
        _text("confidence_code", "How sure the editor is.", codelist="confidence"),
        _text("reasoning", "The editor's reasoning."),
        _text(
            "rule_reason_code",
            "Why the rule chose the class.",
            required=True,
            codelist="finding_reason",
        ),
        _text(
            "adjudicated_class_code",
            "Class that the reviewer decided. Null: open.",
            codelist="finding_class",
        ),
        _text("adjudicated_by", "Role of the one who decided. Null: open."),
    ),
    "finding_claims": (
        _key("finding_claim_id", "Finding and position in one id."),
        _reference("finding_id", "findings", "The finding.", required=True),
        _integer("position", "Order in the series, from 1.", required=True),
        _reference("claim_id", "claims", "The claim.", required=True),
        _boolean(
            "is_set_aside",
            "Compares with none of the other claims, so that the class does not rest on it.",
        ),
    ),
    "exclusions": (
        _key("exclusion_id", "Public id of a number that is not a claim."),
        _reference("document_id", "documents", "The document.", required=True),
        _integer("start", "First character.", required=True),
        _integer("end", "Character after the last one.", required=True),
        _text("form_code", "Digits or word.", required=True, codelist="number_form"),
        _text("reason", "Why it is not a claim.", required=True),
    ),
    "namings": (
        _key("naming_id", "Public id of one country, region or body named at one place."),
        _reference("document_id", "documents", "Document that names it.", required=True),
        _reference("activity_id", "activities", "What it is named for, where the passage tells."),
        _text("role_code", "In which role.", required=True, codelist="naming_role"),
        _reference("place_code", "places", "Country or region named. Null: a body is."),
        _reference("party_id", "parties", "Body named. Null: a country or region is."),
        _text(
            "list_code",
            "Whether the list it stands in is open or closed. Null: it stands alone.",
            codelist="list_kind",
        ),
        _integer("start", "First character of the name.", required=True),
        _integer("end", "Character after the last one.", required=True),
    ),
    "course_editions": (
        _key("course_id", "Public id of the edition at the course desk."),
        _reference("edition_id", "editions", "Edition that it is.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _text("title", "Title, with its number as it is printed.", required=True),
        _text("title_ja", "The same in Japanese."),
        _text("theme", "Theme."),
        _text("theme_ja", "The same in Japanese."),
        _text("objective", "What it is for."),
        _text("state_code", "Where it stands.", required=True, codelist="course_edition_state"),
        _text("modality_code", "In person, online or both.", required=True, codelist="modality"),
        _text(
            "admission_code",
            "By call and selection, by invitation, or by agreement.",
            required=True,
            codelist="admission",
        ),
        _text("language_code", "Working language.", required=True),
        _text("zone", "IANA name of the zone of its times.", required=True),
        _date("first_day", "First day. Null: not decided."),
        _date("last_day", "Last day. Null: not decided."),
        _text("venue", "Where it is held."),
        _integer("seats", "Seats for nominees of governments. Null: not decided."),
        _integer("host_seats", "Seats for participants of the host country.", required=True),
        _integer("observer_seats", "Seats for observers.", required=True),
        _integer("self_funded_seats", "Seats for who pays for themselves.", required=True),
        _integer("countries", "Countries and territories that seats are offered to."),
    ),
    "course_frameworks": (
        _key("course_framework_id", "Edition, framework and provision in one id."),
        _reference("course_id", "course_editions", "The edition.", required=True),
        _reference("framework_id", "frameworks", "The framework.", required=True),
        _reference("provision_id", "provisions", "The provision. Null: the framework at large."),
    ),
    "calls": (
        _key("call_id", "Public id of the call."),
        _reference("course_id", "course_editions", "Edition that it is for.", required=True),
        _text("state_code", "Where it stands.", required=True, codelist="call_state"),
        _text("opens_at", "When nominations open: UTC, such as 2026-05-11T00:00:00Z."),
        _text("closes_at", "When they close, in the same form."),
        _date("notify_by", "Day by which the outcome is told."),
        _date("confirm_by", "Day by which seats are confirmed."),
        _integer("nominations_per_seat", "Names asked for per seat.", required=True),
        _text("seed_commitment", "SHA-256 of the number that lots are drawn from."),
    ),
    "call_information": (
        _key("information_id", "Public id of the version."),
        _reference("call_id", "calls", "The call.", required=True),
        _text("language_code", "Language of the booklet.", required=True),
        _integer("version", "Number of the version.", required=True),
        _text("content", "Subject and blocks of the booklet, as JSON.", required=True),
        _text("pdf_sha256", "SHA-256 of the PDF.", required=True),
        _text("docx_sha256", "SHA-256 of the DOCX.", required=True),
        _text("published_at", "When it was published: UTC. Null: not yet."),
    ),
    "reports": (
        _key("report_edition_id", "Public id of the edition."),
        _text("report_id", "Public id of the report.", required=True),
        _integer("number", "Counts the editions of the report that were published.", required=True),
        _text("title", "Title in English.", required=True),
        _text("title_ja", "Title in Japanese."),
        _text("edition", "Edition as it is called."),
        _boolean("is_unofficial", "Every page of it says that it is unofficial."),
        _text(
            "state_code", "Published or withdrawn.", required=True, codelist="report_edition_state"
        ),
        _reference("document_id", "documents", "Document that it is registered as."),
        _text("built_snapshot", "Id of the snapshot that filled its slots.", required=True),
        _text("files", "Type, size and SHA-256 of each file by its path, as JSON.", required=True),
        _text("published_at", "When it was published: UTC."),
        _text("withdrawn_at", "When it was withdrawn: UTC. Null: it is not."),
        _text("withdrawn_why", "Why it was withdrawn."),
    ),
    "participations": (
        _key("participation_id", "Opaque id of the participation."),
        _text(
            "person_id",
            "Opaque id of the person, the same in every course they came to.",
            personal=True,
        ),
        _reference("edition_id", "editions", "Edition they took part in.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _reference("country_code", "places", "Country at the time.", required=True),
        _text("role_code", "As what they came.", required=True, codelist="participation_role"),
        _text("sex_code", "Sex as stated.", required=True, codelist="sex"),
        _text("profession_code", "Profession at the time.", codelist="profession"),
        _boolean("is_completed", "Completed: a graduate."),
        _integer("year", "Calendar year in which the edition was held. Null: it lies in none."),
        _date("completed_on", "Day from which it counts as completed. Null: not completed."),
    ),
    "participation_counts": (
        _key("count_id", "Series, axis and code in one id."),
        _reference("series_id", "series", "Series that is counted.", required=True),
        _text("axis_code", "By what people are counted.", required=True, codelist="count_axis"),
        _reference("edition_id", "editions", "Edition, on that axis."),
        _reference("country_code", "places", "Country, on that axis."),
        _integer("year", "Calendar year, on that axis."),
        _text("sex_code", "Sex, on that axis.", codelist="sex"),
        _text("profession_code", "Profession, on that axis.", codelist="profession"),
        _integer("participations", "Participations, observers left out. Null: hidden."),
        _integer(
            "persons",
            "Different persons, each once on an axis: by country and profession of their latest "
            "participation. By year and edition they do not add up. Null: hidden.",
        ),
    ),
    "nomination_counts": (
        _key("nomination_count_id", "Edition, country and outcome in one id."),
        _reference("edition_id", "editions", "Edition they are for.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _reference("country_code", "places", "Country that nominates.", required=True),
        _text("outcome_code", "How it ended.", required=True, codelist="nomination_outcome"),
        _integer("nominations", "How many, forwarded ones only.", required=True),
        _integer("year", "Calendar year in which the edition was held. Null: it lies in none."),
    ),
    "follow_ups": (
        _key("follow_up_id", "Participation and months in one id."),
        _text("participation_id", "Opaque id of the participation.", required=True),
        _reference("edition_id", "editions", "Edition that was completed.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _reference("country_code", "places", "Country at the time.", required=True),
        _text("profession_code", "Profession at the time.", codelist="profession"),
        _integer("year", "Calendar year in which the edition was held. Null: it lies in none."),
        _integer("months", "Months after the edition's last day: 6 or 12.", required=True),
        _date("due_on", "Day on which the report falls due.", required=True),
        _boolean("is_reported", "Whether the report was sent."),
        _boolean("is_verified", "Whether an officer verified it."),
        _integer("milestones", "Milestones of the plan. Null: no report."),
        _integer("milestones_achieved", "Those that the report calls achieved. Null: no report."),
    ),
    "follow_up_counts": (
        _key("follow_up_count_id", "Series, months, axis and what stands there in one id."),
        _reference("series_id", "series", "Series whose reports are counted.", required=True),
        _integer("months", "Months after the edition's last day: 6 or 12.", required=True),
        _text("axis_code", "What it is counted by.", required=True, codelist="count_axis"),
        _reference("edition_id", "editions", "Edition, on that axis."),
        _reference("country_code", "places", "Country at the time, on that axis."),
        _integer(
            "due",
            "Reports that fell due, in editions whose follow-up is recorded.",
            required=True,
        ),
        _integer("reported", "Those of them that were sent.", required=True),
    ),
    "evaluation_counts": (
        _key("evaluation_id", "Public id of the questionnaire or test."),
        _reference("edition_id", "editions", "Edition that was evaluated.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _text(
            "instrument_kind_code",
            "Questionnaire or test.",
            required=True,
            codelist="instrument_kind",
        ),
        _text(
            "evaluation_level_code",
            "Level of Kirkpatrick.",
            required=True,
            codelist="evaluation_level",
        ),
        _text(
            "evaluation_timing_code",
            "Before, after, or 6 or 12 months later.",
            required=True,
            codelist="evaluation_timing",
        ),
        _integer("year", "Calendar year in which the edition was held. Null: it lies in none."),
        _integer("asked", "How many people were asked.", required=True),
        _integer("answered", "How many of them answered.", required=True),
    ),
    "learning_gains": (
        _key("learning_gain_id", "Edition and role in one id."),
        _reference("edition_id", "editions", "Edition that was tested.", required=True),
        _reference("series_id", "series", "Series of the edition.", required=True),
        _reference("activity_id", "activities", "Activity of the edition.", required=True),
        _integer("year", "Calendar year in which the edition was held. Null: it lies in none."),
        _integer("pairs", "How many people took both tests.", required=True),
        _integer("pre_points", "Their points before, summed.", required=True),
        _integer("post_points", "Their points after, summed.", required=True),
        _integer("full_points", "Most points of one person in either test.", required=True),
    ),
}
