"""Builds the public site out of one snapshot: every page's data, every proof, search and files.

Nothing is read but the snapshot, the texts of documents that the instance may show, and the lake of
other publishers' files where one is given.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tomoni
from tomoni.catalogue.errors import SnapshotError, StorageError
from tomoni.exchange.snapshot import Snapshot, open_snapshot

from .activity_cells import COLUMNS
from .build import Build, Proofs
from .call_files import held_papers, write_calendar
from .everyone.pages import LakeGiven, write_everyone
from .evidence import Evidence, Texts, document_link
from .feed import write_feed, write_sitemap
from .iati_files import iati_table, write_iati_files
from .options import SiteOptions
from .package import data_page, write_package
from .page_figures import PageFigures
from .pages_activities import write_activities
from .pages_calls import write_calls
from .pages_claims import write_claims
from .pages_courses import write_courses
from .pages_differences import write_differences
from .pages_documents import write_documents
from .pages_figures import write_figures
from .pages_findings import write_findings
from .pages_groups import write_frameworks, write_themes
from .pages_home import write_home
from .pages_numbers import write_numbers
from .pages_organisations import write_organisations
from .pages_places import disclaimer_cell, write_countries
from .pages_pledges import write_pledges
from .pages_reports import write_reports
from .pages_series import write_series
from .pages_texts import write_texts
from .proofs_figures import write_figure_proofs
from .report_files import held_reports
from .schema import SITE_VERSION, SiteWriter
from .source import Source
from .store import SITE_FILE, SiteStore

Progress = Callable[[str], None]


def build_site(
    snapshot_path: Path,
    out_dir: Path,
    *,
    documents_dir: Path | None,
    options: SiteOptions,
    papers_dir: Path | None = None,
    reports_dir: Path | None = None,
    lake: LakeGiven | None = None,
    progress: Progress | None = None,
) -> Path:
    """Build the site of a snapshot into ``out_dir`` and return the path of ``site.sqlite3``.

    The directory appears whole or not at all; one that already holds this very site is left alone.
    ``documents_dir`` holds attached texts as ``<sha256>.txt``; None shows no passage.
    ``papers_dir`` holds files of calls as ``<sha256>.pdf`` and ``.docx``, ``reports_dir`` files of
    reports as ``<sha256>``; None gives out none. ``lake``: everyone's activities, of which the site
    keeps what its pages need; None: those pages say what to do, but a site that stands there with a
    lake and is else the same is left alone.
    ``progress`` is told the name of each step. Raises SnapshotError for a snapshot that is not for
    the public (unless the options allow it), EngineError, StorageError.
    """
    tell = progress or (lambda step: None)
    with open_snapshot(snapshot_path, engine=options.engine) as snapshot:
        _require_public(snapshot, options)
        source = Source(snapshot)
        papers = held_papers(papers_dir, source.rows("call_information"))
        papers += held_reports(reports_dir, source.rows("reports"))
        without_lake = build_digest(snapshot.id, options, documents_dir, papers)
        digest = without_lake
        if lake is not None:
            papers += [f"lake {lake.digest()}"]
            digest = build_digest(snapshot.id, options, documents_dir, papers)
        if _is_built(out_dir, digest):
            return out_dir / SITE_FILE
        out_dir.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".building-", dir=out_dir.parent))
        try:
            _write_site(
                snapshot,
                temporary,
                (documents_dir, papers_dir, reports_dir),
                options,
                (digest, without_lake),
                lake,
                tell,
            )
            _put_in_place(temporary, out_dir)
        except OSError as error:
            raise StorageError(
                f"The site could not be written to {out_dir}: {error}.",
                do="Check free space and permissions, then publish again.",
            ) from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return out_dir / SITE_FILE


def build_digest(
    snapshot_id: str, options: SiteOptions, documents_dir: Path | None, papers: Sequence[str] = ()
) -> str:
    """Return the digest of what shapes the site: snapshot, code version, options, files held."""
    held = sorted(path.name for path in documents_dir.glob("*.txt")) if documents_dir else []
    parts = [SITE_VERSION, tomoni.__version__, snapshot_id, options.digest(), *held, *papers]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _require_public(snapshot: Snapshot, options: SiteOptions) -> None:
    tier = snapshot.manifest["tier"]
    if tier != "public" and not options.allow_internal:
        raise SnapshotError(
            f"The snapshot {snapshot.id[:12]} is {tier}: it may hold what is not cleared.",
            do="Freeze one with `tomoni freeze --public`.",
        )


def _is_built(out_dir: Path, digest: str) -> bool:
    if not (out_dir / SITE_FILE).is_file():
        return False
    try:
        store = SiteStore(out_dir)
        return digest in (store.build_digest, store.meta.get("digest_without_lake"))
    except SnapshotError:
        return False


def _put_in_place(temporary: Path, out_dir: Path) -> None:
    """Move the finished directory to its place; an older site there gives way."""
    with (temporary / SITE_FILE).open("rb") as file:
        os.fsync(file.fileno())
    temporary.chmod(0o755)
    if out_dir.exists():
        older = Path(tempfile.mkdtemp(prefix=".older-", dir=out_dir.parent))
        out_dir.rename(older / "site")
        temporary.rename(out_dir)
        shutil.rmtree(older, ignore_errors=True)
    else:
        temporary.rename(out_dir)


def _write_site(
    snapshot: Snapshot,
    directory: Path,
    files_dirs: tuple[Path | None, Path | None, Path | None],
    options: SiteOptions,
    digests: tuple[str, str],
    lake: LakeGiven | None,
    tell: Progress,
) -> None:
    source = Source(snapshot)
    writer = SiteWriter(directory / SITE_FILE)
    texts = Texts(files_dirs[0])
    build = Build(
        source=source,
        writer=writer,
        texts=texts,
        evidence=Evidence(source, texts),
        proofs=Proofs(writer),
        figures=PageFigures(snapshot, source),
        options=options,
        papers_dir=files_dirs[1],
        reports_dir=files_dirs[2],
    )
    _write_pages(build, tell)
    write_everyone(build, lake, directory, tell)
    tell("proofs")
    write_figure_proofs(build)
    tell("data package")
    write_package(snapshot, directory)
    data = data_page(snapshot, directory)
    if options.iati.identifier:
        tell("IATI files")
    export = write_iati_files(snapshot, source, directory, options)
    if export is not None:
        data["tables"]["iati"] = iati_table(export)
    writer.page("data", "", data)
    _write_meta(build, *digests)
    tell("feed and site map")
    write_feed(build, snapshot.manifest.get("created_at") or _now())
    write_sitemap(build)
    write_calendar(build)
    tell("search index")
    writer.close()


def _write_pages(build: Build, tell: Progress) -> None:
    """Write all pages; activities first, because the search index begins with them."""
    tell("activities")
    for _ in write_activities(build):
        pass
    build.writer.page("index", "activity", {"columns": list(COLUMNS), "tables": {}})
    tell("countries")
    tile_map = write_countries(build)
    steps: tuple[tuple[str, Callable[[Build], None]], ...] = (
        ("themes", write_themes),
        ("series", write_series),
        ("courses", write_courses),
        ("calls", write_calls),
        ("pledges", write_pledges),
        ("frameworks", write_frameworks),
        ("organisations", write_organisations),
        ("figures", write_figures),
        ("findings", write_findings),
        ("differences", write_differences),
        ("documents", write_documents),
        ("claims", write_claims),
        ("texts", write_texts),
        ("numbers", write_numbers),
        ("reports", write_reports),
    )
    for name, step in steps:
        tell(name)
        step(build)
    tell("overview")
    write_home(build, tile_map, disclaimer_cell(build))
    build.writer.page("about", "", about_page(build))


def about_page(build: Build) -> dict[str, Any]:
    """Return the page about the site: what is read, what was left undecided, how it is counted."""
    figures = build.figures
    return {
        "documents": [document_link(row) for row in build.source.rows("documents")],
        "undecided": figures.activities("oda_decision", "undecided"),
        "unofficial": build.options.unofficial,
        "naming_profile": build.options.naming_profile,
        "disclaimer": disclaimer_cell(build),
        "tables": {},
    }


def _write_meta(build: Build, digest: str, without_lake: str) -> None:
    manifest = build.source.snapshot.manifest
    created = manifest.get("created_at") or _now()
    snapshot_id = build.source.snapshot.id
    writer = build.writer
    writer.meta("site_version", SITE_VERSION)
    writer.meta("build_digest", digest)
    writer.meta("digest_without_lake", without_lake)
    writer.meta(
        "site",
        {
            "title": build.options.title,
            "unofficial": build.options.unofficial,
            "public_url": build.options.public_url,
            "cited_url": build.options.cited_url,
            "snapshot": snapshot_id,
            "snapshot_short": " ".join(snapshot_id[place : place + 4] for place in (0, 4, 8)),
            "created_at": created,
            "frozen_date": created[:10],
            "documents": len(build.source.rows("documents")),
            "activities": len(build.source.activity_ids),
            "disclaimer": disclaimer_cell(build),
            "code_version": tomoni.__version__,
        },
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
