"""Activities, duplicates and publishers of a lake, one row each."""

from __future__ import annotations

# One row a record. Title and publisher's name: in the first language stated. Dates: actual, else
# planned.
ACTIVITIES = """
WITH titles AS (
    SELECT record, min_by(text, row) AS title FROM narratives
    WHERE owner_table = 'activities' AND element = 'title' AND text IS NOT NULL GROUP BY record
), names AS (
    SELECT record, min_by(text, row) AS publisher_name FROM narratives
    WHERE owner_table = 'reporting_orgs' AND text IS NOT NULL GROUP BY record
), dates AS (
    SELECT record,
        coalesce(min(iso_date_day) FILTER (type = '2'), min(iso_date_day) FILTER (type = '1'))
            AS begins,
        coalesce(max(iso_date_day) FILTER (type = '4'), max(iso_date_day) FILTER (type = '3'))
            AS ends
    FROM activity_dates GROUP BY record
), places AS (
    SELECT record, list_sort(list(DISTINCT code)) AS countries FROM place_shares
    WHERE kind = 'country' GROUP BY record
), codes AS (
    SELECT record, list_sort(list(DISTINCT code)) AS sectors FROM sector_shares
    WHERE code IS NOT NULL GROUP BY record
)
SELECT standing.record, identifier, publisher, trim(publisher_name) AS publisher_name,
    trim(title) AS title, activity_status_code AS status_code, hierarchy_integer AS hierarchy,
    begins, ends, coalesce(countries, []) AS countries, coalesce(sectors, []) AS sectors,
    last_updated, is_secondary, is_chosen, copies
FROM standing
LEFT JOIN (SELECT record, activity_status_code, hierarchy_integer FROM activities) USING (record)
LEFT JOIN titles USING (record) LEFT JOIN names USING (record) LEFT JOIN dates USING (record)
LEFT JOIN places USING (record) LEFT JOIN codes USING (record)
ORDER BY standing.record
"""
# Where the activities that count are, each place together, the latest begun first.
PLACES = """
SELECT code AS place, begins, record FROM (
    SELECT DISTINCT record, code FROM place_shares WHERE kind = 'country'
) JOIN (
    SELECT record,
        coalesce(min(iso_date_day) FILTER (type = '2'), min(iso_date_day) FILTER (type = '1'))
            AS begins
    FROM standing LEFT JOIN activity_dates USING (record) WHERE is_chosen GROUP BY record
) USING (record)
ORDER BY place, begins DESC NULLS LAST, record
"""
# Identifiers that several records bear, with every record and the files in which it stands.
DUPLICATES = """
SELECT identifier, standing.record, publisher, last_updated, is_secondary, is_chosen,
    list_sort(list(DISTINCT name)) AS files
FROM standing JOIN (SELECT record, name FROM presence) USING (record) WHERE copies > 1
GROUP BY ALL ORDER BY identifier, is_chosen DESC, standing.record
"""
# What each publisher states, counted over its activities, copies too.
PUBLISHERS = """
WITH stated AS (
    SELECT standing.record, publisher, copies > 1 AS is_double, last_updated, is_valid,
        has_title, standing.record IN (SELECT record FROM descriptions) AS has_description,
        standing.record IN (SELECT record FROM place_shares WHERE code IS NOT NULL) AS has_place,
        standing.record IN (SELECT record FROM sector_shares WHERE code IS NOT NULL) AS has_sector,
        standing.record IN (SELECT record FROM activity_dates WHERE iso_date_day IS NOT NULL)
            AS has_date,
        standing.record IN (SELECT record FROM transactions) AS has_transaction,
        standing.record IN (SELECT record FROM budgets) AS has_budget,
        standing.record IN (SELECT record FROM results) AS has_result,
        standing.record IN (SELECT record FROM document_links) AS has_document,
        standing.record IN (SELECT record FROM locations) AS has_location
    FROM standing JOIN (SELECT record, is_valid FROM records) USING (record)
    LEFT JOIN (SELECT record, has_title FROM activities) USING (record)
)
SELECT publisher, count(*) AS activities, count(*) FILTER (is_valid) AS valid,
    count(*) FILTER (is_double) AS doubles, max(last_updated) AS last_updated,
    count(*) FILTER (has_title) AS with_title,
    count(*) FILTER (has_description) AS with_description,
    count(*) FILTER (has_place) AS with_place,
    count(*) FILTER (has_sector) AS with_sector,
    count(*) FILTER (has_date) AS with_date,
    count(*) FILTER (has_transaction) AS with_transaction,
    count(*) FILTER (has_budget) AS with_budget,
    count(*) FILTER (has_result) AS with_result,
    count(*) FILTER (has_document) AS with_document,
    count(*) FILTER (has_location) AS with_location
FROM stated GROUP BY publisher ORDER BY publisher NULLS LAST
"""
# How often each rule is broken by a publisher's activities, and by how many of them.
FAULTS = """
SELECT publisher, rule, count(*) AS findings, count(DISTINCT record) AS activities
FROM findings JOIN (SELECT record, publisher FROM records WHERE kind = 'activity') USING (record)
GROUP BY publisher, rule ORDER BY publisher NULLS LAST, rule
"""
# What a search looks through.
TEXTS = """
SELECT record, string_agg(text, ' ' ORDER BY row) FILTER (is_title) AS title,
    string_agg(text, ' ' ORDER BY row) FILTER (NOT is_title) AS body
FROM (
    SELECT record, row, text, owner_table = 'activities' AND element = 'title' AS is_title
    FROM narratives WHERE text IS NOT NULL AND (
        (owner_table = 'activities' AND element = 'title')
        OR owner_table IN ('descriptions', 'reporting_orgs', 'participating_orgs'))
) WHERE record IN (SELECT record FROM standing WHERE is_chosen) GROUP BY record ORDER BY record
"""
# Organisations that take part, by role: 1 funding, 2 accountable, 3 extending, 4 implementing.
ORGANISATIONS = """
SELECT participating_orgs.record, role, ref, type, min_by(trim(text), narratives.row) AS name
FROM participating_orgs LEFT JOIN narratives
    ON narratives.record = participating_orgs.record
    AND narratives.parent = participating_orgs.row AND owner_table = 'participating_orgs'
WHERE participating_orgs.record IN (SELECT record FROM standing WHERE is_chosen)
GROUP BY participating_orgs.record, participating_orgs.row, role, ref, type
ORDER BY participating_orgs.record, participating_orgs.row
"""
QUERIES: dict[str, str] = {
    "activities": ACTIVITIES,
    "places": PLACES,
    "duplicates": DUPLICATES,
    "publishers": PUBLISHERS,
    "faults": FAULTS,
    "organisations": ORGANISATIONS,
    "texts": TEXTS,
}
