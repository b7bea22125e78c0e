"""Reads the catalogue's own data: CSV and TOML files inside the package.

A file here that cannot be read is a broken installation, so nothing is caught. Files that a user
gives are read by ``user_tables``, which names file, line and field.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_DATA = files("tomoni.catalogue") / "data"


def packaged_file(*parts: str) -> Traversable:
    """Return one packaged file, such as ``packaged_file("codelists", "Sector.csv")``."""
    return _DATA.joinpath(*parts)


def packaged_names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the names, without ``suffix``, of the files of one folder, sorted."""
    names = (entry.name for entry in (_DATA / folder).iterdir())
    return tuple(sorted(name.removesuffix(suffix) for name in names if name.endswith(suffix)))


def packaged_rows(*parts: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one packaged CSV file, each a mapping from column to text."""
    with packaged_file(*parts).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def packaged_toml(*parts: str) -> dict[str, Any]:
    """Return one packaged TOML file."""
    return tomllib.loads(packaged_file(*parts).read_text(encoding="utf-8"))
