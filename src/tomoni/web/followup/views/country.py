"""Action plans of one country, for its focal point: what is planned, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.endorsements import EmployerAnswer, endorse_plan
from tomoni.records.models import ActionPlan
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms import AnswerForm
from ..reach import plan_for, plans_of_country
from ..shown import shown_plan

COLUMNS = (
    Column(
        "name", gettext_lazy("Participant"),
        ("participation__person__family_name", "participation__person__given_name"),
    ),
    Column("course", gettext_lazy("Course"), ("participation__edition__course__first_day",)),
    Column("title", gettext_lazy("Plan")),
    Column("state", gettext_lazy("State"), ("state_code",)),
)  # fmt: skip


@for_roles("focal_point")
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of the own country that were submitted."""
    states = [one for one in words_of("action_plan_state") if one[0] != "draft"]
    listing = Listing(
        COLUMNS,
        filters=(Filter("state", gettext_lazy("State"), "state_code", tuple(states)),),
        default_order=("-submitted_at",),
    )
    shown = listing.shown(request, plans_of_country(request.user))
    return render(request, "followup/country.html", {"shown": shown})


@for_roles("focal_point")
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan of the own country; while it is submitted, the focal point may answer for it."""
    held = plan_for(request.user, plan_id)
    if held.state_code == "draft":
        raise NotFoundError("There is no such action plan.", do="Go back to the list.")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and answered(request, held, form):
        return HttpResponseRedirect(request.path)
    context = {
        "plan": held,
        "course": held.participation.edition.course,
        "participation": held.participation,
        "shown": shown_plan(held),
        "form": form if held.state_code == "submitted" else None,
        "revision": held.revision,
    }
    return render(request, "followup/country_plan.html", context)


def answered(request: HttpRequest, held: ActionPlan, form: AnswerForm) -> bool:
    """Note what the employer said; False where it was refused."""
    typed = form.cleaned_data
    answer = EmployerAnswer(
        "endorse" in request.POST, typed["name"], typed["post"], typed["comment"]
    )
    try:
        endorse_plan(
            by=request.user, plan_id=held.public_id, answer=answer,
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return False
    messages.success(request, _("Noted."))
    return True
