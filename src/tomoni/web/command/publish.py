"""`tomoni publish`: the public site's data, built from a public snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.settings import Settings

from .output import StepBar, emit, json_option
from .store import SHORT, chosen_snapshot

if TYPE_CHECKING:
    from tomoni.publish.everyone.pages import LakeGiven


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
@click.option(
    "--lake",
    type=click.Path(file_okay=False, path_type=Path),
    help="Lake of everyone's IATI files, put on the site. Default: TOMONI_IATI_LAKE.",
)
@json_option
def command(snapshot: str | None, lake: Path | None, as_json: bool) -> None:
    """Build the site of a public snapshot into TOMONI_HOME/published.

    Pages, proofs, search index, data package, feed and site map come out of the snapshot and of the
    attached texts that may be shown. Of a lake the site keeps all that its pages need, so that the
    process that serves them never reads the lake. A site that is already built is left as it is.
    """
    settings = Settings()
    chosen = chosen_snapshot(settings, snapshot, tier="public")
    published = publish_snapshot(settings, chosen, lake)
    result = {"snapshot": published.snapshot, "path": str(published.path)}
    emit(result, as_json, lambda: _text(published))


def publish_snapshot(settings: Settings, snapshot: Path, lake: Path | None = None) -> Published:
    """Build the site of the snapshot in this directory, unless it is there, and return it.

    ``lake`` is a lake of everyone's activities; None takes the one that the settings name, if any.
    """
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
            lake=_lake_given(settings, lake),
            options=SiteOptions.from_settings(settings),
            progress=progress,
        )
    return Published(snapshot_id, site.parent)


def _lake_given(settings: Settings, lake: Path | None) -> LakeGiven | None:
    from tomoni.publish.everyone.pages import LakeGiven

    named = settings["TOMONI_IATI_LAKE"]
    path = lake or (named if isinstance(named, Path) else None)
    own = settings.text("TOMONI_IATI_ORGANISATION_IDENTIFIER")
    return None if path is None else LakeGiven(path.absolute(), frozenset({own} if own else ()))


def _text(published: Published) -> list[str]:
    return [
        f"The site of snapshot {published.snapshot[:SHORT]} is in {published.path}.",
        "",
        "Next: tomoni serve --public",
    ]
