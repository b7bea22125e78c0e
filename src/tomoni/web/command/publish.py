"""`tomoni publish`: the public site's data, built from a public snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from tomoni.catalogue.settings import Settings

from .output import StepBar, emit, json_option
from .store import SHORT, chosen_snapshot


@dataclass(frozen=True, slots=True)
class Published:
    """One published site: its snapshot, and the directory that a public process serves."""

    snapshot: str
    path: Path


@click.command("publish")
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Public snapshot: a directory, or an id of this instance. Default: the latest public.",
)
@json_option
def command(snapshot: str | None, as_json: bool) -> None:
    """Build the site of a public snapshot into TOMONI_HOME/published.

    Pages, proofs, search index, data package, feed and site map come out of the snapshot and of the
    attached texts that may be shown. A site that is already built is left as it is.
    """
    settings = Settings()
    published = publish_snapshot(settings, chosen_snapshot(settings, snapshot, tier="public"))
    result = {"snapshot": published.snapshot, "path": str(published.path)}
    emit(result, as_json, lambda: _text(published))


def publish_snapshot(settings: Settings, snapshot: Path) -> Published:
    """Build the site of the snapshot in this directory, unless it is there, and return it."""
    from tomoni.exchange.snapshot import read_manifest
    from tomoni.publish.options import SiteOptions
    from tomoni.publish.site import build_site

    snapshot_id: str = read_manifest(snapshot)["snapshot"]
    documents = settings.home / "documents"
    with StepBar() as progress:
        site = build_site(
            snapshot,
            settings.home / "published" / snapshot_id,
            documents_dir=documents if documents.is_dir() else None,
            papers_dir=settings.home / "papers",
            reports_dir=settings.home / "reports",
            options=SiteOptions.from_settings(settings),
            progress=progress,
        )
    return Published(snapshot_id, site.parent)


def _text(published: Published) -> list[str]:
    return [
        f"The site of snapshot {published.snapshot[:SHORT]} is in {published.path}.",
        "",
        "Next: tomoni serve --public",
    ]
