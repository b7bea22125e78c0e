"""Participants of an edition for its officers: who stands where, steps one by one and in bulk."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.by_hand import add_participant
from tomoni.records.actions.courses.completing import of_participation
from tomoni.records.actions.courses.offers import change_expiry
from tomoni.records.actions.courses.participants import (
    IN_BULK,
    STEPS,
    gaps_of,
    step_participation,
    step_participations,
)
from tomoni.records.models import CourseEdition, Participation
from tomoni.records.queries.courses.participants import seats_of
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for, roles_here
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import named_countries, reader_language, words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..access import one_of, participations_of
from ..forms import ExpiryForm, HandForm, expiry_initial

# More would not fit into one answer about who could not.
_MOST_TOLD = 5


def _listing(course: CourseEdition) -> Listing:
    rows = course.edition.participations.filter(origin_code="course").order_by()
    codes = set(rows.values_list("country_code", flat=True).distinct())
    return Listing(
        columns=(
            Column("pick", gettext_lazy("Pick")),
            Column("name", gettext_lazy("Participant"), ("person__search_name",)),
            Column("country", gettext_lazy("Country"), ("country_code",)),
            Column("role", gettext_lazy("Takes part as"), ("role_code",)),
            Column("state", gettext_lazy("State"), ("state_code",)),
            Column("missing", gettext_lazy("Before arrival")),
        ),
        filters=(
            Filter("state", gettext_lazy("State"), "state_code",
                   tuple(words_of("participation_state"))),
            Filter("role", gettext_lazy("Takes part as"), "role_code",
                   tuple(words_of("participation_role"))),
            Filter("country", gettext_lazy("Country"), "country_code",
                   tuple(named_countries(codes))),
        ),
        search=lambda text: Q(person__search_name__icontains=text.casefold()),
        default_order=("person__search_name",),
        page_size=100,
    )  # fmt: skip


@for_roles(*INSTITUTE)
def participants(request: HttpRequest, course_id: str) -> HttpResponse:
    """Everybody who was offered a seat or entered by hand, and steps of many at once."""
    course = course_for(request.user, course_id)
    if request.method == "POST":
        officer_of(request, course_id)
        _bulk(request, course)
        return HttpResponseRedirect(request.get_full_path())
    rows = participations_of(course).select_related(
        "person", "nomination", "edition__course", "travel_case", "medical_clearance"
    )
    shown = _listing(course).shown(request, rows)
    counts = course.edition.participations.filter(origin_code="course").values("state_code")
    words = codelist("course_step")
    context = context_of(request, course, "participants") | {
        "shown": shown,
        "rows": [(one, gaps_of(one) if one.state_code == "accepted" else ()) for one in shown.page],
        "counts": counts.annotate(count=Count("pk")).order_by("state_code"),
        "seats": [one for one in seats_of(course).values() if one.taken or one.seats],
        "verbs": [(verb, words.name_of(verb, reader_language())) for verb in IN_BULK],
    }
    return render(request, "participants/list.html", context)


def _bulk(request: HttpRequest, course: CourseEdition) -> None:
    """Take a step with all that were picked, and say who could not."""
    picked = request.POST.getlist("pick")
    if not picked:
        messages.error(request, _("Nobody is picked."))
        return
    sent = {one: request.POST.get(f"revision-{one}", "") for one in picked}
    try:
        found = step_participations(
            by=request.user, course_id=course.public_id, verb=request.POST.get("verb", ""),
            participation_ids=picked, reason=request.POST.get("reason", ""),
            seen={one: int(text) for one, text in sent.items() if text.isdecimal()},
        )  # fmt: skip
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
        return
    if found.done:
        messages.success(request, _("Done for %(count)d.") % {"count": len(found.done)})
    names = _names(course, [key for key, _error in found.refused])
    for key, error in found.refused[:_MOST_TOLD]:
        messages.error(request, f"{names.get(key, key)}: {' '.join(told(error))}")
    if len(found.refused) > _MOST_TOLD:
        more = len(found.refused) - _MOST_TOLD
        messages.error(request, _("And %(count)d others could not.") % {"count": more})


def _names(course: CourseEdition, ids: list[str]) -> dict[str, str]:
    rows = participations_of(course).filter(public_id__in=ids)
    return {one.public_id: one.person.family_name or one.person.native_name or "" for one in rows}


@for_roles(*OFFICERS)
def add(request: HttpRequest, course_id: str) -> HttpResponse:
    """Enter a host national, an observer, a self-funded or an invited participant."""
    course = officer_of(request, course_id)
    form = HandForm(course, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = add_participant(by=request.user, course_id=course_id, values=form.values())
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Entered."))
            path = reverse("participants:one", args=[course_id, one.public_id])
            return HttpResponseRedirect(path)
    context = context_of(request, course, "participants") | {
        "form": form,
        "seats": seats_of(course).values(),
    }
    return render(request, "participants/add.html", context)


@for_roles(*INSTITUTE)
def one(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """One participant: where it stands, what is missing, and the steps that may be taken."""
    course = course_for(request.user, course_id)
    record = one_of(course, participation_id)
    failed: Failed | None = None
    form = None
    if request.method == "POST":
        officer_of(request, course_id)
        if "verb" in request.POST:
            answer = _step(request, record)
            if not isinstance(answer, Failed):
                return answer
            failed = answer
        else:
            form = _new_expiry(request, course, record)
            if form is None:
                return HttpResponseRedirect(request.path)
        record = one_of(course, participation_id)
    roles = roles_here(request.user, of_participation(record)) & OFFICERS
    steps = steps_shown(PARTICIPATION, record.state_code, roles, failed=failed, only=STEPS)
    initial = expiry_initial(record.offer_expires_at, course.zone)
    context = context_of(request, course, "participants") | {
        "participation": record,
        "steps": steps,
        "failed": failed if failed and all(step.failed is None for step in steps) else None,
        "step_path": request.path,
        "revision": record.revision,
        "gaps": gaps_of(record) if record.state_code in ("accepted", "cleared") else (),
        "expiry": form or ExpiryForm(course.zone, initial=initial),
    }
    return render(request, "participants/one.html", context)


def _step(request: HttpRequest, record: Participation) -> HttpResponse | Failed:
    try:
        step_participation(
            by=request.user, participation_id=record.public_id, verb=request.POST["verb"],
            reason=request.POST.get("reason", ""), seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _new_expiry(
    request: HttpRequest, course: CourseEdition, record: Participation
) -> ExpiryForm | None:
    """Let the offer run to another moment. The form comes back where it was refused."""
    form = ExpiryForm(course.zone, request.POST)
    if not form.is_valid():
        return form
    try:
        change_expiry(
            by=request.user, participation_id=record.public_id, expires_at=form.until(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return form
    messages.success(request, _("The offer runs to the new moment, and the nominee is told."))
    return None
