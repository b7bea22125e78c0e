"""The country's pages: calls open to it, its nominees in its order, the dossiers it sends."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotPermittedError, TomoniError
from tomoni.records.actions.courses.invitations import acknowledge
from tomoni.records.actions.courses.nominations import (
    change_nomination,
    enter_nomination,
    names_are_open,
)
from tomoni.records.actions.courses.nominees_sheet import enter_nominees, plan_nominees
from tomoni.records.actions.courses.ranking import (
    forward_endorsed,
    move_nomination,
    rank_nominations,
    ranked,
)
from tomoni.records.actions.courses.scopes import of_country
from tomoni.records.actions.invitations import Offer, invite
from tomoni.records.models import Call, Nomination
from tomoni.records.queries.courses.nominations import hints_for
from tomoni.rules.courses.call_checks import TAKES_NOMINATIONS, takes_nominations
from tomoni.rules.permissions import HeldMandate, sees_nomination_in
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..calls_of_country import CountryCall, calls_of
from ..forms.nominee import NomineeForm, nominee_initial
from ..reach import COUNTRY, call_for_country, country_mandates, nomination_for, roles_here
from ..sheets import given_file, nominee_columns, read_nominees, sheet_answer
from .course import stored_beside


@for_roles(*COUNTRY)
def country(request: HttpRequest) -> HttpResponse:
    """The calls that are open to one's country, with seats and deadline, and those before."""
    rows = calls_of(country_mandates(request.user))
    open_ones = [one for one in rows if one.takes]
    context = {
        "open_ones": open_ones,
        "others": [one for one in rows if not one.takes],
        "countries": sorted({one.country_code for one in country_mandates(request.user)}),
    }
    return render(request, "courses/country.html", context)


@for_roles(*COUNTRY)
def country_call(request: HttpRequest, course_id: str, country_code: str) -> HttpResponse:
    """One call as the country sees it: seats, deadline, its nominees in its order."""
    call = call_for_country(request.user, course_id, country_code)
    if request.method == "POST":
        try:
            _act(request, call, country_code)
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        return HttpResponseRedirect(request.path)
    roles = roles_here(request.user, of_country(call, country_code))
    rows = [
        one
        for one in ranked(call, country_code)
        if any(sees_nomination_in(role, one.state_code) for role in roles & COUNTRY)
    ]
    shown = CountryCall.of(call, country_code)
    withdrawn = call.nominations.filter(
        country_code=country_code, state_code__in=("withdrawn", "duplicate")
    ).select_related("person", "call")
    context = {
        "shown": shown,
        "call": call,
        "course": call.course,
        "zone": call.course.zone,
        "rows": rows,
        "is_focal": "focal_point" in roles,
        "endorsed": sum(one.state_code == "endorsed" for one in rows),
        "withdrawn": list(withdrawn.select_related("person", "call"))
        if "focal_point" in roles
        else [],
        "letters": list(call.invitations.filter(country_code=country_code, sent_at__isnull=False)),
        "takes_drafts": call.state_code in {*TAKES_NOMINATIONS, "closed"},
    }
    return render(request, "courses/country_call.html", context)


def _act(request: HttpRequest, call: Call, country_code: str) -> None:
    """Move a nominee, set the order by numbers, forward all endorsed, or acknowledge a letter."""
    sent = request.POST
    if "up" in sent or "down" in sent:
        one = nomination_for(request.user, sent.get("up") or sent["down"])
        move_nomination(by=request.user, nomination_id=one.public_id, up="up" in sent)
    elif "order" in sent:
        rank_nominations(
            by=request.user, call_id=call.public_id, country_code=country_code,
            order=_typed_order(request, call, country_code),
        )  # fmt: skip
        messages.success(request, _("The order is kept."))
    elif "forward" in sent:
        done = forward_endorsed(by=request.user, call_id=call.public_id, country_code=country_code)
        messages.success(request, _("%(count)d nominations forwarded.") % {"count": len(done)})
    elif "letter" in sent:
        acknowledge(by=request.user, invitation_id=sent["letter"])
        messages.success(request, _("Thank you: the institute knows that the letter arrived."))


def _typed_order(request: HttpRequest, call: Call, country_code: str) -> list[str]:
    """The nominations by the numbers typed beside them; equal numbers keep the order of before."""
    rows = ranked(call, country_code)

    def place(one: Nomination) -> tuple[int, int]:
        typed = request.POST.get(f"rank-{one.public_id}", "")
        return (int(typed) if typed.isdecimal() else 9_999, one.rank or 9_999)

    return [one.public_id for one in sorted(rows, key=place)]


