"""Activities drawn for tests of imports."""

from __future__ import annotations

from exchange.iati.drawn import HEAD, activity, file_of
from tomoni.exchange.iati.bring.read import FileBringing
from tomoni.exchange.iati.source import sources_of
from tomoni.rules.imports.brought import Brought, Choices

COURSE = """
 <recipient-country code="KE" percentage="60"/><recipient-country code="VN" percentage="40"/>
 <sector vocabulary="1" code="15130"/>
 <default-flow-type code="10"/><default-finance-type code="110"/>
 <default-aid-type code="D02"/>"""
"""What an activity says of itself when its kind and theme are told by its codes."""


def spent(value: str = "100.50", more: str = "", *, type_: str = "3", ref: str | None = None,
          value_date: str | None = "2021-03-15", currency: str | None = None) -> str:  # fmt: skip
    """Return one transaction; ``more`` stands where the parties stand."""
    attributes = "".join(
        f' {name}="{text}"'
        for name, text in (("currency", currency), ("value-date", value_date))
        if text is not None
    )
    return (
        f"\n <transaction{'' if ref is None else f' ref={chr(34)}{ref}{chr(34)}'}>"
        f'<transaction-type code="{type_}"/><transaction-date iso-date="2021-03-20"/>'
        f"<value{attributes}>{value}</value>{more}</transaction>"
    )


def provider(activity_id: str, ref: str = "YY") -> str:
    """Return the provider of a transaction, with its activity."""
    return f'<provider-org ref="{ref}" provider-activity-id="{activity_id}"/>'


def receiver(activity_id: str, ref: str = "ZZ") -> str:
    """Return the receiver of a transaction, with its activity."""
    return f'<receiver-org ref="{ref}" receiver-activity-id="{activity_id}"/>'


def course(identifier: str = "XX-1", *more: str, title: str = "Course", ref: str = "XX") -> str:
    """Return an activity that can be imported, with further elements."""
    drawn = activity(identifier, more=COURSE + "".join(more), title=title)
    return drawn.replace('reporting-org ref="XX"', f'reporting-org ref="{ref}"')


def bringing(*activities: str, head: str = HEAD) -> FileBringing:
    """Return a file of activities as an import takes it."""
    return FileBringing(sources_of("drawn.xml", file_of(*activities, head=head))[0])


def brought(
    *activities: str, policy: str = "as_stated", own: str = "", **defaults: str
) -> list[Brought]:
    """Return what activities become."""
    choices = Choices(policy, frozenset({own} if own else ()), **defaults)
    return list(bringing(*activities).activities(choices))
