"""Imported files of the DAC beside the ledger: Parquet by name and version, with their quarantine.

A file is imported under a name. The same bytes by the same mapping are left alone; other bytes
under the name become its next version, and the one before stays. An import is written aside and
appears when its directory and then the list of imports are renamed, so a cut leaves the list as it
was.
"""

from __future__ import annotations

import csv
import fcntl
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.catalogue.errors import InputError, StorageError, Where

from .convert import ARROW_TYPES, convert_batch, other_columns
from .mapping import Mapping, Matched, match_columns
from .source import Source, open_source

LIST = "imports.json"
PART = "rows.parquet"
QUARANTINE = "quarantine.csv"
MANIFEST = "manifest.json"
_ASIDE = ".writing-"
_LOCK = ".lock"
QUARANTINE_COLUMNS = ("row", "column", "reason", "text", "record")
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one import. ``is_new``: False where the same file was there already."""

    name: str
    directory: Path
    manifest: dict[str, Any]
    is_new: bool


class CrsStore:
    """The imports of one directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def imports(self) -> dict[str, str]:
        """Return by name the directory of its present version; empty when nothing is there."""
        path = self.directory / LIST
        if not path.is_file():
            return {}
        try:
            listed = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StorageError(f"{path} cannot be read.", do="Restore it.") from error
        return {str(name): str(version) for name, version in listed.items()}

    def manifests(self) -> list[dict[str, Any]]:
        """Return the manifest of every import's present version, by name."""
        return [self.manifest(version) for _, version in sorted(self.imports().items())]

    def manifest(self, version: str) -> dict[str, Any]:
        """Return the manifest of one version."""
        text = (self.directory / version / MANIFEST).read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found

    def of_mapping(self, mapping: str) -> dict[str, dict[str, Any]]:
        """Return the manifests of the present versions that one mapping read, by name."""
        found = {name: self.manifest(version) for name, version in self.imports().items()}
        return {name: one for name, one in found.items() if one["mapping"]["name"] == mapping}

    def file(self, name: str) -> Path:
        """Return the Parquet file of the present version of that name."""
        return self.directory / self.imports()[name] / PART

    def _list(self, listed: dict[str, str]) -> None:
        aside = self.directory / f"{LIST}.{os.getpid()}"
        aside.write_text(json.dumps(dict(sorted(listed.items())), indent=1), encoding="utf-8")
        aside.replace(self.directory / LIST)

    def keep(self, name: str, aside: Path, version: str) -> None:
        """Let a finished import appear under its name; one process at a time."""
        target = self.directory / version
        with (self.directory / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if target.exists():
                shutil.rmtree(aside)
            else:
                aside.replace(target)
            self._list({**self.imports(), name: version})

    def aside(self) -> Path:
        """Make an empty directory to write in; what dead processes left is removed."""
        self.directory.mkdir(parents=True, exist_ok=True)
        for old in self.directory.glob(f"{_ASIDE}*"):
            if not _is_alive(old.name.removeprefix(_ASIDE)):
                shutil.rmtree(old, ignore_errors=True)
        made = self.directory / f"{_ASIDE}{os.getpid()}"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        return made


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def import_file(
    path: Path,
    mapping: Mapping,
    store: CrsStore,
    *,
    name: str | None = None,
    progress: Progress = lambda rows: None,
) -> Imported:
    """Import one file; rows that break a rule go to the quarantine with their reasons.

    ``name``: by default the file's stem. ``progress`` is told how many rows are read. Errors:
    InputError when the file as a whole cannot be read or does not fit the mapping.
    """
    source = open_source(path)
    called = name or path.name.partition(".")[0]
    version = f"{source.sha256[:16]}-{mapping.digest[:8]}"
    present = store.directory / version
    if (present / MANIFEST).is_file():
        is_new = store.imports().get(called) != version
        if is_new:
            store.keep(called, store.aside(), version)
        return Imported(called, present, store.manifest(version), is_new)
    aside = store.aside()
    try:
        manifest = _Writer(source, mapping, aside, progress).write()
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        (aside / MANIFEST).write_text(text, encoding="utf-8")
        store.keep(called, aside, version)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return Imported(called, present, manifest, True)


class _Writer:
    """Writes one version: rows and quarantine, and counts what the manifest says."""

    def __init__(self, source: Source, mapping: Mapping, aside: Path, progress: Progress) -> None:
        self.source, self.mapping, self.aside, self.progress = source, mapping, aside, progress
        self.reasons: Counter[str] = Counter()
        self.kept = self.put_aside = 0
        self.years: Counter[str] = Counter()

    def write(self) -> dict[str, Any]:
        """Read, convert and write all rows; return the manifest."""
        matched: Matched | None = None
        parquet: pq.ParquetWriter | None = None
        file = str(self.source.path)
        with (self.aside / QUARANTINE).open("w", newline="", encoding="utf-8") as opened:
            quarantine = csv.writer(opened, lineterminator="\n")
            quarantine.writerow(QUARANTINE_COLUMNS)

            def reject(row: int, why: str, text: str) -> None:
                quarantine.writerow((row, "", why, "", text))
                self.reasons[why] += 1
                self.put_aside += 1

            try:
                for numbers, batch in self.source.batches(reject):
                    if matched is None or parquet is None:
                        matched = match_columns(batch.schema.names, self.mapping, file)
                        schema = self._schema(matched)
                        parquet = pq.ParquetWriter(
                            self.aside / PART, schema, compression="zstd", use_dictionary=True
                        )
                    parquet.write_batch(self._batch(numbers, batch, matched, quarantine))
                    self.progress(self.kept + self.put_aside)
            finally:
                if parquet is not None:
                    parquet.close()
        if matched is None:
            raise InputError(
                "The file has headings and no row that can be read.",
                where=Where(file),
                do="Each row needs as many cells as there are headings, parted by the same sign.",
            )
        return self._manifest(matched)

    def _schema(self, matched: Matched) -> pa.Schema:
        fields = [pa.field("row", pa.int64())]
        fields += [pa.field(one.column, ARROW_TYPES[one.type]) for one in self.mapping.columns]
        fields += [pa.field(name, pa.string()) for name in other_columns(matched)]
        return pa.schema([*fields, pa.field("as_written", pa.string())])

    def _batch(
        self, numbers: list[int], batch: pa.RecordBatch, matched: Matched, quarantine: Any
    ) -> pa.RecordBatch:
        is_guarded = self.mapping.is_guarded and self.source.kind == "text"
        typed, faults = convert_batch(batch, matched, self.mapping.columns, is_guarded)
        aside = faults.aside
        for row in sorted(faults.rows):
            for column, reason, text in faults.rows[row]:
                self.reasons[reason] += 1
                if row in aside:
                    record = json.dumps(batch.slice(row, 1).to_pylist()[0], ensure_ascii=False)
                    quarantine.writerow((numbers[row], column, reason, text, record))
        self.kept += typed.num_rows - len(aside)
        self.put_aside += len(aside)
        rows = pa.array(numbers, pa.int64())
        whole = typed.add_column(0, "row", rows)
        if aside:
            whole = whole.filter(pa.array([row not in aside for row in range(len(numbers))]))
        self._count_years(whole)
        return whole

    def _count_years(self, batch: pa.RecordBatch) -> None:
        name = next((one.column for one in self.mapping.columns if one.type == "year"), None)
        if name is not None:
            for counted in batch.column(name).value_counts().to_pylist():
                self.years[str(counted["values"])] += counted["counts"]

    def _manifest(self, matched: Matched) -> dict[str, Any]:
        source, form = self.source, self.source.format
        return {
            "file": source.path.name,
            "member": source.member,
            "sha256": source.sha256,
            "bytes": source.path.stat().st_size,
            "kind": source.kind,
            "encoding": form.encoding if form else None,
            "delimiter": form.delimiter if form else None,
            "mapping": {"name": self.mapping.name, "sha256": self.mapping.digest},
            "rows": self.kept,
            "quarantined": self.put_aside,
            "noted": dict(sorted(self.reasons.items())),
            "years": dict(sorted(self.years.items())),
            "not_mapped": list(matched.unmapped),
            "not_in_file": [
                one.column for one in self.mapping.columns if one not in matched.columns
            ],
        }
