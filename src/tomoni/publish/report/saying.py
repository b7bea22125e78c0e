"""A number as a slot says it: checked for truth, rounded, and written in a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tomoni.rules.statements import Known, Said, Untrue, decide_statement, known_as

from ..html.cells import CELL_HTML

Json = dict[str, Any]
_SHARE, _PERCENT = "share", 100
# Numbers that name something; nothing is more or less than the 23rd.
_NAMES = frozenset({"ordinal", "year"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a slot asks of a number's wording; "" for what it does not ask."""

    say: str = ""
    rounding: str = ""
    form: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked."""
        return not (self.say or self.rounding or self.form)

    @property
    def forms(self) -> frozenset[str]:
        """The formats, one by one."""
        return frozenset(each.strip() for each in self.form.split(",") if each.strip())

    @property
    def qualifier(self) -> str | None:
        """The hedge asked for, as a code of the list "qualifier"."""
        if not self.say:
            return None
        return "exact" if self.say == "exactly" else self.say.replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The number in words. ``is_loose``: true, but readers take it more narrowly."""

    text: str
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class NotTrue:
    """Why it may not be said so: the code of the problem, and the key and values of its words."""

    code: str
    key: str
    values: dict[str, str] = field(default_factory=dict)


def say_number(number: Json, plain: Json, wish: Wish, language: str) -> Sentence | NotTrue:
    """Return a number as the slot asks for it, or why that would not be true.

    ``number`` is a cell of ``publish.cells``; ``plain`` may add ``low_is_open`` and
    ``high_is_soft`` as a figure tells them.
    """
    if number.get("stated") or number.get("unit") in _NAMES:
        if wish.say not in ("", "exactly") or wish.rounding:
            return NotTrue("slot", "no_hedge")
        return Sentence(_written(number, wish, language))
    is_share = number.get("unit") == _SHARE
    step = _step(wish, is_share, number.get("qualifier", "exact"))
    if wish.qualifier is None and step is None:
        return Sentence(_written(number, wish, language))
    if is_share and step is not None and step.denominator != 1:
        return NotTrue("slot", "share_step")
    decided = decide_statement(_known(number, plain, is_share), wish.qualifier, step)
    if isinstance(decided, Untrue):
        return _not_true(decided, number, wish, language)
    said = _cell(number, decided, is_share)
    return Sentence(_written(said, wish, language), decided.is_loose)


def _step(wish: Wish, is_share: bool, qualifier: str) -> Fraction | None:
    """Return the step; a share is written in whole percent, so that a hedged one is rounded so."""
    if wish.rounding:
        return Fraction(Decimal(wish.rounding))
    return Fraction(1) if is_share and (wish.say or qualifier != "exact") else None


def _known(number: Json, plain: Json, is_share: bool) -> Known:
    scale = _PERCENT if is_share else 1

    def exact(text: str | None) -> Fraction | None:
        return None if text is None else Fraction(text) * scale

    value = exact(number.get("exact") or number["value"])
    qualifier = number.get("qualifier", "exact")
    low, high = exact(number.get("low")), exact(number.get("high"))
    if qualifier == "exact" and low == high:
        # Bounds are printed with six decimals; the fraction is the value itself.
        low = high = value
    return known_as(
        value,
        low,
        high,
        qualifier,
        low_is_open=bool(plain.get("low_is_open")),
        high_is_soft=bool(plain.get("high_is_soft")),
    )


def _cell(number: Json, said: Said, is_share: bool) -> Json:
    value = said.value / _PERCENT if is_share else said.value
    made = {name: item for name, item in number.items() if name not in ("qualifier", "exact")}
    made["value"] = decimal_text(value)
    if said.qualifier != "exact":
        made["qualifier"] = said.qualifier
    return made


def _written(number: Json, wish: Wish, language: str) -> str:
    cell = {**number, "full": True} if "full" in wish.forms else number
    text = CELL_HTML[language].number_text(cell)
    return text[:1].upper() + text[1:] if "capital" in wish.forms else text


def _not_true(decided: Untrue, number: Json, wish: Wish, language: str) -> NotTrue:
    asked = [f'say="{wish.say}"'] if wish.say else []
    asked += [f"round={wish.rounding}"] if wish.rounding else []
    values = {
        "asked": " ".join(asked),
        "number": CELL_HTML[language].number_text(number),
        "value": "" if decided.value is None else decimal_text(decided.value, grouped=True),
    }
    return NotTrue("untrue", decided.reason, values)


def decimal_text(value: Fraction, *, grouped: bool = False) -> str:
    """Return a fraction as decimal text, exact where few decimals say it, else with six."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{round(whole, 6).normalize():f}"
    if not grouped:
        return text
    before, dot, after = text.partition(".")
    return f"{int(before):,}{dot}{after}"
