"""Totals to date: the latest observation of each activity, plus flows counted after its cut-off.

Observations are never summed: every row of such a figure stands for one activity. An entry that may
or may not be part of the observed total (its date overlaps a cut-off read from the edition, or it
has no date) widens the upper bound and adds nothing to the value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ibis

from .amounts import amounts, widened
from .evidence import Part
from .hierarchy import below, ids_below
from .ledger import day, is_cancelled, live_entries
from .request import Request
from .select import Base, recipients, select

if TYPE_CHECKING:
    from .workspace import Workspace

TO_DATE_DIMENSIONS = ("series", "kind", "theme", "status", "oda_decision")
TO_DATE_WHERE = (
    "activity", "series", "kind", "theme", "status", "oda_decision", "country", "framework",
    "organisation", "role", "region",
)  # fmt: skip
MONEY_TO_DATE_DIMENSIONS = (
    *TO_DATE_DIMENSIONS, "organisation", "provider", "receiver", "counting_level",
)  # fmt: skip
# What an entry states of itself and a published total does not.
_OF_ENTRIES = {
    "provider": "provider_party_id",
    "receiver": "receiver_party_id",
    "counting_level": "counting_level_code",
}
NOTES = ("cutoff", "cutoff_basis", "since")
_SUBJECT = ("activity_id", "measure_code", "population_code", "unit_code", "currency_code")
OBSERVED_COLUMNS = (
    "observation_id", "claim_id", *_SUBJECT, "quantity", "exponent", "low_quantity",
    "high_quantity", "qualifier_code", "since_stated", "since_first", "since_last",
    "cutoff_stated", "cutoff_first", "cutoff_last", "cutoff_basis_code", "is_active",
)  # fmt: skip
_SUBJECT_OF_ENTRY = ("activity_id", "measure_code", "unit_code", "currency_key")


def to_date(workspace: Workspace, request: Request, measures: Sequence[str]) -> tuple[Part, ...]:
    """Return the observed totals, the entries after them, and the entries of other activities."""
    latest = workspace.kept(latest_observations(workspace, request, measures))
    observed = workspace.kept(select(workspace, OBSERVATIONS, request, latest))
    entries = dated_entries(workspace, request, measures)
    if request.values("activity"):
        # One look at the ledger for both parts: what belongs to few activities is little.
        named = [str(each) for each in request.values("activity")]
        below_named = list(ids_below(workspace, named))
        entries = workspace.kept(entries.filter(entries.activity_id.isin(below_named)))
    alone = entries.anti_join(latest, list(_SUBJECT_OF_ENTRY))
    return (
        observed_amounts(observed, request),
        Part("entries", _later(workspace, request, observed, entries)),
        Part("entries", _alone(workspace, request, alone)),
    )


def latest_observations(
    workspace: Workspace, request: Request, measures: Sequence[str]
) -> ibis.Table:
    """Return one observation per activity, measure, population and currency.

    It is the one with the latest cut-off that surely lies at or before the as-of date.
    """
    rows = workspace.table("observations", *OBSERVED_COLUMNS)
    rows = rows.filter(rows.is_active & rows.measure_code.isin(list(measures)))
    if request.as_of is not None:
        rows = rows.filter(rows.cutoff_last <= day(request.as_of))
    order = [ibis.desc("cutoff_last"), ibis.desc("cutoff_first"), ibis.desc("observation_id")]
    ranked = rows.mutate(rank=ibis.row_number().over(group_by=list(_SUBJECT), order_by=order))
    latest = ranked.filter(ranked["rank"] == 0).drop("rank")
    return latest.mutate(currency_key=latest.currency_code.coalesce(""))


def only_recipient(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``country``: the activity's only stated recipient, if its list is closed; else null."""
    stated = recipients(workspace)
    only = stated.group_by("linked_id").aggregate(
        country=stated.country.min(),
        countries=stated.country.nunique(),
        open_lists=stated.is_open_list.cast("int64").sum(),
    )
    only = only.filter((only.countries == 1) & (only.open_lists == 0))
    joined = rows.left_join(only, rows.activity_id == only.linked_id)
    return joined.select(*rows.columns, "country")


