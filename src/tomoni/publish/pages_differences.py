"""One page per two editions: who is no longer named, what changed, what is no longer said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tomoni.catalogue.labels import Label
from tomoni.catalogue.section_words import section_label
from tomoni.rules.editions import (
    EditionsCompared,
    EditionText,
    NamingChange,
    StatementChange,
    compare_editions,
)

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .edition_facts import comparable_documents, edition_pairs
from .evidence import claim_number, document_link, edition_label
from .source import Row, Source, label_of

_SECTION = cells.column("section", Label("Section", "節"))
_TITLES: Mapping[str, Label] = {
    "gone": Label("Who is no longer named", "記載されなくなった国・団体"),
    "new": Label("Who is newly named", "新たに記載された国・団体"),
    "changed": Label("What changed", "変更された記載"),
    "dropped": Label("What is no longer said", "記載されなくなった内容"),
    "appeared": Label("What is newly said", "新たな記載"),
}
_NOTHING = Label("Nothing.", "ありません。")
_OPEN = Label(
    "An open list names examples: to be missing from it tells less.",
    "例示の列挙では、記載がないことの意味は小さくなります。",
)


def difference_key(earlier_id: str, later_id: str) -> str:
    """Return the key of the page about two documents."""
    return f"{earlier_id} {later_id}"


def write_differences(build: Build) -> None:
    """Write a page for every two editions that can be compared."""
    for earlier, later in edition_pairs(build.source):
        key = difference_key(earlier.document_id, later.document_id)
        build.writer.page("difference", key, difference_page(build, earlier, later))


def difference_links(source: Source, document_id: str) -> list[Json]:
    """Return links to the pages that compare a document with its other editions."""
    found = []
    for earlier, later in comparable_documents(source):
        ids = earlier["document_id"], later["document_id"]
        if document_id in ids:
            other = earlier if document_id == ids[1] else later
            words = cells.words(edition_label(other))
            found.append(cells.link("difference", difference_key(*ids), words))
    return found


def difference_page(build: Build, earlier: EditionText, later: EditionText) -> Json:
    """Return the page about what a later edition says otherwise than an earlier one."""
    source = build.source
    compared = compare_editions(earlier, later)
    one, other = (source.by_key("documents")[edition.document_id] for edition in (earlier, later))
    tables = {name: _names(source, compared, name) for name in ("gone", "new")}
    for change in ("changed", "dropped", "appeared"):
        tables[change] = _statements(source, compared, change, one, other)
    return {
        "earlier": document_link(one),
        "later": document_link(other),
        "earlier_year": earlier.year,
        "later_year": later.year,
        "sections": [cells.words(section_label(code)) for code in compared.sections],
        "not_compared": compared.not_compared,
        "tables": tables,
    }


def _names(source: Source, compared: EditionsCompared, name: str) -> Json:
    change = "dropped" if name == "gone" else "appeared"
    rows: dict[tuple[str, str, str | None], list[NamingChange]] = {}
    for one in compared.namings:
        if one.change == change:
            rows.setdefault((one.section, one.role, one.only_for), []).append(one)
    made: list[list[Cell]] = [
        [
            cells.several(_named(source, one) for one in group),
            cells.coded("naming_role", role, label_of("naming_role", role)),
            activity_link(source, only_for),
            cells.words(section_label(section)),
            cells.coded("list_kind", "open", label_of("list_kind", "open"))
            if any(one.was_open for one in group)
            else None,
        ]
        for (section, role, only_for), group in rows.items()
    ]
    heads = [
        cells.column("names", Label("Country or body", "国・団体")),
        cells.column("role", Label("Role", "役割")),
        cells.column("only_for", Label("Only for", "この案件に限り")),
        _SECTION,
        cells.column("list", Label("The other list", "もう一方の列挙")),
    ]
    return cells.table(name, _TITLES[name], heads, made, note=_OPEN, empty=_NOTHING)


def _named(source: Source, named: NamingChange) -> Cell:
    if named.is_place:
        label = source.place_label(named.code)
        return cells.link("country", named.code, cells.words(label))
    party = source.by_key("parties")[named.code]
    if party["is_context_only"]:
        return str(party["name"])
    return cells.link("organisation", named.code, party["name"])


def _statements(
    source: Source, compared: EditionsCompared, change: str, earlier: Row, later: Row
) -> Json:
    heads = [
        cells.column("statement", Label("Statement", "記載")),
        cells.column("earlier", edition_label(earlier), is_number=True),
        cells.column("later", edition_label(later), is_number=True),
        cells.column("class", Label("Finding", "所見")),
        _SECTION,
    ]
    rows = [_statement(source, one) for one in compared.statements if one.change == change]
    return cells.table(change, _TITLES[change], heads, rows, empty=_NOTHING)


def _statement(source: Source, one: StatementChange) -> list[Cell]:
    claims = source.by_key("claims")
    first = claims[(*one.earlier, *one.later)[0]]
    subject = activity_link(source, first["activity_id"])
    metric = cells.words(label_of("metric", first["metric_code"]))
    if isinstance(subject, dict):
        subject["below"] = metric
    codes = [one.classification.class_code] if one.classification else []
    if one.is_stale and "stale_or_dropped" not in codes:
        codes.append("stale_or_dropped")
    tags = [
        cells.coded("finding_class", code, label_of("finding_class", code), tag=True)
        for code in codes
    ]
    return [
        subject or metric,
        _numbers(claims, one.earlier),
        _numbers(claims, one.later),
        tags[0] if len(tags) == 1 else cells.several(tags),
        cells.words(section_label(one.section)),
    ]


def _numbers(claims: Mapping[str, Row], ids: Sequence[str]) -> Cell:
    made = _distinct(claim_number(claims[claim_id]) for claim_id in ids)
    return made[0] if len(made) == 1 else cells.several(made)


def _distinct(numbers: Iterable[Json]) -> list[Json]:
    """Each value once: a text may print one number at several places."""
    found: dict[tuple[object, ...], Json] = {}
    for number in numbers:
        told = (number["value"], number.get("qualifier"), number.get("stated"))
        found.setdefault(told, number)
    return list(found.values())
