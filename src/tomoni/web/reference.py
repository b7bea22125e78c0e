"""Writes docs/reference from the code: `python -m tomoni.web.reference [--check]`.

Every setting, command, exit code, figure, kind, measure, metric, theme, table and term has its
heading there. ``--check`` writes nothing, names the stale pages and leaves with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tomoni.catalogue.errors import InputError, TomoniError
from tomoni.figures.reference import reference_pages
from tomoni.web.reference_pages import (
    catalogue,
    course_states,
    iati_files,
    iati_rules,
    iati_tables,
    permissions,
    portfolio,
    program,
    reading,
    reports,
    snapshot,
)

# The drawn specifications of the figures, which their pages show as worked examples.
SPECIFICATIONS = Path(__file__).parents[3] / "tests" / "spec" / "figures"
NOTICE = "<!-- Written by `make docs` from the code. Do not edit. -->"

PAGES: dict[str, Callable[[], str]] = {
    "settings.md": program.settings_page,
    "commands.md": program.commands_page,
    "exit-codes.md": program.exit_codes_page,
    "permissions.md": permissions.permissions_page,
    "desk-columns.md": permissions.columns_page,
    "course-states.md": course_states.states_page,
    "figures.md": program.figures_page,
    "kinds.md": catalogue.kinds_page,
    "measures.md": catalogue.measures_page,
    "metrics.md": catalogue.metrics_page,
    "themes.md": catalogue.themes_page,
    "tables.md": catalogue.tables_page,
    "terms.md": catalogue.terms_page,
    "iati-rules.md": iati_rules.rules_page,
    "iati-files.md": iati_files.files_page,
    "iati-tables.md": iati_tables.tables_page,
    "reading.md": reading.reading_page,
    "reports.md": reports.reports_page,
    "portfolio-format.md": portfolio.portfolio_page,
    "snapshot-format.md": snapshot.snapshot_page,
}


def pages() -> dict[str, str]:
    """Return the text of every page of the reference by its file name."""
    texts = {name: make() for name, make in PAGES.items()}
    texts["index.md"] = _index(texts)
    texts |= reference_pages(SPECIFICATIONS)
    return {name: f"{NOTICE}\n\n{text.rstrip()}\n" for name, text in texts.items()}


def _index(texts: dict[str, str]) -> str:
    lines = ["# Reference", "", "These pages are written from the code.", ""]
    for name, text in texts.items():
        title = text.splitlines()[0].removeprefix("# ")
        lines.append(f"- [{title}]({name})")
    return "\n".join(lines)


def stale(directory: Path) -> list[str]:
    """Return the names of pages that are missing, differ from the code, or do not belong."""
    wanted = pages()
    found = {path.relative_to(directory).as_posix() for path in directory.rglob("*.md")}
    differing = [
        name
        for name, text in wanted.items()
        if name not in found or (directory / name).read_text(encoding="utf-8") != text
    ]
    return sorted([*differing, *(found - wanted.keys())])


def write(directory: Path) -> None:
    """Write every page, and remove pages that the code no longer has."""
    wanted = pages()
    for path in directory.rglob("*.md"):
        if path.relative_to(directory).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write or check the reference of the project in the working directory; return an exit code."""
    directory = Path("docs/reference")
    if not Path("pyproject.toml").exists():
        raise InputError(
            "There is no pyproject.toml here.", do="Run it in the project's directory."
        )
    if "--check" not in arguments:
        write(directory)
        return 0
    names = stale(directory)
    for name in names:
        sys.stderr.write(f"{directory / name} is stale: run `make docs`.\n")
    return 1 if names else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except TomoniError as error:
        sys.stderr.write(f"Error: {error}\n")
        sys.exit(error.exit_code)
