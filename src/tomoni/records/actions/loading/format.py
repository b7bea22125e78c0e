"""The files of a portfolio directory, in the order in which they are loaded.

``docs/how-to/your-portfolio.md`` shows examples.
"""

from __future__ import annotations

from dataclasses import replace

from .cells import (
    Cell,
    PortfolioFile,
    column,
    columns,
    dates,
    defaulted,
    file,
    ids,
    objects,
    split_key,
)

HEADER_NAME = "portfolio.json"
FORMAT_VERSION = 1

value_cell = Cell(
    "value",
    "quantity",
    'Exact value in whole units, major units of money: 6100, or as text "15.53" with decimals.',
    required=True,
)
_RELEASE = Cell(
    "release",
    "object",
    "Release decision for this row. Left out: the portfolio's default.",
    cells=(
        Cell("state", "text", "State of release.", True, codelist="release_state"),
        Cell("why", "text", "Why. Needed for every state but draft."),
        Cell("until", "stated_date", "Last day of an embargo, such as 2027-03-31."),
    ),
)

HEADER: tuple[Cell, ...] = (
    Cell("format", "integer", "Version of this format: 1.", True),
    Cell("portfolio_id", "key", "Id of the portfolio, the same in every edition of it.", True),
    Cell("title", "text", "Title of the portfolio.", True),
    Cell("language", "text", "Language of titles and summaries.", True, codelist="Language"),
    Cell("terms", "text", "On which terms the rows may be used."),
    Cell("home_party", "text", "Public id of the party whose portfolio it is."),
    Cell("unofficial", "boolean", "Whether it is no official publication of that party."),
    replace(_RELEASE, name="default_release", help="For rows without their own.", required=True),
)  # fmt: skip

ACTIVITIES = file(
    "activities",
    "Anything done or planned, with its countries, regions, parties, frameworks and passages.",
    *columns("activities", "title summary kind_code theme_code granularity_code"),
    *columns("activities", "parent_activity_id"),
    *dates("activities", "start end"),
    *defaulted("activities", "status_code oda_decision_code"),
    *columns("activities", "purpose_code purpose_confidence_code recurrence course_theme"),
    *columns("activities", "target_group venue_country_code venue_place series_id notes"),
    objects(
        "countries",
        "Countries, each with its basis.",
        *columns("activity_countries", "country_code basis_code"),
        *defaulted("activity_countries", "is_open_list"),
    ),
    ids("regions", "places", "Regions."),
    objects(
        "parties", "Parties with their roles.", *columns("activity_parties", "party_id role_code")
    ),
    objects(
        "frameworks",
        "Frameworks, with the provision where one is known.",
        *columns("activity_frameworks", "framework_id provision_id"),
    ),
    objects(
        "mentions",
        "Passages that mention it.",
        *columns("mentions", "document_id start end"),
    ),
    _RELEASE,
)

CLAIMS = file(
    "claims",
    "What one document asserts at one place: a figure or a date. Never the text itself.",
    *columns("claims", "document_id activity_id"),
    ids("also_activity_ids", "activities", "Further activities it is about."),
    *columns("claims", "party_id framework_id metric_code"),
    value_cell,
    *columns("claims", "unit_code currency_code qualifier_code population_code"),
    *columns("claims", "accumulation_code"),
    *dates("claims", "date as_of period_start period_end"),
    *columns("claims", "scope start end"),
    *defaulted("claims", "value_inferred"),
    objects(
        "also_at",
        "Other places in the same document that print it again.",
        *columns("claim_spans", "start end"),
    ),
    _RELEASE,
)

