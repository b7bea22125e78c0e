"""Ledgers of an instance of their own, filled by a script and frozen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from pyarrow import parquet

from records.instances import Instance
from records.warm import run_python, run_warm
from tomoni.exchange.snapshot import SnapshotInfo
from tomoni.records import freeze
from tomoni.records.freezing.options import FreezeJob, FreezeOptions

_SETUP = """
import json, os, signal, sys
from datetime import date
from itertools import count as numbers_from
import records.samples
from records.samples import *
from tomoni.records.models import *
"""
_SCRIPTS = count(1)


def fill(instance: Instance, script: str, *arguments: str) -> str:
    """Run a script over the instance's models and the samples; return what it printed."""
    # Each script is a process of its own, and must not number its samples as the one before.
    numbers = f"records.samples._numbers = numbers_from({next(_SCRIPTS) * 100_000})\n"
    return run_warm(_SETUP + numbers + script, instance.environment, *arguments)


_FREEZE = """
import io, sys
from tomoni.records import freeze
sys.meta_path.insert(0, freeze._WithoutPandas())
sys.exit(freeze._main(io.StringIO(sys.argv[1]), sys.stdout))
"""


def freeze_in(instance: Instance, tier: str = "internal", **options: Any) -> SnapshotInfo:
    """Freeze the instance's ledger into its own directory.

    ``freeze`` starts a process for it, and its own tests do; this forks one, at half the cost.
    """
    snapshots = str((instance.home / "snapshots").absolute())
    job = FreezeJob(instance.database_url, snapshots, tier, FreezeOptions(**options))
    ended = run_python(instance.environment, "-c", _FREEZE, json.dumps(job.as_dict()))
    assert ended.out, ended.err
    said = json.loads(ended.out.splitlines()[-1])
    if "error" in said:
        raise freeze._error(said["error"])
    return freeze._info(said["result"])


class Frozen:
    """A frozen ledger: its information, and its tables as plain rows by public id."""

    def __init__(self, info: SnapshotInfo) -> None:
        self.info = info
        self.manifest = json.loads((info.path / "manifest.json").read_text())

    def rows(self, table: str) -> dict[str, dict[str, Any]]:
        """Return the rows of a table by public id."""
        file = self.info.path / self.manifest["tables"][table]["file"]
        listed = parquet.read_table(file).to_pylist()
        return {next(iter(row.values())): row for row in listed}

    def ids(self, table: str) -> list[str]:
        """Return the public ids of a table."""
        return list(self.rows(table))


def frozen(instance: Instance, tier: str = "internal", **options: Any) -> Frozen:
    """Freeze the instance's ledger and return what the snapshot holds."""
    return Frozen(freeze_in(instance, tier, **options))


@contextmanager
def file_size_limit(limit: int) -> Iterator[None]:
    """Let no file of this process or its children grow beyond a size, as on a full disk."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
