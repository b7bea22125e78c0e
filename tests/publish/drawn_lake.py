"""A small lake of everyone's activities for the drawn site: read twice, and some of it is ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from exchange.iati.prepared.drawn_field import activity, country, payment, sector
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.publish.everyone.pages import LakeGiven

OURS = "XM-DAC-701-2"
MARKUP = "Boats &lt;script&gt;alert(1)&lt;/script&gt; and radios"
_OURS = activity(
    f"{OURS}-A", country("KH"), sector("15130"), payment("100", currency="USD"),
    title="Coast guard course",
)  # fmt: skip
_COURTS = (country("KH", "75"), country("LA", "25"), sector("15130", "50"), sector("15230", "50"))
FIRST: Mapping[str, Sequence[str]] = {
    "ours.xml": [_OURS],
    "others.xml": [
        activity("XX-2-A", *_COURTS, payment("80"), title="Courts and coast guard"),
        activity("XX-2-B", country("KH"), payment("3", currency="XDR"), title=MARKUP),
        activity(
            "XX-2-C/1", country("LA"), payment("7", day="2019-02-02"), title="海上保安庁の研修"
        ),
    ],
}
SECOND: Mapping[str, Sequence[str]] = {
    **FIRST,
    "others.xml": [
        activity("XX-2-A", *_COURTS, payment("90"), title="Courts, and the coast guard"),
        *FIRST["others.xml"][1:],
    ],
    "third.xml": [
        activity("XX-2-A", payment("90"), publisher="XX-3", secondary=True, title="Copied"),
    ],
}


def drawn_lake(directory: Path) -> LakeGiven:
    """Read the drawn files twice into a lake below ``directory``."""
    directory.mkdir(parents=True, exist_ok=True)
    for files in (FIRST, SECOND):
        written = []
        for name, activities in files.items():
            body = "\n".join(activities)
            path = directory / name
            path.write_text(
                f'<iati-activities version="2.03">{body}</iati-activities>', encoding="utf-8"
            )
            written.append(path)
        read_into(written, directory / "lake")
    return LakeGiven(directory / "lake", frozenset({OURS}))
