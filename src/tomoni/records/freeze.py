"""Freeze the ledger into a snapshot, in a process of its own. Imports no Django.

The database driver carries a second SQLite library; closing it inside a process that writes through
``sqlite3`` would drop that process's locks and lose another's commit. So ``freeze`` starts
``python -m tomoni.records.freeze``: the job goes in as JSON, progress and result come out as lines.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import IO, Any

from tomoni.catalogue.errors import ERRORS, StorageError, TomoniError, Where
from tomoni.exchange.snapshot import SnapshotInfo

from .freezing.options import FreezeJob, FreezeOptions

__all__ = ["FreezeOptions", "freeze"]


def freeze(
    database_url: str,
    snapshots_dir: Path,
    *,
    tier: str = "internal",
    options: FreezeOptions | None = None,
    progress: Callable[[str, int, int], object] | None = None,
) -> SnapshotInfo:
    """Freeze the ledger at ``database_url`` into ``snapshots_dir`` and make it the current one.

    ``tier``: ``internal`` holds everything, ``public`` what is cleared for release. ``progress`` is
    called with table, rows written and about how many there are. Returns the snapshot's id and
    path; ``is_new`` is False when the directory held this very content before.

    One read transaction sees the ledger; writers go on meanwhile. Killed at any moment, it leaves
    no half snapshot. Raises StorageError (ledger, disk), SnapshotError (content), RefusedError
    (suppression), InputError (tier).
    """
    job = FreezeJob(database_url, str(snapshots_dir.absolute()), tier, options or FreezeOptions())
    with subprocess.Popen(
        [sys.executable, "-m", "tomoni.records.freeze"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            return _follow(process, job, progress or (lambda *_: None))
        except BaseException:
            process.kill()
            raise


def _follow(
    process: subprocess.Popen[str], job: FreezeJob, progress: Callable[[str, int, int], object]
) -> SnapshotInfo:
    assert process.stdin and process.stdout and process.stderr
    try:
        process.stdin.write(json.dumps(job.as_dict()))
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended already; below, its exit code says how
    for line in process.stdout:
        said = json.loads(line)
        if "progress" in said:
            progress(*said["progress"])
        elif "error" in said:
            raise _error(said["error"])
        else:
            return _info(said["result"])
    code = process.wait()
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    last = process.stderr.read().strip().rpartition("\n")[2]
    raise StorageError(
        f"The freeze ended without a result ({how}). {last}".strip(),
        do="Nothing half-written stays. Free memory or disk, and run it again.",
    )


def _info(said: dict[str, Any]) -> SnapshotInfo:
    return SnapshotInfo(**{**said, "path": Path(said["path"])})


def _error(said: dict[str, Any]) -> TomoniError:
    """Return the error that the process met, of its own class."""
    class_ = next((one for one in ERRORS if one.code == said["code"]), TomoniError)
    where = Where(said["file"], said["line"], said["field"])
    return class_(said["what"], where=where if str(where) else None, do=said["do"])


def _main(job_file: IO[str], output: IO[str]) -> int:
    import pyarrow as pa  # with the drivers: only the process needs them

    from .freezing.run import run_freeze

    # Arrow's own allocator costs a fifth more time here, and gives less memory back.
    pa.set_memory_pool(pa.system_memory_pool())

    def say(**line: object) -> None:
        output.write(json.dumps(line, default=str) + "\n")
        output.flush()

    try:
        job = FreezeJob.from_dict(json.load(job_file))
        info = run_freeze(job, lambda *numbers: say(progress=numbers))
    except TomoniError as error:
        say(error=error.as_dict())
        return error.exit_code
    say(
        result={
            "id": info.id,
            "path": info.path,
            "tier": info.tier,
            "created_at": info.created_at,
            "rows": info.rows,
            "is_new": info.is_new,
        }
    )
    return 0


class _WithoutPandas(MetaPathFinder):
    """Nothing here needs pandas, which Arrow imports at its first array wherever it is installed.

    To import it takes a third of the time of a small freeze.
    """

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("A freeze does without pandas.", name=fullname)


if __name__ == "__main__":
    sys.meta_path.insert(0, _WithoutPandas())
    sys.exit(_main(sys.stdin, sys.stdout))
