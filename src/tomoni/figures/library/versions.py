"""What changed between two editions: figures that moved, appeared, or are no longer said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.catalogue.labels import Label
from tomoni.rules.qualifiers import Interval, subtract_intervals

from ..amounts import amounts
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select

if TYPE_CHECKING:
    from ..workspace import Workspace

_SUBJECT = ("activity_id", "metric_code", "unit_code", "currency_key", "population_key")
_CLAIMS = Base(
    "claims",
    columns={"metric": "metric_code", "unit": "unit_code", "currency": "currency_code"},
)


@figure(
    name="editions_compared",
    version=1,
    label=Label("Figures between two editions", "版間の数値比較"),
    unit="each row's own",
    dimensions=("theme", "kind", "series"),
    always=("activity", "metric", "unit", "currency"),
    where=("earlier", "later", "change", "activity", "metric", "theme", "kind", "series"),
    required=("earlier", "later"),
    basis=Basis(
        time="two editions, as published",
        currency="original currency, face value",
        price="current prices",
        population="quantities of sections that both editions hold in full",
        country_basis="does not apply",
    ),
)
def editions_compared(workspace: Workspace, request: Request) -> Evidence:
    """Every published quantity that two editions state differently, or that only one states.

    Rows: one per activity, metric, unit and currency. change says changed, appeared or vanished
    (same only where asked); finding_class is how the two relate, where a finding has both.
    Unit: each row's own. The value is later minus earlier; parts show both.
    Missing: the value is null where only one edition states it. A quantity of a section that the
    other edition does not hold is not compared: silence there says nothing. Refused with the
    reason: documents of two publishers, documents that hold no section in common, and a later
    edition named as the earlier one. An undated document may stand on either side.
    Source: claims, documents, document_sections, findings.
    """
    earlier, later = str(request.one("earlier")), str(request.one("later"))
    if earlier == later:
        raise InputError(
            "An edition cannot be compared with itself.",
            where=Where(field="later"),
            do="Name two documents.",
        )
    _refuse_unlike(workspace, request, earlier, later)
    own = Request(
        request.by,
        request.dimensions,
        {key: values for key, values in request.where.items()
         if key not in ("earlier", "later", "change")},
        None,
    )  # fmt: skip
    parts = (
        _part(workspace, own, "earlier", earlier, later),
        _part(workspace, own, "later", later, earlier),
    )
    changes = request.values("change") or ("changed", "appeared", "vanished")

    def finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
        answer = _compared(totals)
        return answer if answer.notes["change"] in changes else None

    return Evidence(parts, finish=finish, shows_parts=True)


def _refuse_unlike(workspace: Workspace, request: Request, earlier: str, later: str) -> None:
    """Refuse two documents between which neither change nor silence says anything."""
    documents = workspace.table("documents", "document_id", "publisher", "edition_year")
    named = documents.filter(documents.document_id.isin([earlier, later])).to_pyarrow().to_pylist()
    about = {row["document_id"]: row for row in named}
    one, other = about[earlier], about[later]
    if one["publisher"] != other["publisher"]:
        raise RefusedError(
            f"{earlier} and {later} are no editions of one publication: {one['publisher']} "
            f"published the first, {other['publisher']} the second.",
            where=Where(field="later"),
            do="Name two editions of one publisher: tomoni figure run documents_count "
            "--by publisher --by document.",
        )
    if None not in (one["edition_year"], other["edition_year"]):
        _refuse_reversed(request, one, other)
    if not _common_sections(workspace, earlier, later).count().to_pyarrow().as_py():
        raise RefusedError(
            f"{earlier} and {later} hold no section in common, so what one of them leaves out "
            "says nothing.",
            where=Where(field="later"),
            do="Name two editions that hold the same section, or ask what each states: "
            f"tomoni figure run claims_count --by activity --by metric --where document={later}.",
        )


def _refuse_reversed(
    request: Request, one: Mapping[str, object], other: Mapping[str, object]
) -> None:
    if int(str(one["edition_year"])) <= int(str(other["edition_year"])):
        return
    turned = Request(
        request.by,
        request.dimensions,
        {**request.where, "earlier": request.values("later"), "later": request.values("earlier")},
        None,
    )
    raise RefusedError(
        f"{one['document_id']} ({one['edition_year']}) is later than {other['document_id']} "
        f"({other['edition_year']}), not earlier.",
        where=Where(field="earlier"),
        do=f"Ask: {turned.command('editions_compared')}",
    )


def _common_sections(workspace: Workspace, document: str, other: str) -> ibis.Table:
    """Sections of the first document that the other holds too."""
    sections = workspace.table("document_sections")
    return sections.filter(sections.document_id == document).semi_join(
        sections.filter(sections.document_id == other), "section_code"
    )


def _part(workspace: Workspace, request: Request, name: str, document: str, other: str) -> Part:
    rows = _comparable(workspace, document, other)
    rows = select(workspace, _CLAIMS, request, rows)
    evidence = amounts(
        rows.mutate(finding_class=rows.related_class), "claim_id",
        (*request.dimensions, "finding_class"),
    )  # fmt: skip
    return Part("claims", evidence.drop("claim_id"), "same", name=name, notes=("finding_class",))


def _comparable(workspace: Workspace, document: str, other: str) -> ibis.Table:
    """Quantities of one document that the other states too, or whose section it holds."""
    own, others = _quantities(workspace, document), _quantities(workspace, other)
    related = _related(workspace, document, other)
    shared = _common_sections(workspace, document, other)
    shared = shared.select(section_start="start", section_end="end")
    in_shared = own.semi_join(
        shared, [own.start >= shared.section_start, own.start < shared.section_end]
    )
    kept = ibis.union(
        own.semi_join(others, list(_SUBJECT)).select("claim_id"),
        in_shared.select("claim_id"),
        distinct=True,
    )
    rows = own.semi_join(kept, "claim_id")
    joined = rows.left_join(related, rows.claim_id == related.related_claim_id)
    return joined.select(*rows.columns, "related_class")


def _quantities(workspace: Workspace, document: str) -> ibis.Table:
    claims = workspace.standing_claims(
        "claim_id", "document_id", "activity_id", "metric_code", "measure_code",
        "population_code", "unit_code", "currency_code", "quantity", "exponent", "low_quantity",
        "high_quantity", "qualifier_code", "start",
    )  # fmt: skip
    rows = claims.filter((claims.document_id == document) & claims.measure_code.notnull())
    return rows.mutate(
        currency_key=rows.currency_code.coalesce(""),
        population_key=rows.population_code.coalesce(""),
    )


def _related(workspace: Workspace, document: str, other: str) -> ibis.Table:
    """The class of the finding that holds claims of both documents, per claim of the first."""
    claims = workspace.table("claims").select("claim_id", "document_id")
    links = workspace.table("finding_claims").inner_join(claims, "claim_id")
    own = links.filter(links.document_id == document).select("finding_id", "claim_id")
    others = links.filter(links.document_id == other).select("finding_id")
    both = own.semi_join(others, "finding_id")
    classes = workspace.table("findings").select("finding_id", "class_code")
    joined = both.inner_join(classes, "finding_id")
    return joined.group_by(related_claim_id=joined.claim_id).aggregate(
        related_class=joined.class_code.min()
    )


def _compared(totals: Mapping[str, Total]) -> Answer:
    earlier, later = totals.get("earlier"), totals.get("later")
    stated = later or earlier
    assert stated is not None
    notes = {"finding_class": stated.notes.get("finding_class")}
    if earlier is None or later is None:
        change = "appeared" if earlier is None else "vanished"
        return Answer(None, None, None, "exact", notes={"change": change, **notes})
    is_same = (earlier.value, earlier.low, earlier.high, earlier.qualifier) == (
        later.value, later.low, later.high, later.qualifier,
    )  # fmt: skip
    notes = {"change": "same" if is_same else "changed", **notes}
    if earlier.value is None or later.value is None:
        return Answer(None, None, None, "exact", notes=notes)
    bounds = subtract_intervals(
        Interval(later.low, later.high), Interval(earlier.low, earlier.high)
    )
    hedges = {earlier.qualifier, later.qualifier} - {"exact"}
    qualifier = "about" if hedges else "exact"
    return Answer(
        later.value - earlier.value, bounds.low, bounds.high, qualifier,
        high_is_soft=bool(hedges), notes=notes,
    )  # fmt: skip
