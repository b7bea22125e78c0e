"""`tomoni documents add`, `resume`, `register`: files read into texts, texts made documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.document_refusals import document_refusal
from tomoni.catalogue.errors import InputError, Where

from .ground import open_ledger
from .output import PhaseBar, emit, json_option, table

if TYPE_CHECKING:
    from tomoni.records.actions.reading.values import GivenFile
    from tomoni.records.models import ReadingBatch, ReadingFile

_JOBS = click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes. Default: one for each core."
)


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--document", metavar="ID", help="The registered document whose text FILE is.")
@click.option("--later", is_flag=True, help="Leave the reading to `tomoni worker`.")
@_JOBS
@json_option
def add_command(
    files: tuple[Path, ...], document: str | None, later: bool, jobs: int | None, as_json: bool
) -> int:
    """Read FILE… (PDF, HTML, DOCX, Markdown, text) into texts and proposed claims.

    Each text is held once, by its SHA-256. A file that cannot be read is refused with its reason;
    the others are read all the same, and the exit code is then 4.
    """
    if document is not None and len(files) != 1:
        raise InputError("--document names one text.", do="Give one FILE with it.")
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.reading.batches import start_batch
    from tomoni.web.reading.tasks import enqueue

    batch = start_batch([_given(path, document) for path in files], by=SYSTEM)
    if later:
        enqueue(batch.public_id)
        emit({"batch": batch.public_id, "files": []}, as_json,
             lambda: [f"Batch {batch.public_id} waits for `tomoni worker`."])  # fmt: skip
        return 0
    return _read([batch], jobs, as_json)


@click.command("resume")
@_JOBS
@json_option
def resume_command(jobs: int | None, as_json: bool) -> int:
    """Read what is left of batches that were interrupted."""
    open_ledger()
    from tomoni.records.models import ReadingBatch

    return _read(
        list(ReadingBatch.objects.exclude(state_code="done").order_by("pk")), jobs, as_json
    )


@click.command("register")
@click.argument("text_id")
@click.option("--id", "document_id", required=True, help="Public id of the document.")
@click.option("--title", required=True, help="Title, as printed.")
@click.option("--publisher", required=True, help="Who published it.")
@click.option("--edition", type=int, help="Year of the edition. Default: as the reader found.")
@click.option("--evidence", help="Why this edition.")
@click.option("--inferred", is_flag=True, help="The edition is not printed in the text.")
@click.option("--period", nargs=2, metavar="FIRST LAST", help="Years that it reports on.")
@click.option("--public-page", help="Address at which it was published.")
@click.option("--section", help="Section of the publication, for comparing editions.")
@json_option
def register_command(
    text_id: str,
    document_id: str,
    title: str,
    publisher: str,
    edition: int | None,
    evidence: str | None,
    inferred: bool,
    period: tuple[str, str] | None,
    public_page: str | None,
    section: str | None,
    as_json: bool,
) -> None:
    """Register the text TEXT_ID as a document. What is not given is what the reader found."""
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.reading.texts import register_document

    given: dict[str, Any] = {
        "document_id": document_id, "title": title, "publisher": publisher,
        "edition_year": edition, "edition_evidence": evidence, "public_page": public_page,
        "section_code": section,
    }  # fmt: skip
    if edition is not None:
        given["edition_basis_code"] = "inferred" if inferred else "stated"
    if period:
        given["period_start_stated"], given["period_end_stated"] = period
    document = register_document(text_id, given, by=SYSTEM)
    emit(
        {"document": document.public_id, "sha256": document.sha256,
         "edition": document.edition_year, "edition_basis": document.edition_basis_code},
        as_json,
        lambda: [f"{text_id} is registered as {document.public_id}."],
    )  # fmt: skip


def _given(path: Path, document: str | None) -> GivenFile:
    from tomoni.exchange.documents.open import LARGEST_FILE
    from tomoni.records.actions.reading.values import GivenFile

    where = Where(file=str(path))
    if not path.is_file():
        raise InputError("There is no such file.", where=where, do="Check the path.")
    if path.stat().st_size > LARGEST_FILE:
        raise InputError(
            f"The file has more than {LARGEST_FILE // 2**20} MB.", where=where, do="Split it."
        )
    return GivenFile(path.name, path, document)


def _read(batches: list[ReadingBatch], jobs: int | None, as_json: bool) -> int:
    from tomoni.records.models import ReadingFile
    from tomoni.web.reading.reading import read_batch

    with PhaseBar() as bar:
        for batch in batches:
            read_batch(batch.public_id, processes=jobs,
                       progress=lambda done, total: bar("reading", done, total))  # fmt: skip
    files = ReadingFile.objects.filter(batch__in=batches).select_related(
        "batch", "document_text__document"
    )
    rows = list(files.order_by("batch", "number"))
    emit({"files": [_as_dict(one) for one in rows]}, as_json, lambda: _lines(rows))
    return 4 if any(one.state_code == "refused" for one in rows) else 0


def _as_dict(one: ReadingFile) -> dict[str, object]:
    held = one.document_text
    refusal = _refusal(one)
    return {
        "batch": one.batch.public_id,
        "name": one.name,
        "sha256": one.sha256,
        "state": one.state_code,
        "text": held.public_id if held else None,
        "text_sha256": held.sha256 if held else None,
        "document": held.document.public_id if held and held.document else None,
        "proposals": one.proposal_count,
        "refusal": one.refusal_code,
        "what": refusal[0] if refusal else None,
        "do": refusal[1] if refusal else None,
    }


def _refusal(one: ReadingFile) -> tuple[str, str] | None:
    if one.refusal_code is None:
        return None
    return document_refusal(one.refusal_code, one.refusal_parameters)


def _lines(rows: list[ReadingFile]) -> Iterator[str]:
    read = [one for one in rows if one.document_text is not None]
    if read:
        yield from table(
            ("File", "Text", "Document", "Edition", "Proposals"),
            (
                (one.name, one.document_text.public_id,
                 one.document_text.document.public_id if one.document_text.document else "–",
                 _edition(one), one.proposal_count)
                for one in read
            ),
            "....r",
        )  # fmt: skip
    for one in rows:
        refusal = _refusal(one)
        if refusal:
            yield f"Refused: {one.name}: {' '.join(refusal)}"


def _edition(one: ReadingFile) -> str:
    held = one.document_text
    return f"{held.edition_year or '–'} ({held.edition_basis_code})" if held else "–"
