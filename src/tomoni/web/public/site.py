"""Which published site this process serves, and what changes when a page may change."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import NotFoundError, SnapshotError
from tomoni.catalogue.settings import Settings
from tomoni.exchange.snapshot.manifest import code_digest as package_digest
from tomoni.publish.everyone.store import EveryoneStore
from tomoni.publish.package import SNAPSHOT_DIRECTORY
from tomoni.publish.store import SiteStore

HERE = Path(__file__).parent
_BESIDE_CODE = ("templates/**/*.html", "static/**/*", "locale/**/*.mo")


def published_directory(chosen: Settings) -> Path:
    """Return the directory of the published site: TOMONI_PUBLISHED, else the latest of the home.

    Raises SnapshotError when nothing has been published yet.
    """
    named = chosen.text("TOMONI_PUBLISHED")
    if named:
        return Path(named).expanduser().absolute()
    pointer = chosen.home / "snapshots" / "latest-public"
    if not pointer.is_file():
        raise SnapshotError(
            f"Nothing has been published from {chosen.home} yet.",
            do="Run `tomoni freeze --public`, then `tomoni publish`.",
        )
    return chosen.home / "published" / pointer.read_text(encoding="utf-8").strip()


def snapshot_directory() -> Path:
    """Return the snapshot that the published site was made from; it lies beside the site's file."""
    return store().path.parent / SNAPSHOT_DIRECTORY


@cache
def _opened(directory: Path) -> SiteStore:
    return SiteStore(directory)


def store() -> SiteStore:
    """Return the published site of this process; opened once."""
    return _opened(published_directory(settings.TOMONI))


@cache
def _everyone(directory: Path) -> EveryoneStore | None:
    try:
        return EveryoneStore(directory)
    except NotFoundError:
        return None


def everyone() -> EveryoneStore | None:
    """Return what the published site keeps of everyone's activities; None when it keeps none."""
    return _everyone(store().path.parent)


@cache
def code_digest() -> str:
    """Return a digest of everything that shapes a page or an answer to a program; read once."""
    digest = hashlib.sha256(package_digest().encode())
    for pattern in _BESIDE_CODE:
        for path in sorted(HERE.glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def entity_tag() -> str:
    """Return the ETag of every page: it changes with the snapshot, its build, or this code."""
    opened = store()
    return f'"{opened.site["snapshot"][:12]}-{opened.build_digest[:12]}-{code_digest()}"'
