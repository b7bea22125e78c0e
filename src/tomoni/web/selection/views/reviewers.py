"""The officer's page of the committee: who scores, how far they are, taking over the scores."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.reviewers import (
    assign_reviewer,
    release_reviewer,
    remind_reviewers,
    reopen_scores,
)
from tomoni.records.actions.courses.reviews import assess_nominations
from tomoni.records.models import Call, Reviewer, User
from tomoni.records.queries.courses.committee import scoring_of
from tomoni.rules.courses.scoring import (
    ASSESSING_STATES,
    SCORED_STATES,
    SCORING_STATES,
    SHOWN_STATES,
)
from tomoni.web.courses.reach import INSTITUTE, call_of, course_for
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import named_countries, with_blank
from tomoni.web.shell.forms import ShellForm, told
from tomoni.web.shell.guarding import for_roles


class MemberForm(ShellForm):
    """Who joins the committee, and from whose nominees they stand aside."""

    user = forms.ChoiceField(label=gettext_lazy("Account"))
    country_code = forms.ChoiceField(
        label=gettext_lazy("Nationality"),
        required=False,
        help_text=gettext_lazy("The member does not score nominees of this country."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Agency"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("The member does not score nominees of this agency."),
    )

    def __init__(self, *args: object, call: Call, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = with_blank(
            (one.public_id, one.username) for one in candidates(call)
        )
        self.fields["country_code"].choices = with_blank(named_countries())


def candidates(call: Call) -> QuerySet[User]:
    """Return the accounts that serve, or served, in a committee and are not in this one."""
    there = call.reviewers.filter(released_at__isnull=True).values("user")
    rows = User.objects.filter(mandates__role_code="committee_member", is_active=True)
    return rows.exclude(pk__in=there).distinct().order_by("username")


def members_of(call: Call) -> QuerySet[Reviewer]:
    """Return the members of a committee with how many nominations each has fully scored."""
    codes = [one.code for one in scoring_of(call).criteria]
    done = Q(
        assessments__scores__has_keys=codes, assessments__nomination__state_code__in=SHOWN_STATES
    )
    rows = call.reviewers.select_related("user").order_by("released_at", "pk")
    return rows.annotate(
        done=Count("assessments", filter=done, distinct=True),
        aside=Count("recusals", distinct=True),
    )


@for_roles(*INSTITUTE)
def reviewers(request: HttpRequest, course_id: str) -> HttpResponse:
    """The committee of a call."""
    course = course_for(request.user, course_id)
    call = call_of(course)
    if call is None:
        raise NotFoundError("This course has no call yet.", do="Draft it first.")
    form = None
    if request.method == "POST":
        officer_of(request, course_id)
        form = _act(request, call)
        if form is None:
            return HttpResponseRedirect(request.path)
    context = context_of(request, course, "committee")
    may_change = context["is_officer"] and call.state_code not in (
        "deliberation", "decided", "notified", "archived",
    )  # fmt: skip
    context |= {
        "call": call,
        "members": list(members_of(call)),
        "count": call.nominations.filter(state_code__in=SHOWN_STATES).count(),
        "waiting": call.nominations.filter(state_code__in=SCORED_STATES).count(),
        "scoring": scoring_of(call),
        "may_change": may_change,
        "may_reopen": context["is_officer"] and call.state_code in SCORING_STATES,
        "may_assess": context["is_officer"] and call.state_code in ASSESSING_STATES,
        "form": (form or MemberForm(call=call)) if may_change else None,
    }
    return render(request, "selection/reviewers.html", context)


def _act(request: HttpRequest, call: Call) -> MemberForm | None:
    """Do what was asked; a form with what was wrong comes back."""
    sent = request.POST
    if "user" in sent:
        form = MemberForm(sent, call=call)
        if not form.is_valid():
            return form
        try:
            assign_reviewer(
                by=request.user, call_id=call.public_id, user_id=form.cleaned_data["user"],
                country_code=form.cleaned_data["country_code"] or None,
                organisation=form.cleaned_data["organisation"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
            return form
        messages.success(request, _("The member is in the committee."))
        return None
    try:
        if "assess" in sent:
            count = assess_nominations(by=request.user, call_id=call.public_id)
            messages.success(
                request, _("%(count)d nominations have their merit.") % {"count": count}
            )
        elif "remind" in sent:
            count = remind_reviewers(by=request.user, call_id=call.public_id)
            messages.success(request, _("%(count)d members are reminded.") % {"count": count})
        elif "reopen" in sent:
            reopen_scores(by=request.user, reviewer_id=sent["reopen"], why=sent.get("why", ""))
            messages.success(request, _("The member may change the scores again."))
        else:
            key = sent.get("release", "")
            release_reviewer(by=request.user, reviewer_id=key, why=sent.get("why", ""))
            messages.success(request, _("The assignment has ended."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return None
