"""Japanese wording of the working pages, each application in its own ``locale/ja``.

Bring all up to date, and name what lacks a translation:

    .venv/bin/python -m tomoni.web.shell.messages

or one alone: ``… messages courses``. Fill in the empty ``msgstr`` of the application's
``locale/ja/LC_MESSAGES/django.po`` and run it again: it compiles ``django.mo``. Both files are
committed; ``tests/web/shell/test_messages.py`` holds them complete.
"""

from __future__ import annotations

from pathlib import Path

import click

from tomoni.web.public.messages import untranslated, updated_catalog, write

WEB = Path(__file__).parents[1]
_WORKING = (
    "shell",
    "accounts",
    "courses",
    "people",
    "selection",
    "certificates",
    "participants",
    "followup",
    "alumni",
    "attendance",
    "evaluation",
    "delivery",
    "evidence",
    "reading",
    "imports",
    "reports",
    "findings",
    "sheets",
)


def applications() -> list[str]:
    """Return the names of the applications of working pages that exist."""
    return [name for name in _WORKING if (WEB / name / "apps.py").exists()]


@click.command()
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...]) -> None:
    """Bring the translations of NAMES up to date; of all applications without one."""
    for name in names or applications():
        catalog = updated_catalog(WEB / name, f"the pages of {name}")
        write(WEB / name, catalog)
        missing = untranslated(catalog)
        click.echo(f"{name}: {len(catalog)} wordings, {len(missing)} without a translation")
        for each in missing:
            click.echo(f"  {each}")


if __name__ == "__main__":
    main()
