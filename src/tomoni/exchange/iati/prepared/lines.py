"""Money lines: every transaction by place, sector and year, with shares as they are stated.

A transaction's own place or sector stands for it; else its activity's, by the percentages stated.
Nothing is divided that no publisher divided: what has no share is one line without place or sector,
so that the lines of a transaction add up to it exactly.
"""

from __future__ import annotations

# Shares of one axis: per record, transaction (-1: the activity) and code. Percentages count when
# each has six decimals at most, none is negative and they do not exceed 100; an only code without
# a percentage has all. Else nothing is divided.
_SHARES = """
CREATE TEMP TABLE {axis}_shares AS
WITH stated AS ({stated}), sums AS (
    SELECT record, line, count(*) AS codes,
        CASE
            WHEN count(*) = 1 AND count(percentage) = 0 THEN 1
            WHEN count(percentage) > 0 AND min(percentage) >= 0 AND sum(percentage) <= 100
                AND bool_and(percentage IS NULL OR percentage = percentage::DECIMAL(9, 6)) THEN 2
            ELSE 0
        END AS way
    FROM stated GROUP BY record, line
), shares AS (
    SELECT record, line, kind, code, CASE
        WHEN way = 1 THEN 1::DECIMAL(10, 8)
        ELSE (percentage::DECIMAL(9, 6) * 0.01::DECIMAL(3, 2))::DECIMAL(10, 8)
    END AS share
    FROM stated JOIN sums USING (record, line) WHERE way = 1 OR (way = 2 AND percentage > 0)
)
SELECT record, line, kind, code, sum(share)::DECIMAL(10, 8) AS share FROM shares GROUP BY ALL
UNION ALL
SELECT record, line, NULL, NULL, (1 - coalesce(sum(share), 0))::DECIMAL(10, 8) AS share
FROM sums LEFT JOIN shares USING (record, line) GROUP BY record, line
HAVING coalesce(sum(share), 0) < 1
"""
_PLACES = """
SELECT record, CASE level WHEN 'transaction' THEN parent ELSE -1 END AS line,
    'country' AS kind, upper(trim(code)) AS code, percentage_number AS percentage
FROM recipient_countries
UNION ALL
SELECT record, CASE level WHEN 'transaction' THEN parent ELSE -1 END, 'region', trim(code),
    percentage_number
FROM recipient_regions WHERE coalesce(vocabulary, '1') = '1'
"""
# Five-digit codes of the DAC (vocabulary 1, or none stated); where there are none, categories (2).
_SECTORS = """
SELECT record, line, vocabulary AS kind, code, percentage FROM (
    SELECT record, CASE level WHEN 'transaction' THEN parent ELSE -1 END AS line,
        coalesce(vocabulary, '1') AS vocabulary, trim(code) AS code,
        percentage_number AS percentage,
        min(coalesce(vocabulary, '1')) OVER (PARTITION BY record, level, parent) AS best
    FROM sectors WHERE coalesce(vocabulary, '1') IN ('1', '2')
) WHERE vocabulary = best
"""
SHARES = tuple(
    _SHARES.format(axis=axis, stated=stated)
    for axis, stated in (("place", _PLACES), ("sector", _SECTORS))
)
# A value of more than four decimals or eighteen digits would not add up exactly: it is left out.
# What is left out, or has no year or currency, is counted in the manifest.
TOLD = """
CREATE TEMP TABLE told AS
SELECT transactions.record, transactions.row AS line, standing.publisher,
    CASE WHEN type_code = '2' THEN 'committed' ELSE 'spent' END AS money_group,
    type_code, year(transaction_date_day)::SMALLINT AS year,
    year(coalesce(value_date_day, transaction_date_day))::SMALLINT AS rate_year,
    upper(coalesce(value_currency, default_currency)) AS currency,
    try_cast(value_number AS DECIMAL(18, 4)) AS value,
    trim(receiver_org_activity_id) AS payee
FROM transactions JOIN standing ON standing.record = transactions.record AND is_chosen
JOIN (SELECT record, default_currency FROM activities) AS activities
    ON activities.record = transactions.record
WHERE type_code IN ('2', '3', '4') AND
    value_number = try_cast(value_number AS DECIMAL(18, 4))
"""
LEFT_OUT = """
SELECT
    count(*) FILTER (value_number IS NULL) AS without_value,
    count(*) FILTER (NOT fits) AS too_long,
    count(*) FILTER (fits AND year IS NULL) AS without_year,
    count(*) FILTER (fits AND currency IS NULL) AS without_currency
FROM (
    SELECT value_number, value_number = try_cast(value_number AS DECIMAL(18, 4)) AS fits,
        transaction_date_day AS year, coalesce(value_currency, default_currency) AS currency
    FROM transactions JOIN standing ON standing.record = transactions.record AND is_chosen
    JOIN (SELECT record, default_currency FROM activities) AS activities
        ON activities.record = transactions.record
    WHERE type_code IN ('2', '3', '4')
)
"""
LINES = """
SELECT place.kind AS place_kind, place.code AS place, sector.code AS sector, year, publisher,
    told.money_group, type_code, rate_year, currency, told.record,
    (value::DECIMAL(19, 4) * coalesce(place.share, 1::DECIMAL(10, 8))
        * coalesce(sector.share, 1::DECIMAL(10, 8)))::DECIMAL(38, 20) AS amount,
    again.record IS NULL AND chain.payer IS NULL AS is_final
FROM told
LEFT JOIN (SELECT DISTINCT record, line FROM place_shares WHERE line >= 0) AS own_place
    ON own_place.record = told.record AND own_place.line = told.line
LEFT JOIN place_shares AS place
    ON place.record = told.record AND place.line = coalesce(own_place.line, -1)
LEFT JOIN (SELECT DISTINCT record, line FROM sector_shares WHERE line >= 0) AS own_sector
    ON own_sector.record = told.record AND own_sector.line = told.line
LEFT JOIN sector_shares AS sector
    ON sector.record = told.record AND sector.line = coalesce(own_sector.line, -1)
LEFT JOIN told_again AS again
    ON again.record = told.record AND again.money_group = told.money_group
LEFT JOIN chosen ON chosen.identifier = told.payee
LEFT JOIN passed_on AS chain
    ON chain.payer = told.record AND chain.payee = chosen.record
    AND chain.money_group = told.money_group AND told.type_code <> '4'
ORDER BY place_kind, place, year, publisher, told.record
"""
