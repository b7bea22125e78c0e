"""Workshop groups of an edition: how many, planned, and moved by hand with what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.planning.group_costs import costs_of_moving
from tomoni.records.actions.courses.group_places import grouped_or_refused, place_member
from tomoni.records.actions.courses.groups import (
    Theme,
    plan_workshop_groups,
    policy_of,
    set_groups,
)
from tomoni.records.models import CourseEdition, GroupPlan, Participation, WorkshopGroup
from tomoni.records.queries.courses.groups import (
    as_members,
    digest_of_members,
    grouped_people,
    placed_in,
    weights_of,
)
from tomoni.rules.courses.grouping import LARGEST_WEIGHT, MOST_GROUPS, WEIGHTS
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..tasks import enqueue, last_status

# More people are planned by the worker: the search may take many seconds.
MOST_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group with its members, office holders first."""

    group: WorkshopGroup
    members: list[Participation]


def groups_shown(course: CourseEdition, people: list[Participation]) -> list[GroupShown]:
    """Return the groups of an edition with who is in them."""
    inside: dict[int, list[Participation]] = {}
    for one in people:
        if getattr(one, "in_group", None) is not None:
            inside.setdefault(one.in_group.group_id, []).append(one)
    for members in inside.values():
        members.sort(
            key=lambda one: ("chair", "rapporteur", "member").index(one.in_group.role_code)
        )
    return [GroupShown(one, inside.get(one.pk, [])) for one in course.groups.order_by("number")]


@for_roles(*INSTITUTE)
def groups(request: HttpRequest, course_id: str) -> HttpResponse:
    """The groups of an edition with what they cost, and for officers how they are made."""
    course = course_for(request.user, course_id)
    errors: list[str] = []
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            _changed(request, course)
            return HttpResponseRedirect(request.path)
        except TomoniError as error:
            errors = told(error)
    people = list(grouped_people(course))
    shown = groups_shown(course, people)
    plan = GroupPlan.objects.filter(course=course).first()
    context = context_of(request, course, "groups") | {
        "plan": plan,
        "groups": shown,
        "count": len(shown),
        "people": people,
        "unplaced": [one for one in people if getattr(one, "in_group", None) is None],
        "is_stale": _is_stale(plan, people, len(shown)),
        "status": last_status(course_id),
        "weights": _weights(plan),
        "departures": [(k, v) for k, v in sorted((plan.departures if plan else {}).items()) if v],
        "gap": _gap(plan),
        "most": MOST_GROUPS,
        "largest": LARGEST_WEIGHT,
        "errors": errors,
    }
    return render(request, "attendance/groups.html", context)


def _is_stale(plan: GroupPlan | None, people: list[Participation], count: int) -> bool:
    if plan is None or plan.inputs_sha256 is None:
        return False
    return digest_of_members(as_members(people), count) != plan.inputs_sha256


def _gap(plan: GroupPlan | None) -> int | None:
    """How much of the cost could at most be saved, in percent upward; None: not planned."""
    if plan is None or plan.cost is None or plan.bound is None:
        return None
    return -(-100 * (plan.cost - plan.bound) // plan.cost) if plan.cost > plan.bound else 0


def _weights(plan: GroupPlan | None) -> list[tuple[str, str, int]]:
    words = {
        "compatriot": _("Per compatriot too many"), "profession": _("Per person off: profession"),
        "region": _("Per person off: region"), "language": _("Per person off: language"),
        "gender": _("Per person off: sex"), "seniority": _("Per year of experience between groups"),
        "wish": _("Per wish not met"),
    }  # fmt: skip
    now = weights_of(plan)
    return [(name, words[name], now[name]) for name in WEIGHTS]


def _changed(request: HttpRequest, course: CourseEdition) -> None:
    """Do what a button asks. Errors: those of the actions."""
    if "plan" not in request.POST:
        set_groups(
            by=request.user, course_id=course.public_id, themes=_themes(request),
            weights=_typed_weights(request), seen_revision=revision_seen(request),
        )  # fmt: skip
        messages.success(request, _("Saved."))
    elif grouped_people(course).count() > MOST_AT_ONCE:
        enqueue(course.public_id, request.user.public_id)
        messages.success(request, _("The worker computes the groups; reload in a moment."))
    else:
        plan_workshop_groups(by=request.user, course_id=course.public_id)
        messages.success(request, _("The groups are planned."))


def _themes(request: HttpRequest) -> list[Theme]:
    sent = request.POST
    typed = sent.get("count", "")
    count = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    return [
        Theme(
            sent.get(f"theme-{number}", "").strip()[:300] or None,
            sent.get(f"theme-ja-{number}", "").strip()[:300] or None,
        )
        for number in range(1, min(count, MOST_GROUPS + 1) + 1)
    ]


def _typed_weights(request: HttpRequest) -> dict[str, int]:
    typed = {name: request.POST.get(f"weight-{name}", "") for name in WEIGHTS}
    return {
        name: int(text) if len(text) < 4 else LARGEST_WEIGHT + 1
        for name, text in typed.items()
        if text.isdecimal()
    }


@for_roles(*OFFICERS)
def place(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """Move somebody by hand: each group with what the move costs; chair, rapporteur, pin."""
    course = officer_of(request, course_id)
    one = grouped_or_refused(course, participation_id)
    plan = GroupPlan.objects.filter(course=course).first()
    errors: list[str] = []
    if request.method == "POST":
        number = request.POST.get("number", "")
        try:
            place_member(
                by=request.user, course_id=course_id, participation_id=participation_id,
                number=int(number) if number.isdecimal() and len(number) < 4 else None,
                is_pinned="pin" in request.POST, role_code=request.POST.get("role", "member"),
                seen_revision=revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("attendance:groups", args=[course_id]))
    people = list(grouped_people(course))
    shown = groups_shown(course, people)
    policy = policy_of(max(1, len(shown)), weights_of(plan))
    costs = costs_of_moving(as_members(people), policy, placed_in(people), participation_id)
    context = context_of(request, course, "groups") | {
        "one": one,
        "member": getattr(one, "in_group", None),
        "groups": [(group, costs.get(group.group.number - 1)) for group in shown],
        "roles": words_of("group_role"),
        "revision": plan.revision if plan else 0,
        "errors": errors,
    }
    return render(request, "attendance/place.html", context)
