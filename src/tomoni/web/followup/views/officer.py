"""Follow-up of one edition for the institute: who planned what, what is due, what was reported."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.action_plans import open_follow_up
from tomoni.records.actions.courses.alumni import join_all
from tomoni.records.actions.courses.follow_up_reports import today_of, verify_report
from tomoni.records.models import (
    ActionPlan,
    Consent,
    CourseEdition,
    FollowUpReport,
    FollowUpScheme,
    Participation,
)
from tomoni.rules.courses.action_plans import ACTION_PLAN
from tomoni.rules.courses.counting import COMPLETED
from tomoni.rules.courses.follow_up import REPORT_MONTHS, report_due, report_due_on
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms import AnswerForm, SchemeForm
from ..reach import plan_for
from ..shown import shown_plan
from ..stepping import take_step
from .country import answered

# Endorsing needs a name, and verifying a look at the report: both have places of their own.
OFFICER_STEPS = ("revise", "begin", "drop")
_FOLLOWED = (*COMPLETED, "partially_completed", "active", "arrived")
COLUMNS = (
    Column("name", gettext_lazy("Participant"), ("person__family_name", "person__given_name")),
    Column("country", gettext_lazy("Country"), ("country_code",)),
    Column("plan", gettext_lazy("Plan"), ("action_plan__state_code",)),
    Column("reports", gettext_lazy("Reports")),
    Column("reminded", gettext_lazy("Reminded")),
)


@for_roles(*INSTITUTE)
def plans(request: HttpRequest, course_id: str) -> HttpResponse:
    """Everybody of an edition with the state of plan and reports; for officers, when it is due."""
    course = course_for(request.user, course_id)
    scheme = FollowUpScheme.objects.filter(course=course).first()
    initial = {"plan_due_on": scheme.plan_due_on if scheme else None}
    form = SchemeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        officer_of(request, course_id)
        try:
            open_follow_up(
                by=request.user, course_id=course_id, plan_due_on=form.cleaned_data["plan_due_on"]
            )
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    due = report_due(course.last_day, today_of(course))
    certified = course.edition.participations.filter(state_code="certified").count()
    context = context_of(request, course, "followup") | {
        "scheme": scheme,
        "form": form,
        "dates": [(one, report_due_on(course.last_day, one)) for one in REPORT_MONTHS],
        "due": due,
        "certified": certified,
        "shown": _listing().shown(request, _rows(course, due)) if scheme else None,
    }
    return render(request, "followup/list.html", context)


def _listing() -> Listing:
    overdue = (("True", gettext_lazy("overdue")), ("False", gettext_lazy("not overdue")))
    return Listing(
        COLUMNS,
        filters=(
            Filter(
                "state", gettext_lazy("State of the plan"), "action_plan__state_code",
                tuple(words_of("action_plan_state")),
            ),
            Filter("overdue", gettext_lazy("Report"), "is_overdue", overdue),
        ),
        default_order=("person__family_name", "person__given_name"),
    )  # fmt: skip


def _rows(course: CourseEdition, due: int | None) -> QuerySet[Participation]:
    """Return who was there, with plan, reports, reminders, and whether a report is overdue."""
    sent = FollowUpReport.objects.filter(
        plan__participation=OuterRef("pk"), sent_at__isnull=False, months__gte=due or 0
    )
    agreed = Consent.objects.filter(
        person=OuterRef("person"), scope_code="contact", withdrawn_at__isnull=True
    )
    late = Q(pk__in=[]) if due is None else ~Exists(sent) & Q(state_code__in=COMPLETED)
    rows = course.edition.participations.filter(state_code__in=_FOLLOWED, origin_code="course")
    return (
        rows.annotate(
            is_overdue=Case(When(late, then=Value(True)), default=False,
                            output_field=BooleanField()),
            may_be_written_to=Exists(agreed),
        )
        .select_related("person", "action_plan")
        .prefetch_related(
            Prefetch("action_plan__reports", FollowUpReport.objects.order_by("months")),
            "reminders",
        )
    )  # fmt: skip


@for_roles(*INSTITUTE)
def plan(request: HttpRequest, course_id: str, plan_id: str) -> HttpResponse:
    """One plan: what was written, endorsed and reported; for officers, what they may do with it."""
    course = course_for(request.user, course_id)
    held = plan_for(request.user, plan_id)
    if held.participation.edition_id != course.edition_id:
        raise NotFoundError("There is no such action plan.", do="Go back to the list.")
    failed, form = None, AnswerForm()
    if request.method == "POST":
        officer_of(request, course_id)
        if "verb" in request.POST:
            failed = take_step(request, held, OFFICER_STEPS)
        elif "report" in request.POST:
            failed = _verify(request)
        else:
            form = AnswerForm(request.POST)
            if not (form.is_valid() and answered(request, held, form)):
                failed = Failed("endorse", [], "")
        if failed is None:
            return HttpResponseRedirect(request.path)
        held = plan_for(request.user, plan_id)
    return _page(request, course, held, failed, form)


def _page(
    request: HttpRequest,
    course: CourseEdition,
    held: ActionPlan,
    failed: Failed | None,
    form: AnswerForm,
) -> HttpResponse:
    context = context_of(request, course, "followup")
    roles = OFFICERS if context["is_officer"] else ()
    steps = steps_shown(ACTION_PLAN, held.state_code, roles, failed=failed, only=OFFICER_STEPS)
    own = failed is not None and failed.verb != "endorse"
    context |= {
        "plan": held,
        "participation": held.participation,
        "shown": shown_plan(held),
        "steps": steps,
        "failed": failed if own and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": held.revision,
        "answer_form": form if roles and held.state_code == "submitted" else None,
    }
    return render(request, "followup/officer_plan.html", context)


def _verify(request: HttpRequest) -> Failed | None:
    try:
        verify_report(
            by=request.user, report_id=request.POST["report"], note=request.POST.get("note", ""),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("The report is verified."))
    return None


@require_POST
@for_roles(*OFFICERS)
def join(request: HttpRequest, course_id: str) -> HttpResponse:
    """Count everybody with a certificate among the alumni."""
    officer_of(request, course_id)
    try:
        count = join_all(by=request.user, course_id=course_id)
        messages.success(request, _("%(count)d joined the alumni.") % {"count": count})
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(reverse("followup:list", args=[course_id]))
