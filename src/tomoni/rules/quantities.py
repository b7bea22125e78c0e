"""Exact quantities: an integer times a power of ten. No binary float ever holds a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, total_ordering

from babel.numbers import get_currency_precision

from tomoni.catalogue.errors import InputError

# The ledger stores two 64-bit integers. No source prints a finer or a larger scale than this.
EXPONENT_LIMIT = 18
COEFFICIENT_LIMIT = 2**63 - 1

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """The value ``coefficient × 10**exponent``, exact. Equality and order are by value.

    Errors: InputError when the exponent lies outside ±18.
    """

    coefficient: int
    exponent: int = 0

    def __post_init__(self) -> None:
        if abs(self.exponent) > EXPONENT_LIMIT:
            raise InputError(
                f"A quantity has the exponent {self.exponent}.",
                do=f"Use an exponent from -{EXPONENT_LIMIT} to {EXPONENT_LIMIT}.",
            )

    @classmethod
    def from_text(cls, text: str) -> Quantity:
        """Read a decimal number, with or without commas between thousands.

        Decimals are kept as printed: "15.50" has the exponent -2. Errors: InputError.
        """
        stripped = text.strip()
        if not (_PLAIN.fullmatch(stripped) or _GROUPED.fullmatch(stripped)):
            raise InputError(f"{text!r} is not a number.", do='Write it like "6100" or "15.53".')
        whole, _, decimals = stripped.replace(",", "").partition(".")
        return cls(int(whole + decimals), -len(decimals))

    @classmethod
    def from_decimal(cls, value: Decimal) -> Quantity:
        """Return the same value. Errors: InputError for NaN and infinities."""
        sign, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int):
            raise InputError(f"{value} is not a finite number.", do="Leave the value out instead.")
        coefficient = int("".join(map(str, digits)) or "0")
        return cls(-coefficient if sign else coefficient, exponent)

    def to_decimal(self) -> Decimal:
        """Return the same value as a Decimal, never rounded by the context."""
        digits = tuple(int(digit) for digit in str(abs(self.coefficient)))
        return Decimal((int(self.coefficient < 0), digits, self.exponent))

    def to_fraction(self) -> Fraction:
        """Return the same value as a Fraction."""
        return Fraction(self.coefficient) * Fraction(10) ** self.exponent

    def at_exponent(self, exponent: int) -> Quantity:
        """Return the same value at another exponent. Errors: InputError when that is inexact."""
        shift = self.exponent - exponent
        if shift >= 0:
            return Quantity(self.coefficient * 10**shift, exponent)
        coefficient, rest = divmod(self.coefficient, 10**-shift)
        if rest:
            raise InputError(
                f"{self} cannot be written in units of 10^{exponent}.", do="Use a finer exponent."
            )
        return Quantity(coefficient, exponent)

    def normalised(self) -> Quantity:
        """Return the same value without trailing zeros; zero has the exponent 0."""
        if self.coefficient == 0:
            return Quantity(0, 0)
        coefficient, exponent = self.coefficient, self.exponent
        while coefficient % 10 == 0 and exponent < EXPONENT_LIMIT:
            coefficient, exponent = coefficient // 10, exponent + 1
        return Quantity(coefficient, exponent)

    @property
    def fits_ledger(self) -> bool:
        """Whether the coefficient fits the 64-bit column that stores it."""
        return abs(self.coefficient) <= COEFFICIENT_LIMIT

    def __add__(self, other: Quantity) -> Quantity:
        exponent = min(self.exponent, other.exponent)
        left, right = self.at_exponent(exponent), other.at_exponent(exponent)
        return Quantity(left.coefficient + right.coefficient, exponent)

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other

    def __neg__(self) -> Quantity:
        return Quantity(-self.coefficient, self.exponent)

    def __abs__(self) -> Quantity:
        return Quantity(abs(self.coefficient), self.exponent)

    def __bool__(self) -> bool:
        return self.coefficient != 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        return self._difference(other) == 0

    def __lt__(self, other: Quantity) -> bool:
        return self._difference(other) < 0

    def __hash__(self) -> int:
        return hash(self.to_fraction())

    def __str__(self) -> str:
        return format(self.to_decimal(), "f")

    def _difference(self, other: Quantity) -> int:
        exponent = min(self.exponent, other.exponent)
        return self.at_exponent(exponent).coefficient - other.at_exponent(exponent).coefficient


ZERO = Quantity(0, 0)


@cache
def minor_units(currency: str) -> int:
    """Return how many decimals amounts of an ISO 4217 currency have. Source: CLDR, by Babel.

    A code that CLDR does not know has two.
    """
    return int(get_currency_precision(currency))


def format_major(quantity: Quantity, currency: str | None = None) -> str:
    """Write a quantity in whole units: "6100", or in major units of a currency: "15530000.00".

    Money has at least the decimals of its minor unit; further decimals are printed, never rounded.
    Other quantities have no trailing zeros after the point.
    """
    decimals = max(0, -quantity.normalised().exponent)
    if currency is not None:
        decimals = max(decimals, minor_units(currency))
    return str(quantity.at_exponent(-decimals))
