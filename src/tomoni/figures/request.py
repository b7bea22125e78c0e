"""What is asked of a figure: by which dimensions, narrowed to what, as of when; checked first."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.rules.dates import StatedDate, parse_stated_date

from .registry import FIGURES_BY_NAME, Figure
from .values import checked_values

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

Value = str | int
WhereValues = Mapping[str, str | int | Sequence[str | int]]
_Asked = tuple[tuple[str, ...], WhereValues, str | None]
_TIMES = ("year", "fiscal_year", "from", "to")


@dataclass(frozen=True, slots=True)
class Request:
    """A checked request. ``by`` are the dimensions asked for, ``dimensions`` all of the answer."""

    by: tuple[str, ...]
    dimensions: tuple[str, ...]
    where: Mapping[str, tuple[Value, ...]]
    as_of: StatedDate | None

    def values(self, key: str) -> tuple[Value, ...]:
        """Return the values a key is narrowed to; empty when it is not."""
        return self.where.get(key, ())

    def one(self, key: str) -> Value | None:
        """Return the only value of a key, None when it is not narrowed. Errors: InputError."""
        values = self.values(key)
        if len(values) > 1:
            raise InputError(
                f"{key} takes one value, not {len(values)}.", where=Where(field=key), do="Name one."
            )
        return values[0] if values else None

    def date(self, key: str) -> StatedDate | None:
        """Return the only value of a key as a stated date."""
        value = self.one(key)
        return None if value is None else parse_stated_date(str(value))

    def names(self, key: str) -> bool:
        """Whether the request breaks down or narrows by the key."""
        return key in self.dimensions or key in self.where

    def without_dimensions(self) -> Request:
        """Return the request for the same records, not broken down."""
        return Request((), (), self.where, self.as_of)

    def command(self, figure: str) -> str:
        """Return the command that asks a figure the same."""
        words = ["tomoni", "figure", "run", figure]
        words += [word for name in self.by for word in ("--by", name)]
        for key, values in self.where.items():
            words += [word for value in values for word in ("--where", f"{key}={value}")]
        if self.as_of is not None:
            words += ["--as-of", self.as_of.stated]
        return shlex.join(words)

    def as_dict(self) -> dict[str, object]:
        """Return the request as plain values, in one canonical form."""
        return {
            "by": list(self.by),
            "where": {key: list(self.where[key]) for key in sorted(self.where)},
            "as_of": None if self.as_of is None else self.as_of.stated,
        }


def check_request(
    figure: Figure,
    snapshot: Snapshot,
    by: Sequence[str],
    where: WhereValues,
    as_of: str | None,
) -> Request:
    """Return the request with all names and values checked.

    Errors: InputError, and RefusedError for a total to date asked what only dated flows can tell.
    """
    asked = tuple(dict.fromkeys(by))
    whole = (asked, where, as_of)
    _check_names(figure, "by", asked, (*figure.always, *figure.dimensions), whole)
    _check_names(figure, "where", tuple(where), figure.where, whole)
    lacking = [key for key in figure.required if key not in where]
    if lacking:
        raise InputError(
            f"{figure.name} needs {', '.join(lacking)}.",
            where=Where(field=lacking[0]),
            do=f"Add --where {lacking[0]}=….",
        )
    dimensions = tuple(dict.fromkeys((*asked, *figure.always)))
    checked = {key: checked_values(snapshot, key, value) for key, value in where.items()}
    return Request(asked, dimensions, checked, _as_of(figure, as_of))


def _check_names(
    figure: Figure, what: str, names: tuple[str, ...], allowed: tuple[str, ...], whole: _Asked
) -> None:
    for name in names:
        if name not in allowed:
            _point_to_flows(figure, what, name, whole)
            listed = ", ".join(sorted(set(allowed))) or "nothing"
            raise InputError(
                f"{figure.name} cannot be asked {what} {name!r}.",
                where=Where(field=what),
                do=f"It takes {what}: {listed}.",
            )


def _point_to_flows(figure: Figure, what: str, name: str, whole: _Asked) -> None:
    """Refuse what a total to date cannot tell and its dated flows can, with their command."""
    flows = FIGURES_BY_NAME.get(f"{figure.name}_flows")
    if flows is None or name not in (
        flows.where if what == "where" else (*flows.always, *flows.dimensions)
    ):
        return
    by, where, as_of = whole
    kept = {
        key: (value,) if isinstance(value, str | int) else tuple(value)
        for key, value in where.items()
        if key in flows.where
    }
    dimensions = tuple(each for each in by if each in flows.dimensions)
    same = Request(dimensions, dimensions, kept, None if as_of is None else _as_of(flows, as_of))
    reason = (
        "a total to date holds money of many years"
        if name in _TIMES
        else "a published total does not state it"
    )
    raise RefusedError(
        f"{figure.name} cannot be asked {what} {name!r}: {reason}.",
        where=Where(field=what),
        do=f"Ask the dated flows: {same.command(flows.name)}",
    )


def _as_of(figure: Figure, as_of: str | None) -> StatedDate | None:
    if as_of is None:
        if figure.as_of == "required":
            raise InputError(
                f"{figure.name} needs the date to count from.",
                where=Where(field="as_of"),
                do="Add --as-of YYYY-MM-DD.",
            )
        return None
    if figure.as_of == "refused":
        raise InputError(
            f"{figure.name} has no as-of date.",
            where=Where(field="as_of"),
            do="Leave --as-of out; narrow it with --where.",
        )
    return parse_stated_date(as_of)
