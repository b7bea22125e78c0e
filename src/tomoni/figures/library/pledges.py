"""Pledges: what was announced, what is reported against it, and what is about to end."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label
from tomoni.rules.quantities import Quantity

from ..amounts import amounts, counted
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select
from ..windows import window

if TYPE_CHECKING:
    from ..workspace import Workspace

_PLEDGES = Base("pledges", columns={"pledge": "pledge_id", "framework": "framework_id"})
_TARGETS = Base(
    "pledge_targets",
    columns={
        "pledge": "pledge_id",
        "target": "target_id",
        "measure": "measure_code",
        "currency": "currency_code",
        "unit": "unit_code",
    },
)
_TARGET_KEYS = ("target", "pledge", "measure", "unit", "currency")
_WHERE = ("pledge", "target", "measure", "currency", "theme", "kind", "activity")
_TARGET_NOTES = ("window", "window_years", "states_counting_rule", "restates_target")


@figure(
    name="pledges_count",
    version=1,
    label=Label("Pledges", "表明数"),
    unit="pledges",
    dimensions=("pledge", "theme", "framework", "kind"),
    where=("pledge", "theme", "framework", "kind"),
    basis=Basis(
        time="all pledges on record, whatever their window",
        population="pledges; one pledge may have several targets",
        country_basis="does not apply",
    ),
)
def pledges_count(workspace: Workspace, request: Request) -> Evidence:
    """Pledges on record.

    Rows: one per combination of the dimensions asked.
    Unit: pledges.
    Missing: framework is null where no forum is stated.
    Source: pledges.
    """
    rows = counted(select(workspace, _PLEDGES, request), "pledge_id", request.dimensions)
    return Evidence((Part("pledges", rows, "count"),), empty="zero")


@figure(
    name="pledges_ending_count",
    version=1,
    label=Label("Pledges whose window ends", "期限を迎える表明数"),
    unit="pledges",
    dimensions=("pledge", "theme", "framework"),
    where=("pledge", "theme", "framework", "within_months"),
    as_of="required",
    basis=Basis(
        time="end of the window within 12 months from the as-of date, or within_months",
        population="pledges with a stated end, or a stated start and length",
        country_basis="does not apply",
    ),
)
def pledges_ending_count(workspace: Workspace, request: Request) -> Evidence:
    """Pledges whose window ends within some months of a date.

    Rows: one per combination of the dimensions asked; by pledge lists them.
    Unit: pledges.
    Missing: a pledge with neither an end nor a start and length is never counted.
    Source: pledges.
    """
    first, last = window(request, default_months=12)
    rows = workspace.table("pledges")
    ends = _end_of_window(rows)
    rows = rows.filter((ends >= _as_number(first)) & (ends <= _as_number(last)))
    rows = counted(select(workspace, _PLEDGES, request, rows), "pledge_id", request.dimensions)
    return Evidence((Part("pledges", rows, "count"),), empty="zero")


@figure(
    name="pledge_targets",
    version=1,
    label=Label("Targets of pledges", "表明の目標"),
    unit="the target's own",
    dimensions=("theme", "kind"),
    always=_TARGET_KEYS,
    where=_WHERE,
    basis=Basis(
        time="the pledge's window, as stated",
        currency="original currency, face value",
        price="current prices",
        population="targets as published; one that restates another in a second currency says so",
        country_basis="does not apply",
    ),
)
def pledge_targets(workspace: Workspace, request: Request) -> Evidence:
    """What each pledge promised, target by target: money and people.

    Rows: one per target; targets are promises and are never added to deliveries or to each other.
    Unit: the target's own, in major units for money.
    Missing: window is null where the source states none.
    Source: pledge_targets, pledges.
    """
    return Evidence((_targets(workspace, request, "value"),))


@figure(
    name="pledge_achievement_share",
    version=1,
    label=Label("Achievement of pledge targets", "表明の達成率"),
    unit="share",
    dimensions=("theme", "kind"),
    always=_TARGET_KEYS,
    where=_WHERE,
    basis=Basis(
        time="latest reported result, over the years of the window that it covers",
        currency="target and result in the same original currency",
        price="current prices",
        population="as each pledge counts; self-reported unless said otherwise",
        country_basis="does not apply",
    ),
)
def pledge_achievement_share(workspace: Workspace, request: Request) -> Evidence:
    """The latest result reported against each target of a pledge, as a share of the target.

    Rows: one per target; parts show target and result, notes the years covered, who reported, and
    whether the source states its counting rule.
    Unit: share; 1 is the target itself. exact is the fraction.
    Missing: null where no result is reported: unknown, never 0. A target of zero has no share.
    Source: pledge_targets, pledge_results, pledges, documents.
    """
    return Evidence(
        (_targets(workspace, request, "target"), _results(workspace, request)),
        finish=_achievement,
        shows_parts=True,
    )


def _targets(workspace: Workspace, request: Request, name: str) -> Part:
    rows = select(workspace, _TARGETS, request, _targets_with_pledge(workspace))
    return Part(
        "pledge_targets", amounts(rows, "target_id", (*request.dimensions, *_TARGET_NOTES)),
        name=name, notes=_TARGET_NOTES,
    )  # fmt: skip


def _targets_with_pledge(workspace: Workspace) -> ibis.Table:
    pledges = workspace.table("pledges")
    start, end = pledges.window_start_stated, pledges.window_end_stated
    about = pledges.select(
        "pledge_id", "activity_id", "window_years",
        window=ibis.coalesce(start + "/" + end, start + "/", "/" + end),
        states_counting_rule=pledges.counting_rule.notnull(),
    )  # fmt: skip
    targets = workspace.table("pledge_targets")
    targets = targets.mutate(restates_target=targets.restates_target_id)
    return targets.inner_join(about, "pledge_id")


def _results(workspace: Workspace, request: Request) -> Part:
    """The result of the latest edition per target."""
    results = workspace.table(
        "pledge_results", "result_id", "target_id", "claim_id", "quantity", "exponent",
        "low_quantity", "high_quantity", "qualifier_code", "unit_code", "currency_code",
        "years_covered", "is_self_reported",
    )  # fmt: skip
    claims = workspace.table("claims").select("document_id", result_claim_id="claim_id")
    documents = workspace.table("documents").select("document_id", "edition_year")
    dated = claims.left_join(documents, "document_id").select("result_claim_id", "edition_year")
    joined = results.left_join(dated, results.claim_id == dated.result_claim_id)
    order = [ibis.desc(joined.edition_year.coalesce(0)), ibis.desc(joined.result_id)]
    ranked = joined.mutate(rank=ibis.row_number().over(group_by="target_id", order_by=order))
    latest = ranked.filter(ranked["rank"] == 0).select(
        "result_id", "years_covered", "is_self_reported", "claim_id", "quantity", "exponent",
        "low_quantity", "high_quantity", "qualifier_code", result_target_id="target_id",
        result_unit="unit_code", result_currency=ranked.currency_code.coalesce(""),
    )  # fmt: skip
    rows = select(workspace, _TARGETS, request, _targets_with_pledge(workspace))
    targets = rows.select(
        *request.dimensions, "target_id", "unit_code", own_currency=rows.currency_code.coalesce("")
    )
    matched = targets.inner_join(
        latest,
        [
            targets.target_id == latest.result_target_id,
            targets.unit_code == latest.result_unit,
            targets.own_currency == latest.result_currency,
        ],
    )
    notes = ("years_covered", "is_self_reported")
    evidence = amounts(matched, "result_id", (*request.dimensions, *notes))
    return Part("pledge_results", evidence, name="result", notes=notes)


def _achievement(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    target, result = totals.get("target"), totals.get("result")
    if target is None:
        return None
    notes = {**target.notes, "years_covered": None, "is_self_reported": None}
    if result is None:
        return Answer(None, None, None, "exact", notes=notes)
    notes |= result.notes
    hedges = {target.qualifier, result.qualifier} - {"exact"}
    qualifier = "about" if hedges else "exact"
    return Answer(
        _share(result.value, target.value),
        _share(result.low, target.high),
        _share(result.high, target.low),
        qualifier,
        high_is_soft=bool(hedges),
        notes=notes,
    )


def _share(part: Quantity | None, whole: Quantity | None) -> Fraction | None:
    if part is None or whole is None or not whole:
        return None
    return part.to_fraction() / whole.to_fraction()


def _end_of_window(rows: ibis.Table) -> ibis.Value:
    """Last day of the window as the number yyyymmdd: as stated, else start plus length."""
    start = rows.window_start_last
    ends = (start.year() + rows.window_years - 1) * 10_000 + start.month() * 100 + start.day()
    return ibis.coalesce(_as_number(rows.window_end_last), ends.cast("int64"))


def _as_number(day: ibis.Value) -> ibis.Value:
    return (day.year() * 10_000 + day.month() * 100 + day.day()).cast("int64")
