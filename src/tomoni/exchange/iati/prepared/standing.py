"""Which record of an identifier counts, and whose money is told again elsewhere in the lake."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from tomoni.rules.counting import passed_on, told_again_below

# Types of transactions by what they tell: 3 disbursement, 4 expenditure; 2 outgoing commitment.
SPENT, COMMITTED = ("3", "4"), ("2",)
# Of one identifier, the record counts that is not a secondary reporter's, whose publisher's
# reference begins the identifier, that was updated last, and that came last: in this order.
_CHOSEN = """
CREATE TEMP TABLE standing AS
WITH publishers AS (
    SELECT record, bool_or(coalesce(secondary_reporter_flag, false)) AS is_secondary
    FROM reporting_orgs GROUP BY record
), ranked AS (
    SELECT record, identifier, publisher, last_updated,
        row_number() OVER (
            PARTITION BY coalesce(identifier, 'record ' || record)
            ORDER BY coalesce(is_secondary, false), NOT coalesce(starts_with(identifier, publisher),
                false), last_updated DESC NULLS LAST, record DESC
        ) = 1 AS is_chosen,
        count(*) OVER (PARTITION BY coalesce(identifier, 'record ' || record)) AS copies,
        coalesce(is_secondary, false) AS is_secondary
    FROM records LEFT JOIN publishers USING (record) WHERE kind = 'activity'
)
SELECT * FROM ranked;
CREATE TEMP TABLE chosen AS
SELECT record, identifier FROM standing WHERE is_chosen AND identifier IS NOT NULL;
"""
# From above to below: what a parent says of its children, and a child of its parent.
_FAMILIES = """
SELECT above.record, below.record FROM related_activities AS related
JOIN chosen AS above USING (record) JOIN chosen AS below ON below.identifier = trim(related.ref)
WHERE related.type = '2'
UNION
SELECT above.record, below.record FROM related_activities AS related
JOIN chosen AS below USING (record) JOIN chosen AS above ON above.identifier = trim(related.ref)
WHERE related.type = '1'
"""
_TELLING = "SELECT DISTINCT record FROM transactions WHERE type_code IN {types}"
# Payments to an activity here that tells of money going out itself.
_CHAINS = """
SELECT DISTINCT payer.record, payee.record
FROM transactions JOIN chosen AS payer USING (record)
JOIN chosen AS payee ON payee.identifier = trim(receiver_org_activity_id)
WHERE type_code IN {types} AND payee.record IN (
    SELECT record FROM transactions WHERE type_code IN {telling}
)
"""


def make_standing(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``standing``, ``chosen``, ``told_again`` and ``passed_on``.

    ``told_again`` (record, group): activities whose money of the group (spent, committed) parts of
    theirs tell again. ``passed_on`` (payer, payee, group): payments that the payee tells again.
    Links that lead round in a circle are left aside (``rules.counting``).
    """
    connection.execute(_CHOSEN)
    families = [(upper, lower) for upper, lower in connection.execute(_FAMILIES).fetchall()]
    again: list[tuple[int, str]] = []
    passed: list[tuple[int, int, str]] = []
    for group, types in (("spent", SPENT), ("committed", COMMITTED)):
        listed = _listed(types)
        telling = {one for (one,) in connection.execute(_TELLING.format(types=listed)).fetchall()}
        again += [(record, group) for record in told_again_below(families, telling)]
        # Expenditure (4) is not paid on: it is spent.
        paid = _listed(tuple(one for one in types if one != "4"))
        chains = connection.execute(_CHAINS.format(types=paid, telling=listed)).fetchall()
        links = passed_on((payer, payee) for payer, payee in chains)
        passed += [(payer, payee, group) for payer, payee in links]
    _hold(connection, "told_again", again, ("record", "money_group"))
    _hold(connection, "passed_on", passed, ("payer", "payee", "money_group"))


def _listed(codes: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def _hold(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: list[tuple[int, str]] | list[tuple[int, int, str]],
    columns: tuple[str, ...],
) -> None:
    types = [pa.string() if column == "money_group" else pa.int64() for column in columns]
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(each, kind) for each, kind in zip(values, types, strict=True)]
    connection.register("handed_over", pa.table(arrays, names=list(columns)))
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM handed_over")
    connection.unregister("handed_over")
