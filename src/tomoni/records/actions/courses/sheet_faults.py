"""A spreadsheet is entered as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.catalogue.errors import InputError, QuarantineError


def refuse_whole(faults: Sequence[InputError]) -> None:
    """Refuse a file for the faults of its rows; without any, do nothing.

    Errors: QuarantineError naming the first row that cannot be taken, and how many there are.
    """
    if not faults:
        return
    first = faults[0]
    more = f" ({len(faults)} rows cannot be taken.)" if len(faults) > 1 else ""
    raise QuarantineError(
        f"{first.what}{more}",
        where=first.where,
        do=f"{first.do or 'Mend the file, then send it again.'} Nothing was entered.",
    )
