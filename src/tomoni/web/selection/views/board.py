"""The selection board: who is proposed, what binds, and what the officer does about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.deciding import decide_by_run
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.models import Call, Nomination, SelectionRun
from tomoni.records.queries.courses.runs import has_conflict, latest_run, open_run
from tomoni.rules.courses.selecting import IN_THE_POOL, UNDECIDED_STATES, can_give_record
from tomoni.web.courses.reach import INSTITUTE, call_of, course_for
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import named_countries, words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..tasks import enqueue
from ..wording import numbers_text, rule_text

PAGE = 250
SELECTED, RESERVE, OUT = 0, 1, 2


def call_for(request: HttpRequest, course_id: str) -> tuple[Any, Call]:
    """Return a course that the reader sees as the institute does, and its call.

    Errors: NotFoundError; NotPermittedError.
    """
    course = course_for(request.user, course_id)
    call = call_of(course)
    if call is None:
        raise NotFoundError("This course has no call yet.", do="Draft it first.")
    return course, call


@for_roles(*INSTITUTE)
def board(request: HttpRequest, course_id: str) -> HttpResponse:
    """All assessed nominations with what the latest run proposes, 250 at a time."""
    course, call = call_for(request, course_id)
    if request.method == "POST":
        officer_of(request, course_id)
        _act(request, call)
        return HttpResponseRedirect(request.path)
    latest, running = latest_run(call), open_run(call)
    shown = _listing(call).shown(request, board_rows(call, latest))
    numbers = numbers_of(call) if latest is not None else {}
    context = context_of(request, course, "selection") | {
        "call": call,
        "run": latest,
        "running": running,
        "shown": shown,
        "put": {one["nomination_id"]: one["is_in"] for one in (latest.overrides if latest else ())},
        "bounds": bounds_of(latest),
        "binding": binding_of(latest, numbers),
        "conflict": conflict_of(latest, numbers),
        "deliberates": call.state_code == "deliberation",
        "undecided": _undecided(call) if latest is not None else 0,
        "is_revealed": can_give_record(call.state_code),
        "seed": call.seed if can_give_record(call.state_code) else None,
    }
    return render(request, "selection/board.html", context)


def _act(request: HttpRequest, call: Call) -> None:
    try:
        if "compute" in request.POST:
            request_selection(by=request.user, call_id=call.public_id, enqueue=enqueue)
            messages.success(request, _("The selection waits for the worker."))
        elif "decide" in request.POST:
            count = decide_by_run(by=request.user, run_id=request.POST["decide"])
            messages.success(request, _("%(count)d nominations are decided.") % {"count": count})
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))


def _undecided(call: Call) -> int:
    return call.nominations.filter(state_code__in=UNDECIDED_STATES).count()


def board_rows(call: Call, run: SelectionRun | None) -> QuerySet[Nomination]:
    """Return the assessed nominations of a call with their place: selected, reserve, out."""
    outcome = (run.outcome or {}) if run is not None else {}
    place = Case(
        When(public_id__in=outcome.get("selected", ()), then=Value(SELECTED)),
        When(public_id__in=outcome.get("reserve", ()), then=Value(RESERVE)),
        default=Value(OUT),
        output_field=IntegerField(),
    )
    columns = (
        "public_id", "number", "country_code", "rank", "participation_role_code",
        "profession_code", "state_code", "merit", "person__family_name", "person__given_name",
        "person__native_name", "person__sex_code",
    )  # fmt: skip
    rows = call.nominations.filter(state_code__in=IN_THE_POOL).select_related("person")
    return rows.only("call_id", *columns).annotate(place=place)


def _listing(call: Call) -> Listing:
    codes = set(call.nominations.order_by().values_list("country_code", flat=True).distinct())
    return Listing(
        columns=(
            Column("number", gettext_lazy("No."), ("number",), is_number=True),
            Column("name", gettext_lazy("Nominee"), ("person__search_name",)),
            Column("country", gettext_lazy("Country"), ("country_code", "rank")),
            Column("rank", gettext_lazy("Rank"), ("rank",), is_number=True),
            Column("profession", gettext_lazy("Profession"), ("profession_code",)),
            Column("merit", gettext_lazy("Merit"), ("merit",), is_number=True),
            Column("place", gettext_lazy("Proposed"), ("place", "-merit")),
            Column("state", gettext_lazy("State"), ("state_code",)),
        ),
        filters=(
            Filter("place", gettext_lazy("Proposed"), "place", (
                (str(SELECTED), gettext_lazy("selected")),
                (str(RESERVE), gettext_lazy("in reserve")),
                (str(OUT), gettext_lazy("not selected")),
            )),
            Filter("country", gettext_lazy("Country"), "country_code",
                   tuple(named_countries(codes))),
            Filter("profession", gettext_lazy("Profession"), "profession_code",
                   tuple(words_of("profession"))),
        ),
        search=_matching,
        default_order=("place", "-merit"),
        page_size=PAGE,
    )  # fmt: skip


def _matching(text: str) -> Q:
    name = Q(person__search_name__icontains=text.casefold())
    return name | Q(number=int(text)) if text.isdecimal() and len(text) < 9 else name


def numbers_of(call: Call) -> dict[str, int]:
    """Return the numbers of a call's nominations by their ids."""
    rows = call.nominations.filter(state_code__in=IN_THE_POOL)
    return dict(rows.order_by().values_list("public_id", "number"))


def bounds_of(run: SelectionRun | None) -> list[dict[str, Any]]:
    """Return seats and floors of a run: wanted, reached, short."""
    if run is None or not run.outcome or has_conflict(run):
        return []
    seats = int(run.policy["content"]["seats"])
    empty = next((one["loss"] for one in run.outcome["stages"] if one["code"] == "seats"), 0)
    rows: list[dict[str, Any]] = [
        {"group": "seats", "required": seats, "reached": len(run.outcome["selected"]),
         "short": empty}
    ]  # fmt: skip
    for one in run.outcome["shortfalls"]:
        rows.append({**one, "short": max(0, one["required"] - one["reached"])})
    return rows


def binding_of(run: SelectionRun | None, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the rules that keep most people out, with how many."""
    if run is None or not run.outcome or has_conflict(run):
        return []
    found = sorted(run.outcome["binding"], key=lambda one: -one["candidates"])[:12]
    return [{"words": rule_text(one["rule"], numbers), "count": one["candidates"]} for one in found]


def conflict_of(run: SelectionRun | None, numbers: Mapping[str, int]) -> list[str]:
    """Return the rules in conflict in words; empty where there is none."""
    if run is None or not has_conflict(run):
        return []
    return [rule_text(one, numbers) for one in (run.outcome or {})["conflict"]]


def moves_of(run: SelectionRun, numbers: Mapping[str, int]) -> dict[str, str]:
    """Return who comes in and goes out by a question, as numbers."""
    outcome = run.outcome or {}
    return {
        "enters": numbers_text(outcome.get("enters", ()), numbers),
        "leaves": numbers_text(outcome.get("leaves", ()), numbers),
    }
