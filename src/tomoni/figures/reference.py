"""Reference pages of the figures: definition, basis, what each takes, and its drawn specification.

The worked examples on a page are the specification that the tests run on every engine, as it is
drawn.
"""

from __future__ import annotations

import re
from pathlib import Path

from . import library  # noqa: F401  (importing it registers the figures)
from .keys import KEYS, Key
from .registry import FIGURES_BY_NAME, NOT_APPLICABLE, Figure

_CASE = re.compile(r"^## ", re.M)


def reference_pages(specifications: Path) -> dict[str, str]:
    """Return the Markdown of each page by its path below docs/reference.

    ``specifications``: the directory with one drawn page per figure; a figure without one has a
    page without worked examples.
    """
    return {
        f"figures/{name}.md": figure_page(FIGURES_BY_NAME[name], specifications / f"{name}.md")
        for name in sorted(FIGURES_BY_NAME)
    }


def figure_page(figure: Figure, specification: Path) -> str:
    """Return the page of one figure."""
    definition = figure.definition
    lines = [
        f"# `{figure.name}`",
        "",
        f"**{figure.label.en}** ({figure.label.ja}), version {figure.version}.",
        "",
        definition.sentence,
        "",
        f"- **Rows.** {definition.rows}",
        f"- **Unit.** {definition.unit}",
        f"- **Missing.** {definition.missing}",
        f"- **Source.** {definition.source}",
        "",
        "## Basis",
        "",
        *_basis(figure),
        "",
        "## What it takes",
        "",
        *_takes(figure),
    ]
    return "\n".join([*lines, "", *_examples(specification)]).rstrip() + "\n"


def _basis(figure: Figure) -> list[str]:
    stated = figure.basis.as_dict().items()
    rows = [
        f"| {name.replace('_', ' ')} | {phrase} |"
        for name, phrase in stated
        if phrase != NOT_APPLICABLE
    ]
    return ["| Of | Basis |", "|---|---|", *rows]


def _takes(figure: Figure) -> list[str]:
    by, always = set(figure.dimensions), set(figure.always)
    where, required = set(figure.where), set(figure.required)
    rows = [
        f"| `{key.name}` | {_by(key, by, always)} | {_where(key, where, required)} | {key.help} |"
        for key in KEYS.values()
        if key.name in by | always | where
    ]
    as_of = {
        "refused": "It takes no `--as-of`.",
        "optional": "It takes `--as-of`; without it, everything on record counts.",
        "required": "It needs `--as-of`.",
    }[figure.as_of]
    return ["| Key | `--by` | `--where` | Meaning |", "|---|---|---|---|", *rows, "", as_of]


def _by(key: Key, by: set[str], always: set[str]) -> str:
    return "always" if key.name in always else "yes" if key.name in by else ""


def _where(key: Key, where: set[str], required: set[str]) -> str:
    return "needed" if key.name in required else "yes" if key.name in where else ""


def _examples(specification: Path) -> list[str]:
    if not specification.is_file():
        return []
    _, *cases = _CASE.split(specification.read_text(encoding="utf-8"))
    return [
        "## Worked examples",
        "",
        "These are run on every engine as tests. In a table a dash is what nobody states.",
        "",
        *(f"### {case.rstrip()}\n" for case in cases),
    ]
