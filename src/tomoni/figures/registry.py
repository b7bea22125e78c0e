"""The registry of figures: each a named, versioned function from a snapshot to its evidence.

A figure is one function with ``@figure(...)``. Its name is its identifier and its docstring is the
published definition, so a figure without one, without a label in Japanese or without a declared
basis is refused when its module is imported.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.labels import Label

from .keys import KEYS

if TYPE_CHECKING:
    from .evidence import Evidence
    from .request import Request
    from .workspace import Workspace

    Compute = Callable[[Workspace, Request], Evidence]

NOT_APPLICABLE = "does not apply"
AsOf = Literal["refused", "optional", "required"]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SECTIONS = ("Rows", "Unit", "Missing", "Source")


@dataclass(frozen=True, slots=True)
class Basis:
    """On what ground a figure stands; each a short phrase, ``does not apply`` where it has none."""

    time: str
    population: str
    country_basis: str
    counting_level: str = NOT_APPLICABLE
    currency: str = NOT_APPLICABLE
    price: str = NOT_APPLICABLE

    def as_dict(self) -> dict[str, str]:
        """Return the basis as plain text by name."""
        return {
            "time": self.time,
            "currency": self.currency,
            "price": self.price,
            "population": self.population,
            "country_basis": self.country_basis,
            "counting_level": self.counting_level,
        }


@dataclass(frozen=True, slots=True)
class Definition:
    """The published definition, read from the docstring."""

    sentence: str
    rows: str
    unit: str
    missing: str
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One registered figure.

    ``dimensions`` may be asked by, ``always`` are broken down in every answer, ``where`` are the
    keys it can be narrowed by, ``required`` those it cannot do without.
    """

    name: str
    version: int
    label: Label
    unit: str
    dimensions: tuple[str, ...]
    always: tuple[str, ...]
    where: tuple[str, ...]
    required: tuple[str, ...]
    as_of: AsOf
    basis: Basis
    definition: Definition
    compute: Compute


FIGURES_BY_NAME: dict[str, Figure] = {}


def figure(
    *,
    name: str,
    version: int,
    label: Label,
    unit: str,
    basis: Basis,
    dimensions: tuple[str, ...] = (),
    always: tuple[str, ...] = (),
    where: tuple[str, ...] = (),
    required: tuple[str, ...] = (),
    as_of: AsOf = "refused",
) -> Callable[[Compute], Compute]:
    """Register the decorated function as a figure. Errors: InputError for an incomplete one."""

    def register(compute: Compute) -> Compute:
        definition = _definition_of(name, inspect.getdoc(compute))
        made = Figure(
            name, version, label, unit, dimensions, always, where, required, as_of, basis,
            definition, compute,
        )  # fmt: skip
        _check(made)
        FIGURES_BY_NAME[name] = made
        return compute

    return register


def _definition_of(name: str, docstring: str | None) -> Definition:
    text = docstring or ""
    sentence, _, rest = text.partition("\n\n")
    found = {
        section: re.search(rf"^{section}: (.+?)(?=\n[A-Z][a-z]+: |\Z)", rest, re.M | re.S)
        for section in _SECTIONS
    }
    missing = [section for section, match in found.items() if match is None]
    if not sentence.strip() or missing:
        raise _incomplete(
            name, f"its docstring lacks {', '.join(missing) or 'a first line'}", "Write it."
        )
    parts = [" ".join(match[1].split()) for match in found.values() if match is not None]
    return Definition(" ".join(sentence.split()), *parts)


def _check(made: Figure) -> None:
    if not _NAME.fullmatch(made.name):
        raise _incomplete(made.name, "its name is not in small_letters", "Rename it.")
    if made.name in FIGURES_BY_NAME:
        raise _incomplete(made.name, "another figure has its name", "Choose another name.")
    if made.version < 1:
        raise _incomplete(made.name, "its version is below 1", "Begin with 1.")
    for words in (made.label.en, made.label.ja, made.unit, *made.basis.as_dict().values()):
        if not words.strip():
            raise _incomplete(made.name, "a label, the unit or the basis is empty", "State it.")
    if made.label.ja.isascii():
        raise _incomplete(made.name, "its Japanese label is not Japanese", "Translate it.")
    unknown = {*made.dimensions, *made.always, *made.where, *made.required} - set(KEYS)
    if unknown:
        raise _incomplete(
            made.name, f"it uses unknown keys: {', '.join(sorted(unknown))}", "Add them to KEYS."
        )
    if not set(made.required) <= set(made.where):
        raise _incomplete(made.name, "a required key is not among its where keys", "Add it.")


def _incomplete(name: str, reason: str, do: str) -> InputError:
    return InputError(f"The figure {name!r} is refused: {reason}.", do=do)
