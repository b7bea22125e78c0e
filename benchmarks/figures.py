"""How fast figures answer, beside the same answer by hand-written SQL on the same Parquet files.

    python -m benchmarks.figures [ENTRIES …]

Writes a synthetic snapshot of that many entries (a tenth as many activities), asks each question as
a figure and as SQL in DuckDB, checks that both say the same, and prints the times, their ratio, and
the time of the lineage of the whole answer. The bars stand in the design: under 2 s at ten million
entries, within 1.3 times the SQL for runs above 200 ms, lineage (count, digest, first page) under
1 s.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import Snapshot, arrow_schema, open_snapshot, write_snapshot
from tomoni.figures import FigureRun, run_figure

REPEATS = 3
BATCH_ROWS = 131_072
MEASURES = "['amount_disbursed', 'amount_contributed', 'participants', 'graduates', 'person_days']"
KINDS = "['training_course', 'seminar', 'grant', 'equipment', 'contribution_to_io']"
THEMES = "['rule_of_law', 'maritime', 'drugs', 'mine_action', 'cyberspace', 'refugees']"
COUNTRIES = "['KE', 'VN', 'LA', 'KH', 'ID', 'PH', 'SO', 'DJ', 'NP', 'BD', 'TH', 'MM']"

# One in ten entries is hedged, one in fifty has no single calendar year, one in a hundred is split
# over two countries, one in a thousand was reversed.
TABLES: dict[str, str] = {
    "activities": f"""
