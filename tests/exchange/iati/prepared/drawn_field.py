"""A small field of publishers, drawn as IATI files, read into a lake and prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.exchange.iati.prepared.prepare import prepare

FUNDER = (
    '<participating-org role="1" ref="XX-FUND" type="10"><narrative>The Fund</narrative>'
    "</participating-org>"
)


def payment(
    amount: str,
    *,
    kind: str = "3",
    day: str = "2020-05-01",
    to: str | None = None,
    inside: str = "",
    currency: str | None = None,
) -> str:
    """Return a transaction; ``to``: identifier of the activity that receives it."""
    stated = f' currency="{currency}"' if currency else ""
    receiver = f'<receiver-org receiver-activity-id="{to}"/>' if to else ""
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value{stated} value-date="{day}">{amount}</value>{receiver}{inside}</transaction>'
    )


def country(code: str, percentage: str | None = None) -> str:
    """Return a recipient country."""
    stated = f' percentage="{percentage}"' if percentage else ""
    return f'<recipient-country code="{code}"{stated}/>'


def sector(code: str, percentage: str | None = None, vocabulary: str = "1") -> str:
    """Return a sector."""
    stated = f' percentage="{percentage}"' if percentage else ""
    return f'<sector vocabulary="{vocabulary}" code="{code}"{stated}/>'


def activity(
    identifier: str,
    *parts: str,
    title: str = "Training",
    updated: str = "2021-01-01T00:00:00Z",
    publisher: str | None = None,
    secondary: bool = False,
) -> str:
    """Return an activity in euros; its publisher is the identifier up to the last hyphen."""
    ref = publisher or identifier.rpartition("-")[0]
    said = ' secondary-reporter="1"' if secondary else ""
    return f"""<iati-activity default-currency="EUR" last-updated-datetime="{updated}">
<iati-identifier>{identifier}</iati-identifier>
<reporting-org ref="{ref}" type="10"{said}><narrative>Publisher {ref}</narrative></reporting-org>
<title><narrative>{title}</narrative></title>
{FUNDER}{"".join(parts)}</iati-activity>"""


def prepared(path: Path, files: Mapping[str, Sequence[str]]) -> Path:
    """Read files of activities into a lake below ``path`` and return the folder prepared of it."""
    written = []
    for name, activities in files.items():
        file = path / name
        body = "\n".join(activities)
        file.write_text(f'<iati-activities version="2.03">{body}</iati-activities>', "utf-8")
        written.append(file)
    read_into(written, path / "lake")
    with open_lake(path / "lake") as lake:
        return prepare(lake)
