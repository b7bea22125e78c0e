"""A participant's own workshop group and attendance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.employments import give_consent, withdraw_consent
from tomoni.records.actions.courses.group_places import wish_for_group
from tomoni.records.models import CourseEdition, GroupPlan, Participation
from tomoni.records.queries.courses.groups import grouped_people
from tomoni.web.participants.own import own_participation, participant_context
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import signed_in

from .table import sheet_of

# Consent by which fellow participants see a name.
PEERS = "peers"


@signed_in
def group(request: HttpRequest, participation_id: str) -> HttpResponse:
    """The own group: its theme, and the names of those who show theirs to fellow participants."""
    one = own_participation(request, participation_id)
    errors: list[str] = []
    if request.method == "POST":
        try:
            _changed(request, one)
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    course: CourseEdition = one.edition.course
    member = getattr(one, "in_group", None)
    peers = _peers(course, one) if member is not None else []
    named = [peer for peer in peers if _shows_name(peer)]
    wish = getattr(one, "group_wish", None)
    context = participant_context(one, "group") | {
        "member": member,
        "named": named,
        "unnamed": len(peers) - len(named),
        "shows_name": _shows_name(one),
        "groups": list(course.groups.order_by("number")),
        "wish": wish.group.number if wish else None,
        "may_wish": _may_wish(course),
        "errors": errors,
    }
    return render(request, "attendance/own_group.html", context)


def _may_wish(course: CourseEdition) -> bool:
    if course.state_code not in ("confirmed", "running"):
        return False
    return not GroupPlan.objects.filter(course=course, planned_at__isnull=False).exists()


def _peers(course: CourseEdition, one: Participation) -> list[Participation]:
    """Who else is in the own group, with their consents."""
    people = grouped_people(course).filter(in_group__group=one.in_group.group_id)
    return list(people.exclude(pk=one.pk).prefetch_related("person__consents"))


def _shows_name(one: Participation) -> bool:
    return any(
        consent.scope_code == PEERS and consent.withdrawn_at is None
        for consent in one.person.consents.all()
    )


def _changed(request: HttpRequest, one: Participation) -> None:
    """Do what a button asks. Errors: those of the actions."""
    if "show" in request.POST:
        give_consent(one.person.public_id, PEERS, by=request.user)
    elif "hide" in request.POST:
        withdraw_consent(one.person.public_id, PEERS, by=request.user)
    else:
        number = request.POST.get("number", "")
        wish_for_group(
            by=request.user, participation_id=one.public_id,
            number=int(number) if number.isdecimal() and len(number) < 4 else None,
        )  # fmt: skip


@signed_in
def attendance(request: HttpRequest, participation_id: str) -> HttpResponse:
    """The own attendance, session by session."""
    one = own_participation(request, participation_id)
    context = participant_context(one, "attendance") | sheet_of(one.edition.course, one)
    return render(request, "attendance/own_attendance.html", context)