SELECT printf('activity-%08d', i) activity_id, 'Activity ' || i title, '' summary,
  ({KINDS})[1 + noise(i) % 5] kind_code, ({THEMES})[1 + noise(i + 1) % 6] theme_code,
  'specific' granularity_code,
  CASE WHEN i % 5 = 0 AND i > 5 THEN printf('activity-%08d', i // 10) END parent_activity_id,
  NOT (i % 5 = 0 AND i > 5) is_top_level, false is_policy, 'completed' status_code,
  (['oda', 'not_oda', 'undecided'])[1 + noise(i + 2) % 3] oda_decision_code, 'cleared' release_code
FROM range(?) t(i) ORDER BY 1""",
    "activity_countries": f"""
SELECT printf('activity-%08d-%d', i, j) activity_country_id, printf('activity-%08d', i) activity_id,
  ({COUNTRIES})[1 + (noise(i) + j * 5) % 12] country_code, 'stated' basis_code,
  noise(i + 3) % 10 = 0 is_open_list
FROM range(?) t(i), range(2) s(j) WHERE j = 0 OR noise(i + 4) % 3 = 0 ORDER BY 1""",
    "observations": """
SELECT printf('observation-%08d', i) observation_id, printf('activity-%08d', i * 10) activity_id,
  'graduates' measure_code, 'graduates' population_code, 1000 + i quantity, 0 exponent,
  1000 + i low_quantity, 1100 + i high_quantity, 'more_than' qualifier_code, 'person' unit_code,
  '2015' cutoff_stated, DATE '2015-01-01' cutoff_first, DATE '2015-12-31' cutoff_last,
  'calendar_year' cutoff_precision_code, 'stated' cutoff_basis_code, true is_active,
  'claim-' || i claim_id, 'cleared' release_code
FROM range(least(10000, ? // 10)) t(i) ORDER BY 1""",
    "entries": f"""
WITH base AS (
  SELECT i, md5(i::VARCHAR) h, noise(i) r, ({MEASURES})[1 + noise(i + 1) % 5] measure_code,
    2000 + noise(i + 2) % 24 AS year, i % 1000 = 7 was_reversed, i % 1000 = 8 reverses,
    noise(i + 5) % 10 = 0 hedged
  FROM range(?) t(i)),
amounts AS (
  SELECT *, measure_code LIKE 'amount%' is_money,
    (CASE WHEN measure_code LIKE 'amount%' THEN r % 1000000000 ELSE r % 40 END)::BIGINT amount
  FROM base)
SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-'
    || substr(h, 17, 4) || '-' || substr(h, 21) entry_id,
  printf('activity-%08d', r % (? // 10)) activity_id, measure_code,
  CASE WHEN reverses THEN -amount ELSE amount END quantity,
  (CASE WHEN is_money THEN -2 ELSE 0 END)::BIGINT exponent,
  CASE WHEN hedged AND NOT reverses THEN amount - amount // 20 END low_quantity,
  CASE WHEN hedged AND NOT reverses THEN amount + amount // 20 END high_quantity,
  CASE WHEN hedged AND NOT reverses THEN 'about' ELSE 'exact' END qualifier_code,
  CASE WHEN is_money THEN 'currency' WHEN measure_code = 'person_days' THEN 'person_day'
    ELSE 'person' END unit_code,
  CASE WHEN is_money THEN (['USD', 'JPY', 'EUR'])[1 + noise(i + 6) % 3] END currency_code,
  printf('%d-05', year) date_stated, make_date(year::BIGINT, 5, 1) date_first,
  make_date(year::BIGINT, 5, 31) date_last, 'month' date_precision_code,
  CASE WHEN noise(i + 7) % 50 > 0 THEN year::BIGINT END calendar_year,
  year::BIGINT fiscal_year,
  CASE WHEN noise(i + 8) % 4 = 0 THEN ({COUNTRIES})[1 + noise(i + 9) % 12] END country_code,
  'counted' origin_code,
  CASE WHEN noise(i + 10) % 10 = 0 THEN 'final' ELSE 'origin' END counting_level_code,
  CASE WHEN reverses THEN 'entry of ' || (i - 1) END reverses_entry_id, was_reversed is_reversed,
  'cleared' release_code
FROM amounts ORDER BY 1""",
}
SPLITS = """
SELECT entry_id || '-' || j entry_split_id, entry_id, 'place' axis_code,
  (['KE', 'VN'])[1 + j] code, CASE WHEN j = 0 THEN quantity // 2 ELSE quantity - quantity // 2 END
  quantity
FROM read_parquet('{entries}'), range(2) s(j)
WHERE noise(entry_id) % 100 = 0 ORDER BY 1"""

NOISE = "CREATE MACRO noise(x) AS (hash(x) >> 1)::BIGINT"

LIVE = "NOT is_reversed AND reverses_entry_id IS NULL"
SUMS = f"""exponent, sum(quantity) FILTER (WHERE {LIVE}) AS value,
  sum(CASE WHEN qualifier_code = 'exact' THEN coalesce(low_quantity, quantity)
    ELSE low_quantity END) FILTER (WHERE {LIVE}) AS low,
  sum(CASE WHEN qualifier_code = 'exact' THEN coalesce(high_quantity, quantity)
    ELSE high_quantity END) FILTER (WHERE {LIVE}) AS high, count(*) AS records"""
ONLY = """
(SELECT activity_id, min(country_code) AS only_country FROM activity_countries
 WHERE basis_code = 'stated' GROUP BY 1
 HAVING count(DISTINCT country_code) = 1 AND NOT bool_or(is_open_list))"""


@dataclass(frozen=True)
class Question:
    """One question: as a figure, and as SQL whose first columns are the figure's dimensions."""

    figure: str
    by: Sequence[str]
    where: Mapping[str, str]
    sql: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "amount_disbursed_flows",
        ("year",),
        {},
        f"""SELECT calendar_year, currency_code, {SUMS} FROM entries
            WHERE measure_code = 'amount_disbursed' AND counting_level_code = 'origin'
            GROUP BY ALL""",
    ),
    Question(
        "amount_disbursed_flows",
        ("theme", "year"),
        {},
        f"""SELECT theme_code, calendar_year, currency_code, {SUMS}
            FROM entries JOIN activities USING (activity_id)
            WHERE measure_code = 'amount_disbursed' AND counting_level_code = 'origin'
            GROUP BY ALL""",
    ),
    Question(
        "amount_disbursed_flows",
        ("country",),
        {},
        f"""WITH chosen AS (
              SELECT * FROM entries
              WHERE measure_code = 'amount_disbursed' AND counting_level_code = 'origin'),
            placed AS (
              SELECT coalesce(e.country_code, o.only_country) AS country, e.*
              FROM chosen e LEFT JOIN {ONLY} o USING (activity_id)
              WHERE e.entry_id NOT IN (SELECT entry_id FROM entry_splits WHERE axis_code = 'place')
              UNION ALL
              SELECT s.code, e.* REPLACE (s.quantity AS quantity, NULL AS low_quantity,
                NULL AS high_quantity)
              FROM chosen e JOIN entry_splits s USING (entry_id) WHERE axis_code = 'place')
            SELECT country, currency_code, {SUMS} FROM placed GROUP BY ALL""",
    ),
    Question(
        "participants_count",
        ("fiscal_year",),
        {"kind": "training_course"},
        f"""SELECT fiscal_year, {SUMS} FROM entries
            WHERE measure_code = 'participants' AND activity_id IN
              (SELECT activity_id FROM activities WHERE kind_code = 'training_course')
            GROUP BY ALL""",
    ),
    Question(
        "entries_count",
        ("measure", "origin"),
        {},
        """SELECT measure_code, origin_code, 0 AS exponent, count(*), count(*), count(*), count(*)
           FROM entries GROUP BY ALL""",
    ),
    Question(
        "activities_count",
        ("country", "kind"),
        {},
        """SELECT country_code, kind_code, 0 AS exponent, count(*), count(*), NULL, count(*)
           FROM activities JOIN
             (SELECT DISTINCT activity_id, country_code FROM activity_countries
              WHERE basis_code = 'stated') USING (activity_id)
           WHERE is_top_level AND NOT is_policy GROUP BY ALL""",
    ),
)


