"""Drawn cases of shares that a source does not state. ``?``: no percentage is stated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Percentages as stated, the policy, and what comes of it, in per cent."""

    stated: str
    policy: str
    parts: str = ""
    remainder: str = "0"
    refused: str | None = None


CASES = (
    # The only code has all, under every policy: the standard says so.
    Case("KE ?", "as_stated", "KE 100 assumed"),
    Case("KE ?", "in_proportion", "KE 100 assumed"),
    # A single stated share is taken at its word.
    Case("KE 60", "as_stated", "KE 60 stated", "40"),
    Case("KE 60", "equal_remainder", "KE 60 stated", "40"),
    Case("KE 60", "in_proportion", "KE 100 scaled"),
    # Sixty and missing: what others make 37.5 : 62.5 or 98.4 : 1.6.
    Case("KE 60, VN ?", "as_stated", "KE 60 stated", "40"),
    Case("KE 60, VN ?", "equal_remainder", "KE 60 stated, VN 40 assumed"),
    Case("KE 60, VN ?", "in_proportion", "KE 100 scaled"),
    Case("KE 60, VN ?", "complete", "KE 60 stated, VN 40 assumed"),
    Case("KE 50, VN ?, LA ?", "equal_remainder", "KE 50 stated, VN 25 assumed, LA 25 assumed"),
    Case("KE ?, VN ?, LA ?", "equal_remainder",
         "KE 100/3 assumed, VN 100/3 assumed, LA 100/3 assumed"),
    Case("KE ?, VN ?", "as_stated", "", "100"),
    Case("KE ?, VN ?", "in_proportion", "", "100"),
    # Thirds as they are printed: a hundredth of a per cent stays.
    Case("KE 33.33, VN 33.33, LA 33.33", "as_stated",
         "KE 3333/100 stated, VN 3333/100 stated, LA 3333/100 stated", "1/100"),
    Case("KE 33.33, VN 33.33, LA 33.33", "complete",
         "KE 100/3 scaled, VN 100/3 scaled, LA 100/3 scaled"),
    # Nothing is left for the second; zero stays zero.
    Case("KE 100, VN ?", "equal_remainder", "KE 100 stated, VN 0 assumed"),
    Case("KE 0, VN ?", "equal_remainder", "KE 0 stated, VN 100 assumed"),
    Case("KE 0, VN 0", "in_proportion", "KE 0 stated, VN 0 stated", "100"),
    # More than all.
    Case("KE 80, VN 40", "as_stated", refused="shares_exceed_one"),
    Case("KE 80, VN 40, LA ?", "equal_remainder", refused="shares_exceed_one"),
    Case("KE 80, VN 40", "in_proportion", "KE 200/3 scaled, VN 100/3 scaled"),
    Case("KE 80, VN 40, LA ?", "complete", "KE 200/3 scaled, VN 100/3 scaled"),
    Case("KE 110, VN -10", "in_proportion", refused="share_not_positive"),
)  # fmt: skip