_CLAIM = replace(column("pledge_targets", "claim_id"), help="Claim that states it.")
PLEDGES = file(
    "pledges",
    "Announcements with their targets and the results reported against them.",
    *columns("pledges", "activity_id title framework_id"),
    *dates("pledges", "announced window_start window_end"),
    *columns("pledges", "window_years scope counting_rule"),
    objects(
        "targets",
        "Claims that state what is to be reached.",
        _CLAIM,
        replace(
            _CLAIM,
            name="restates_claim_id",
            required=False,
            help="Claim of the target that this one restates in another currency.",
        ),
    ),
    objects(
        "results",
        "Claims that state what was reached.",
        _CLAIM,
        replace(_CLAIM, name="target_claim_id", help="Claim of the target it is reported against."),
        *columns("pledge_results", "years_covered is_self_reported"),
    ),
    _RELEASE,
)

ENTRIES = file(
    "entries",
    "Lines of the ledger that were counted or imported, not read from a document.",
    *columns("entries", "activity_id measure_code"),
    value_cell,
    *columns("entries", "unit_code currency_code"),
    *defaulted("entries", "qualifier_code origin_code counting_level_code"),
    replace(dates("entries", "date")[0], required=True),
    *columns("entries", "provider_party_id receiver_party_id country_code item_code"),
    *columns("entries", "funded_from_entry_id"),
    _RELEASE,
)

SPLITS = PortfolioFile(
    "splits",
    "All shares of one activity or entry on one axis. An activity's hold for its entries without"
    " their own.",
    (
        *columns("splits", "activity_id entry_id axis_code method"),
        replace(
            objects(
                "shares",
                "Exact shares, which sum to one.",
                *columns("splits", "code numerator denominator"),
            ),
            required=True,
        ),
    ),
    split_key,
)

FILES: tuple[PortfolioFile, ...] = (
    file(
        "parties",
        "Organisations and bodies.",
        *columns("parties", "name abbreviation kind_code country_code parent_party_id"),
        *defaulted("parties", "is_context_only"),
        *columns("parties", "notes"),
    ),
    file(
        "frameworks",
        "Treaties, standards, plans, policies and meetings.",
        *columns("frameworks", "name abbreviation kind_code year notes"),
    ),
    file(
        "provisions",
        "Articles and key issues of frameworks.",
        *columns("provisions", "framework_id code title"),
    ),
    file(
        "documents",
        "Published texts that claims are read from.",
        *columns("documents", "title publisher edition_year edition_basis_code edition_evidence"),
        *columns("documents", "language_code period_start_stated period_end_stated"),
        *columns("documents", "length_characters sha256 public_page section_code"),
        *defaulted("documents", "may_show"),
        *columns("documents", "notes"),
        _RELEASE,
    ),
    PortfolioFile(
        "document_sections",
        "Sections that a document holds in full.",
        columns("document_sections", "document_id section_code start end"),
        lambda row: f"{row['document_id']}--{row['section_code']}",
    ),
    ACTIVITIES,
    file(
        "series",
        "Enduring efforts with editions.",
        *columns("series", "name activity_id first_year_stated editions_per_year"),
        *defaulted("series", "is_numbered"),
    ),
    file(
        "editions",
        "Editions of series.",
        *columns("editions", "series_id number number_basis_code"),
        *dates("editions", "held"),
        *columns("editions", "activity_id status_code"),
        _RELEASE,
    ),
    CLAIMS,
    PLEDGES,
    ENTRIES,
    SPLITS,
    file(
        "findings",
        "How claims relate, as the editor reads them.",
        *columns("findings", "topic"),
        ids("claim_ids", "claims", "The claims, in order.", required=True),
        *columns("findings", "editor_relation_code scope_code confidence_code reasoning"),
    ),
    file(
        "exclusions",
        "Numbers in a document that are no claims.",
        *columns("exclusions", "document_id start end form_code reason"),
    ),
    file(
        "namings",
        "Countries and bodies that a document names in a role. One row each, never the sentence.",
        *columns("namings", "document_id activity_id role_code place_code party_id list_code"),
        *columns("namings", "start end"),
    ),
)
FILES_BY_NAME: dict[str, PortfolioFile] = {one.name: one for one in FILES}