def write_synthetic(directory: Path, entries: int) -> Path:
    """Write a snapshot of so many entries and return its directory."""
    connection = duckdb.connect()
    connection.execute(NOISE)
    connection.execute(f"SET temp_directory = '{directory}'")
    copy = directory / "entries.parquet"

    def rows(name: str) -> Any:
        count = entries if name == "entries" else entries // 10
        return connection.sql(TABLES[name].replace("?", str(count)))

    # The splits read the entries, so those are written first.
    rows("entries").write_parquet(str(copy))
    tables = {name: _batches(name, rows(name)) for name in TABLES if name != "entries"}
    tables["entries"] = _batches("entries", connection.read_parquet(str(copy)))
    tables["entry_splits"] = _batches("entry_splits", connection.sql(SPLITS.format(entries=copy)))
    info = write_snapshot(directory, tables, {"tier": "internal"})
    copy.unlink()
    return info.path


def _batches(name: str, rows: Any) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a query in the shape of the contract; columns not given are null."""
    schema = arrow_schema(TABLES_BY_NAME[name])
    for batch in rows.to_arrow_reader(BATCH_ROWS):
        columns = [
            batch.column(field.name).cast(field.type)
            if field.name in batch.schema.names
            else pa.nulls(batch.num_rows, field.type)
            for field in schema
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def fastest(action: Callable[[], Any]) -> tuple[float, Any]:
    """Return the fastest of some repeats, in seconds, and what it returned."""
    best, value = float("inf"), None
    for _ in range(REPEATS):
        start = time.perf_counter()
        value = action()
        best = min(best, time.perf_counter() - start)
    return best, value


def answers_of(run: FigureRun) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Return value, bounds and records of every row of a run."""
    return {
        tuple(row.key.values()): (
            *(
                None if each is None else Decimal(str(each))
                for each in (row.answer.value, row.answer.low, row.answer.high)
            ),
            sum(row.records.values()),
        )
        for row in run.rows
    }


def answers_of_sql(rows: Sequence[tuple[Any, ...]], dimensions: int) -> dict[Any, Any]:
    """Return the same of the rows of hand-written SQL: key, exponent, three sums, records."""
    found = {}
    for row in rows:
        key, (exponent, value, low, high, records) = row[:dimensions], row[dimensions:]
        scaled = (
            None if each is None else Decimal(int(each)).scaleb(int(exponent))
            for each in (value, low, high)
        )
        found[key] = (*scaled, records)
    return found


def measure(snapshot: Snapshot, connection: Any, question: Question) -> str:
    """Ask one question both ways; return its line. Raises AssertionError when they differ."""
    figure, run = fastest(
        lambda: run_figure(snapshot, question.figure, by=question.by, where=question.where)
    )
    sql, rows = fastest(lambda: connection.execute(question.sql).fetchall())
    expected = answers_of_sql(rows, len(run.request.dimensions))
    found = answers_of(run)
    if question.by != ("country",):
        assert found == expected, question
    else:
        # Splits have no bounds of their own, which SQL's sums pass over in silence.
        assert {key: each[0] for key, each in found.items()} == {
            key: each[0] for key, each in expected.items()
        }, question
    lineage, _ = fastest(run.lineage)
    largest = max(range(len(run.rows)), key=lambda row: sum(run.rows[row].records.values()))
    of_row, _ = fastest(lambda: run.lineage(largest))
    asked = f"{question.figure} by {', '.join(question.by)}"
    return f"{asked:48} {figure:7.3f} {sql:7.3f} {figure / sql:6.2f} {lineage:8.3f} {of_row:8.3f}"


def main() -> None:
    """Measure at each size asked."""
    for entries in [int(each) for each in sys.argv[1:]] or [1_000_000]:
        with tempfile.TemporaryDirectory() as directory:
            path = write_synthetic(Path(directory), entries)
            with open_snapshot(path) as snapshot, duckdb.connect() as connection:
                for name in ("entries", "entry_splits", "activities", "activity_countries"):
                    file = path / snapshot.manifest["tables"][name]["file"]
                    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{file}'")
                print(f"{entries:,} entries; seconds, fastest of {REPEATS}")
                heads = ("figure", "SQL", "ratio", "lineage", "of a row")
                print(f"{'question':48} " + " ".join(f"{head:>7}" for head in heads))
                for question in QUESTIONS:
                    print(measure(snapshot, connection, question))
                print(as_of_line(snapshot))


def as_of_line(snapshot: Snapshot) -> str:
    """Ask for a total to date of one activity; it has no short form in SQL."""
    seconds, run = fastest(
        lambda: run_figure(snapshot, "graduates_count", where={"activity": "activity-00000100"})
    )
    lineage, _ = fastest(run.lineage)
    return f"{'graduates_count of one activity, to date':48} {seconds:7.3f} {'':14} {lineage:8.3f}"


if __name__ == "__main__":
    main()
