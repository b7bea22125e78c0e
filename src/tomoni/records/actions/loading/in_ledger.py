"""What the ledger already holds, as far as the checks of a portfolio need to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import TextField, Value
from django.db.models.functions import Coalesce, Concat

from tomoni.records.models import Activity, Document, SourceRow, Split

from .format import FILES_BY_NAME
from .known import Known
from .problems import BadRow
from .references import QUERY_BATCH, batches, existing, source_table
from .source import Source


def known_from_ledger(source: Source) -> Known:
    """Return the facts of records in the ledger that rows of the portfolio may point to."""
    known = Known()
    documents = Document.objects.values_list("public_id", "length_characters")
    known.document_lengths.update(documents.iterator())
    if any(file.name == "entries" for file in source.present()):
        activities = Activity.objects.values_list("public_id", "kind_code")
        known.activity_kinds.update(activities.iterator())
    return known


def already_there(known: Known, portfolio_id: str) -> Iterator[BadRow]:
    """Yield rows whose id belongs to a record that this portfolio did not load."""
    for name, lines in known.lines.items():
        table = source_table(portfolio_id, name)
        field = FILES_BY_NAME[name].cells[0].name
        for batch in batches(lines, QUERY_BATCH):
            rows = SourceRow.objects.filter(table=table, public_id__in=batch)
            unknown = set(batch).difference(rows.values_list("public_id", flat=True))
            for public_id in _there(name, unknown):
                reason = f"{public_id!r} is in the ledger already, from another source"
                yield BadRow(name, lines[public_id], field, reason)
    yield from _known_texts(known)


def _there(name: str, keys: set[str]) -> Iterable[str]:
    """Return those keys of rows that the ledger holds."""
    if name != "splits":
        return existing(name, keys)
    subject = Coalesce("activity__public_id", "entry__public_id")
    splits = Split.objects.annotate(
        key=Concat(subject, Value("--"), "axis_code", output_field=TextField())
    )
    return splits.filter(key__in=keys).values_list("key", flat=True).distinct()


def _known_texts(known: Known) -> Iterator[BadRow]:
    """Yield documents whose text the ledger knows under another id."""
    digests = {key[1]: line for key, line in known.unique.items() if key[0] == "sha256"}
    lines = known.lines.get("documents", {})
    by_line = {line: public_id for public_id, line in lines.items()}
    for batch in batches(digests, QUERY_BATCH):
        rows = Document.objects.filter(sha256__in=batch).values_list("sha256", "public_id")
        for digest, public_id in rows:
            line = digests[digest]
            if by_line.get(line) != public_id and public_id not in lines:
                yield BadRow("documents", line, "sha256", f"is the text of {public_id!r}")
