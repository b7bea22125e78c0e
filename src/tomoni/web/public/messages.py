"""The interface's wording in Japanese: `python -m tomoni.web.public.messages` brings it up to date.

Reads every translated word out of templates and views, writes them to ``django.po`` beside the
translations that are there, and compiles ``django.mo``. Babel does both, so that no gettext tool
has to be installed. Both files are committed; a test holds them together.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
PO_FILE = HERE / "locale" / "ja" / "LC_MESSAGES" / "django.po"
MO_FILE = PO_FILE.with_suffix(".mo")
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_": None,
}
Wording = tuple[str | tuple[str, ...], str | None]


def wordings(application: Path = HERE) -> Iterator[Wording]:
    """Yield every wording to translate, a text or (singular, plural), and its context if any."""
    from django.utils.translation.template import templatize

    for path in sorted(application.rglob("*.py")):
        yield from _in_source(path.read_bytes())
    for path in sorted((application / "templates").rglob("*.html")):
        yield from _in_source(templatize(path.read_text(encoding="utf-8")).encode())


def _in_source(source: bytes) -> Iterator[Wording]:
    for _, message, _, context in extract("python", io.BytesIO(source), keywords=_KEYWORDS):
        yield message, context


def po_file(application: Path) -> Path:
    """Return where an application keeps its translations."""
    return application / "locale" / "ja" / "LC_MESSAGES" / "django.po"


def updated_catalog(application: Path = HERE, what: str = "the public site") -> Catalog:
    """Return the catalogue with every wording in use and the translations already made."""
    kept = Catalog(locale="ja", domain="django")
    written = po_file(application)
    if written.exists():
        with written.open("rb") as file:
            kept = read_po(file, locale="ja", domain="django")
    fresh = Catalog(
        locale="ja",
        domain="django",
        header_comment=f"# Japanese wording of {what}.",
        project="Tomoni",
        version="1",
        last_translator="Tomoni",
        language_team="ja",
        msgid_bugs_address="",
        # Fixed, so that the file changes only when its words do.
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )
    for message, context in wordings(application):
        old = kept.get(message[0] if isinstance(message, tuple) else message, context)
        fresh.add(message, old.string if old is not None else None, context=context)
    return fresh


def untranslated(catalog: Catalog) -> list[str]:
    """Return the wordings that have no translation yet."""
    missing = []
    for message in catalog:
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(given[: catalog.num_plurals]):
            missing.append(str(message.id))
    return missing


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue in the form that Django reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def write(application: Path, catalog: Catalog) -> None:
    """Write both files of an application."""
    path = po_file(application)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=False, sort_output=True, no_location=True, width=99)
    path.with_suffix(".mo").write_bytes(compiled(catalog))


@click.command()
def main() -> None:
    """Bring django.po and django.mo up to date and name what still lacks a translation."""
    catalog = updated_catalog()
    write(HERE, catalog)
    missing = untranslated(catalog)
    click.echo(f"{len(catalog)} wordings, {len(missing)} without a translation")
    for each in missing:
        click.echo(f"  {each}")


if __name__ == "__main__":
    main()
