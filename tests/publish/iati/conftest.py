"""The drawn world's files, written once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from publish.iati.drawn_records import OPTIONS, Rows, write_drawn_snapshot
from tomoni.exchange.snapshot import open_snapshot
from tomoni.publish.iati.export import IatiExport, write_iati
from tomoni.publish.iati.options import IatiOptions


def export(
    home: Path, rows: dict[str, Rows] | None = None, options: IatiOptions = OPTIONS
) -> IatiExport:
    """Write the files of the drawn world, or of other rows."""
    info = write_drawn_snapshot(home / "snapshots", rows)
    with open_snapshot(info.path) as snapshot:
        return write_iati(snapshot, home / "iati", options)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> IatiExport:
    """The drawn world's files."""
    return export(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="session")
def written_by_policy(tmp_path_factory: pytest.TempPathFactory) -> IatiExport:
    """The same by the policy of equal parts, for a site that is not the home party's own."""
    options = replace(
        OPTIONS, shares="equal_remainder", unofficial=True, name="Institute", type="80"
    )
    return export(tmp_path_factory.mktemp("by-policy"), options=options)


def activities_of(written: IatiExport) -> dict[str, Any]:
    """Return the elements of the activities by our id."""
    root = etree.parse(written.directory / "activities.xml").getroot()
    return {
        one.findtext("iati-identifier").removeprefix("XM-DAC-701-2-"): one
        for one in root.iterchildren("iati-activity")
    }
