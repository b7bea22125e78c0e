"""How fast, and in how little memory, a ledger becomes a snapshot.

    python -m benchmarks.freeze [ENTRIES …]

Builds a ledger of that many entries through the migrated schema, copies the table of entries bare
(ADBC to Parquet, as it stands), freezes the whole ledger, and prints the ratio of the two speeds
and the peak memory of each process. The bars stand in the design: at least 0.6 of the bare copy's
speed, and at ten million entries at most 1.2 times the memory of one million.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ACTIVITIES = 10_000
PARTIES = 500

_PARTIES = """
INSERT INTO records_party (public_id, name, kind_code, is_context_only)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT 'party-' || i, 'Institute ' || i, 'institute', 0 FROM n
"""

_ACTIVITIES = """
INSERT INTO records_activity (public_id, title, summary, kind_code, theme_code, granularity_code,
  is_top_level, is_policy, status_code, oda_decision_code, release_code, release_by, release_why,
  release_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT 'activity-' || i, 'Training course ' || i, 'A course for officials.', 'training_course',
  'rule_of_law', 'specific', 1, 0, 'last_reported', 'undecided', 'cleared', 'editor', 'checked',
  '2021-04-01 09:00:00' FROM n
"""

# Ids are random, as derived ids are: the freeze orders by them, so this is the hard case.
_ENTRIES = """
INSERT INTO records_entry (public_id, quantity, exponent, low_quantity, high_quantity,
  qualifier_code, unit_code, currency_code, release_code, release_by, release_why, release_at,
  date_stated, date_first, date_last, date_precision_code, measure_code, calendar_year, fiscal_year,
  country_code, item_code, origin_code, counting_level_code, activity_id, provider_party_id,
  receiver_party_id, funded_from_entry_id, reverses_entry_id)
WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?),
x AS MATERIALIZED (
  SELECT i, lower(hex(randomblob(16))) AS h, i % 3 = 0 AS money, 2000 + abs(random()) % 25 AS year,
    1 + abs(random()) % 12 AS month, abs(random()) AS r FROM n)
SELECT substr(h,1,8) || '-' || substr(h,9,4) || '-' || substr(h,13,4) || '-' || substr(h,17,4)
    || '-' || substr(h,21), CASE WHEN money THEN r % 100000000 ELSE r % 40 END,
  CASE WHEN money THEN 2 ELSE 0 END, NULL, NULL, 'exact',
  CASE WHEN money THEN 'currency' ELSE 'person' END, CASE WHEN money THEN 'JPY' END,
  'cleared', 'editor', 'checked against the source', '2021-04-01 09:00:00',
  printf('%d-%02d', year, month), printf('%d-%02d-01', year, month),
  printf('%d-%02d-28', year, month), 'month',
  CASE WHEN money THEN 'amount_disbursed' ELSE 'graduates' END, year,
  CASE WHEN month < 4 THEN year - 1 ELSE year END,
  CASE r % 4 WHEN 0 THEN 'VN' WHEN 1 THEN 'LA' WHEN 2 THEN 'KH' END, NULL, 'counted', 'final',
  1 + r % ?, CASE WHEN i % 2 THEN 1 + r % ? END, CASE WHEN i % 5 = 0 THEN 1 + r % ? END,
  CASE WHEN i % 20 = 0 THEN i - 7 END, CASE WHEN i % 100 = 0 THEN i - 3 END
FROM x
"""


@dataclass(frozen=True)
class Measured:
    """One measured process: seconds of wall clock and of processor, peak memory in bytes."""

    seconds: float
    processor: float
    peak: int

    def __str__(self) -> str:
        return (
            f"{self.seconds:7.1f} s, processor {self.processor:7.1f} s,"
            f" peak memory {self.peak / 2**20:6.0f} MiB"
        )


# The same driver, the same number of rows a batch, the same compression; nothing else.
_BARE = """
import sqlite3, sys
import pyarrow.parquet as pq
from adbc_driver_sqlite import dbapi
database, target = sys.argv[1:]
with sqlite3.connect(database) as connection:
    columns = connection.execute("PRAGMA table_info(records_entry)").fetchall()
types = [column[2].lower() for column in columns]
header = ", ".join("0" if "int" in type_ or type_ == "bool" else "''" for type_ in types)
names = ", ".join(f'"{column[1]}"' for column in columns)
with dbapi.connect(f"file:{database}?mode=ro") as connection, connection.cursor() as cursor:
    cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "65536"})
    cursor.execute(f"SELECT {header} UNION ALL SELECT {names} FROM records_entry")
    reader = cursor.fetch_record_batch()
    with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
"""


def build_ledger(home: Path, entries: int) -> Path:
    """Create a migrated SQLite ledger with that many entries in ``home``; return its file."""
    home.mkdir(parents=True, exist_ok=True)
    database = home / "db.sqlite3"
    environment = {
        **os.environ,
        "TOMONI_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tomoni.web.settings",
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA cache_size = -1500000")
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        connection.execute(_PARTIES, (PARTIES,))
        connection.execute(_ACTIVITIES, (ACTIVITIES,))
    step = 500_000
    for first in range(1, entries + 1, step):
        last = min(first + step - 1, entries)
        with connection:
            connection.execute(_ENTRIES, (first, last, ACTIVITIES, PARTIES, PARTIES))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return database


def measured(arguments: list[str], input_text: str = "") -> Measured:
    """Run ``python ARGUMENTS`` to its end and measure it. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile("w+") as told:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdin=subprocess.PIPE, stdout=told, text=True
        )
        assert process.stdin
        process.stdin.write(input_text)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        if process.returncode:
            raise RuntimeError(told.read())
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def freeze_measured(database: Path, snapshots: Path, tier: str) -> Measured:
    """Freeze a ledger in a process of its own, as the application does, and measure that one."""
    job = {
        "database_url": f"sqlite:///{database}",
        "snapshots_dir": str(snapshots),
        "tier": tier,
        "options": {},
    }
    return measured(["-m", "tomoni.records.freeze"], json.dumps(job))


def compare(entries: int, home: Path) -> None:
    """Build a ledger, copy it bare, freeze it, and print how the two compare."""
    database = build_ledger(home, entries)
    bare = measured(["-c", _BARE, str(database), str(home / "bare.parquet")])
    frozen = freeze_measured(database, home / "snapshots", "internal")
    public = freeze_measured(database, home / "snapshots", "public")
    print(f"{entries:,} entries")
    print(f"  bare copy {bare}")
    print(f"  internal  {frozen}, {bare.seconds / frozen.seconds:.2f} of the bare copy's speed")
    print(f"  public    {public}, {bare.seconds / public.seconds:.2f} of the bare copy's speed")


def main(sizes: list[int]) -> None:
    """Compare at each size."""
    for entries in sizes:
        with tempfile.TemporaryDirectory() as home:
            compare(entries, Path(home))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100_000, 1_000_000])
