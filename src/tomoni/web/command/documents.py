"""`tomoni documents`: the texts behind the records."""

from __future__ import annotations

from pathlib import Path

import click

from .documents_in import add_command, register_command, resume_command
from .ground import open_ledger
from .output import emit, json_option, table


@click.group("documents")
def command() -> None:
    """Read documents in, register them, and look after their texts."""


command.add_command(add_command)
command.add_command(resume_command)
command.add_command(register_command)


@command.command("attach")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--allow-showing",
    metavar="REASON",
    help="Also let passages of these documents be printed, in public too, for this reason.",
)
@json_option
def attach_command(files: tuple[Path, ...], allow_showing: str | None, as_json: bool) -> None:
    """Attach the texts in FILE…, each recognised by its SHA-256.

    A file that no registered document has is refused; the message names the texts that are awaited.
    Files before it stay attached.
    """
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.documents import (
        allow_showing as let_show,
    )
    from tomoni.records.actions.documents import (
        attach_document,
        awaited_documents,
    )

    attached = []
    for path in files:
        document = attach_document(path, by=SYSTEM)
        if allow_showing is not None:
            document = let_show(document.public_id, by=SYSTEM, why=allow_showing)
        attached.append(
            {
                "document": document.public_id,
                "title": document.title,
                "file": str(path),
                "sha256": document.sha256,
                "may_show": document.may_show,
            }
        )
    awaited = [document.public_id for document in awaited_documents()]
    emit({"attached": attached, "awaited": awaited}, as_json, lambda: _text(attached, awaited))


def _text(attached: list[dict[str, object]], awaited: list[str]) -> list[str]:
    rows = (
        (row["document"], row["title"], row["file"], "yes" if row["may_show"] else "no")
        for row in attached
    )
    lines = table(("Document", "Title", "File", "May be shown"), rows)
    if awaited:
        lines += ["", f"Still awaited: {', '.join(awaited)}"]
    return lines
