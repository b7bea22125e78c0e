"""The shares of a line of the ledger go with it: to its reversal, and to its correction."""

from __future__ import annotations

from tomoni.records.models import Entry, Split

from .common import link_id


def carry_splits(entry: Entry, to: Entry) -> None:
    """Give a line the same shares as another, so that a line and its reversal cancel part by part.

    Shares of the activity hold for both by themselves.
    """
    Split.objects.bulk_create(
        Split(
            public_id=link_id(to.public_id, split.axis_code, split.code),
            entry=to,
            axis_code=split.axis_code,
            code=split.code,
            numerator=split.numerator,
            denominator=split.denominator,
            method=split.method,
        )
        for split in entry.splits.order_by("id")
    )