@for_roles("focal_point")
def enter(request: HttpRequest, course_id: str, country_code: str) -> HttpResponse:
    """Enter a nominee. After the deadline the draft is kept, and the page says so."""
    call = call_for_country(request.user, course_id, country_code)
    _check_focal(request, call, country_code)
    form = NomineeForm(request.POST or None, initial={"participation_role_code": "participant"})
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_nomination(
                by=request.user, call_id=call.public_id, country_code=country_code,
                values=form.values(),
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            _tell_kept(request, call)
            _hint(request, made)
            return HttpResponseRedirect(reverse("courses:dossier", args=[made.public_id]))
    context = {"form": form, "call": call, "course": call.course, "country_code": country_code}
    return render(request, "courses/enter.html", context)


def _check_focal(request: HttpRequest, call: Call, country_code: str) -> None:
    if "focal_point" not in roles_here(request.user, of_country(call, country_code)):
        raise NotPermittedError("You do not nominate for this country.", do="Ask its focal point.")


def _tell_kept(request: HttpRequest, call: Call) -> None:
    if takes_nominations(call.state_code, call.closes_at, datetime.now(UTC)):
        messages.success(request, _("Kept as a draft."))
    else:
        words = _("Kept as a draft, but the deadline has passed: it cannot be forwarded any more.")
        messages.warning(request, words)


def _hint(request: HttpRequest, made: Nomination) -> None:
    """Say if another nominee of the same country may be the same person."""
    same = [one for one in hints_for(made) if one.nomination.country_code == made.country_code]
    if same:
        number = same[0].nomination.number
        words = _("This may be the same person as your nominee no. %(number)d. Please check.")
        messages.warning(request, words % {"number": number})


@for_roles("focal_point")
def nominee(request: HttpRequest, nomination_id: str) -> HttpResponse:
    """Change what a nomination says of the nominee."""
    record = nomination_for(request.user, nomination_id)
    _check_focal(request, record.call, record.country_code)
    stored = nominee_initial(record)
    form = NomineeForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        try:
            change_nomination(
                by=request.user, nomination_id=nomination_id, values=form.values(),
                seen_revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("courses:dossier", args=[nomination_id]))
    if not names_are_open(record):
        for name in ("family_name", "given_name", "native_name", "sex_code", "birth_year", "email"):
            form.fields[name].disabled = True
    context = {
        "form": form, "call": record.call, "course": record.call.course, "nomination": record,
        "country_code": record.country_code, "meanwhile": stored_beside(form, stored),
    }  # fmt: skip
    return render(request, "courses/enter.html", context)


@for_roles("focal_point")
def invite_nominee(request: HttpRequest, nomination_id: str) -> HttpResponse:
    """Send a nominee the link by which the own dossier is filled in."""
    record = nomination_for(request.user, nomination_id)
    _check_focal(request, record.call, record.country_code)
    if request.method == "POST":
        person = record.person
        mandate = HeldMandate("nominee", record.country_code, record.call.course.public_id)
        offer = Offer(person.email or "", mandate, person, person.preferred_language_code)
        try:
            invite(offer, by=request.user)
            messages.success(request, _("The invitation is on its way."))
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(reverse("courses:dossier", args=[nomination_id]))


@for_roles("focal_point")
def nominees_sheet(request: HttpRequest, course_id: str, country_code: str) -> HttpResponse:
    """Nominees out of a spreadsheet: looked at first, then entered, all or none."""
    call = call_for_country(request.user, course_id, country_code)
    _check_focal(request, call, country_code)
    context: dict[str, object] = {
        "call": call, "course": call.course, "country_code": country_code,
    }  # fmt: skip
    if request.method == "POST":
        try:
            given = given_file(
                request.FILES.get("file"), request.POST.get("carried", ""),
                request.POST.get("name", ""),
            )  # fmt: skip
            rows, faults = read_nominees(given)
            wanted = {
                "by": request.user, "call_id": call.public_id, "country_code": country_code,
                "rows": rows, "file": given.name,
            }  # fmt: skip
            plan = plan_nominees(**wanted)
            context |= {"given": given, "plan": plan, "faults": [*faults, *plan.faults]}
            if "enter" in request.POST and not context["faults"]:
                done = enter_nominees(**wanted)
                words = _("%(new)d entered, %(changed)d changed, %(unchanged)d as before.")
                counts = {one: done.count(one) for one in ("new", "changed", "unchanged")}
                messages.success(request, words % counts)
                path = reverse("courses:country_call", args=[course_id, country_code])
                return HttpResponseRedirect(path)
        except TomoniError as error:
            place = f"{error.where}: " if error.where is not None and error.where.line else ""
            context["errors"] = [f"{place}{line}" for line in told(error)]
    return render(request, "courses/nominees_sheet.html", context)


@for_roles("focal_point")
def nominees_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty spreadsheet with the headings that are understood."""
    return sheet_answer(nominee_columns(), [], "nominees", kind, timezone.now().date())
