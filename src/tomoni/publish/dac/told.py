"""What could not be expressed, record by record, with the reason and what follows."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.dac import REASONS, Reason


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One record, and why it is not, or not wholly, in the file.

    ``detail``: what exactly is lost or missing, such as the field or the amount as stated.
    """

    activity_id: str
    table: str
    record_id: str
    reason_code: str
    detail: str = ""

    @property
    def reason(self) -> Reason:
        """The reason's words and consequence."""
        return REASONS[self.reason_code]

    def as_row(self) -> dict[str, str]:
        """Return the line of the list."""
        return {
            "activity": self.activity_id,
            "table": self.table,
            "record": self.record_id,
            "reason": self.reason_code,
            "consequence": self.reason.consequence,
            "what": self.reason.what,
            "detail": self.detail,
            "do": self.reason.do,
        }


TOLD_COLUMNS = ("activity", "table", "record", "reason", "consequence", "what", "detail", "do")