def only_funder(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``provider``: the activity's only funder. Null: none or several are stated."""
    return _with_only(rows, "provider", _parties(workspace, is_funder=True))


def only_receiver(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``receiver``: the only implementer or partner who is no funder of the activity."""
    funders = _parties(workspace, is_funder=True)
    others = _parties(workspace, is_funder=False)
    return _with_only(rows, "receiver", others.anti_join(funders, ["party_of", "party_id"]))


def _parties(workspace: Workspace, *, is_funder: bool) -> ibis.Table:
    parties = workspace.table("parties")
    links = workspace.table("activity_parties").semi_join(
        parties.filter(~parties.is_context_only), "party_id"
    )
    chosen = links.filter((links.role_code == "funder") == is_funder)
    return chosen.select("party_id", party_of="activity_id").distinct()


def _with_only(rows: ibis.Table, name: str, parties: ibis.Table) -> ibis.Table:
    only = parties.group_by("party_of").aggregate(
        **{name: parties.party_id.min(), "named": parties.party_id.nunique()}
    )
    only = only.filter(only.named == 1).drop("named")
    joined = rows.left_join(only, rows.activity_id == only.party_of)
    return joined.select(*rows.columns, name)


def _not_stated(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    return rows.mutate(counting_level=ibis.literal(None, "string"))


def observed_amounts(observed: ibis.Table, request: Request) -> Part:
    """Return selected observations as a part, with since when and up to when they count."""
    rows = observed.mutate(
        cutoff=observed.cutoff_stated, cutoff_basis=observed.cutoff_basis_code,
        since=observed.since_stated,
    )  # fmt: skip
    evidence = amounts(rows, "observation_id", (*request.dimensions, *NOTES))
    return Part("observations", evidence, notes=NOTES)


def dated_entries(workspace: Workspace, request: Request, measures: Sequence[str]) -> ibis.Table:
    """Return the entries of the measures, with a currency that is never null to join by."""
    rows = live_entries(workspace, request, measures)
    return rows.select(
        "entry_id", "claim_id", "activity_id", "measure_code", "unit_code", "currency_code",
        "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "country_code",
        "date_first", "date_last",
        *(column for name, column in _OF_ENTRIES.items() if request.names(name)),
        currency_key=rows.currency_code.coalesce(""), cancelled=is_cancelled(rows),
    )  # fmt: skip


def _later(
    workspace: Workspace, request: Request, observed: ibis.Table, entries: ibis.Table
) -> ibis.Table:
    """Entries below an observed activity that the observation does not surely hold."""
    rows = _with_own(request, after_cutoff(workspace, request, observed, entries))
    evidence = amounts(
        rows, "entry_id", (*request.dimensions, "is_after"), is_cancelled=rows.cancelled
    )
    return widened(evidence, evidence.is_after).drop("is_after")


def after_cutoff(
    workspace: Workspace,
    request: Request,
    observed: ibis.Table,
    entries: ibis.Table,
    *,
    same_measure: bool = True,
) -> ibis.Table:
    """Return entries below an observed activity that are, or may be, later than its cut-off.

    Each has the dimensions of the observed activity and ``is_after``: surely later.
    """
    rows = entries_below(workspace, request, observed, entries, same_measure=same_measure)
    rows = rows.mutate(is_after=(rows.date_first > rows.cutoff_last).fill_null(False))
    return rows.filter(rows.is_after | ~_is_inside(rows))


def entries_below(
    workspace: Workspace,
    request: Request,
    observed: ibis.Table,
    entries: ibis.Table,
    *,
    same_measure: bool = True,
) -> ibis.Table:
    """Return each entry with every observation of its activity or of one above it.

    Columns: those of the entries, since and cut-off of the observation, and the dimensions of the
    observed activity. ``same_measure``: only where measure, unit and currency agree.
    """
    roots = observed.select(
        "since_first", "since_last", "cutoff_first", "cutoff_last", "cutoff_basis_code",
        root_id=observed.activity_id, own_measure=observed.measure_code,
        own_unit=observed.unit_code, own_currency=observed.currency_key,
        **{f"asked_{name}": observed[name] for name in request.dimensions},
    )  # fmt: skip
    members = below(workspace, roots.select("root_id"))
    members = members.select(scope_root="root_id", member_id="activity_id")
    # Kept, so that no engine joins entries and observations by their measure alone.
    scope = workspace.kept(
        members.inner_join(roots, members.scope_root == roots.root_id).drop("scope_root")
    )
    matches = [entries.activity_id == scope.member_id]
    if same_measure:
        matches += [
            entries.measure_code == scope.own_measure,
            entries.unit_code == scope.own_unit,
            entries.currency_key == scope.own_currency,
        ]
    joined = entries.inner_join(scope, matches)
    return joined.mutate(**{name: joined[f"asked_{name}"] for name in request.dimensions})


def _is_inside(rows: ibis.Table) -> Any:
    """Whether the entry surely is part of the observed total.

    A stated cut-off counts to its end. One read from the edition may lie anywhere in its year.
    """
    stated = (rows.cutoff_basis_code == "stated") & (rows.date_last <= rows.cutoff_last)
    inferred = rows.date_last < rows.cutoff_first
    return ibis.or_(stated, inferred).fill_null(False)


def _alone(workspace: Workspace, request: Request, entries: ibis.Table) -> ibis.Table:
    """Entries of activities without an observation of their own: all that is recorded of them."""
    rows = _with_own(request, select(workspace, _OWN_ENTRIES, request, entries))
    return amounts(rows, "entry_id", request.dimensions, is_cancelled=rows.cancelled)


def _with_own(request: Request, entries: ibis.Table) -> ibis.Table:
    """Let what an entry states of itself go before what its activity says."""
    own = {name: column for name, column in _OF_ENTRIES.items() if name in request.dimensions}
    stated = {name: entries[column].coalesce(entries[name]) for name, column in own.items()}
    return entries.mutate(**stated) if stated else entries


_COLUMNS = {"measure": "measure_code", "currency": "currency_code", "unit": "unit_code"}
_DERIVED = {
    "country": only_recipient,
    "provider": only_funder,
    "receiver": only_receiver,
    "counting_level": _not_stated,
}
OBSERVATIONS = Base(
    "observations",
    columns={**_COLUMNS, "observation": "observation_id"},
    derived=_DERIVED,
    with_parts=False,
    keeps_unlinked=True,
)
_OWN_ENTRIES = Base(
    "entries", columns=_COLUMNS, derived=_DERIVED, with_parts=False, keeps_unlinked=True
)
