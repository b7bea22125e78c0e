"""A participant's own report, 6 or 12 months after the course."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.follow_up_reports import (
    check_open_report,
    send_report,
    write_report,
)
from tomoni.records.models import ActionPlan, FollowUpReport, Participation
from tomoni.rules.courses.follow_up import REPORT_MONTHS
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.participants.own import participant_context
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import EvidenceForm, ReportForm
from ..reach import OWNERS, own_plan


def plan_to_report(
    request: HttpRequest, participation_id: str, months: int
) -> tuple[Participation, ActionPlan]:
    """Return the own plan that a report is about. Errors: NotFoundError; TransitionError."""
    participation, held = own_plan(request, participation_id)
    if held is None or months not in REPORT_MONTHS or held.state_code in ("draft", "submitted"):
        raise NotFoundError("There is no such report.", do="Go back to your action plan.")
    held.participation = participation
    return participation, held


@for_roles(*OWNERS)
def report(request: HttpRequest, participation_id: str, months: int) -> HttpResponse:
    """Write a report, save it any number of times, send it once."""
    participation, held = plan_to_report(request, participation_id, months)
    stored = held.reports.filter(months=months).first()
    check_open_report(held, stored, months)
    form = ReportForm(held, stored, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        if request.headers.get("X-Requested-With") == "autosave":
            return _save_by_itself(request, held, stored, months, form)
        if _saved(request, held, months, form):
            back = request.path
            if "send" in request.POST:
                back = reverse("followup:plan", args=[participation_id])
            return HttpResponseRedirect(back)
        stored = held.reports.filter(months=months).first()
    return report_page(request, participation, held, months, stored, form)


def report_page(
    request: HttpRequest,
    participation: Participation,
    held: ActionPlan,
    months: int,
    stored: FollowUpReport | None,
    form: ReportForm,
    file_form: EvidenceForm | None = None,
) -> HttpResponse:
    """Show a report that is being written."""
    there = stored.files.filter(removed_at__isnull=True) if stored else None
    context = participant_context(participation, "plan") | {
        "plan": held,
        "months": months,
        "form": form,
        "revision": stored.revision if stored else 0,
        "files": list(there.select_related("milestone").order_by("pk")) if there else [],
        "file_form": file_form or EvidenceForm(form.milestones),
    }
    return render(request, "followup/report.html", context)


def _save_by_itself(
    request: HttpRequest,
    held: ActionPlan,
    stored: FollowUpReport | None,
    months: int,
    form: ReportForm,
) -> HttpResponse:
    seen, revision = revision_seen(request), stored.revision if stored else 0
    context: dict[str, object]
    try:
        kept = write_report(
            by=request.user, plan_id=held.public_id, months=months,
            values=form.values(request.POST),
        )  # fmt: skip
        context = {
            "at": datetime.now(UTC), "faults": sum(name in form.errors for name in request.POST),
            "revision": kept.revision if seen == revision else seen,
        }  # fmt: skip
    except TomoniError as error:
        context = {"words": told(error)}
    return render(request, "courses/dossier_kept.html", context)


def _saved(request: HttpRequest, held: ActionPlan, months: int, form: ReportForm) -> bool:
    """Keep the report, and send it where that was pressed; False where something stands against."""
    if not form.is_valid():
        return False
    try:
        kept = write_report(
            by=request.user, plan_id=held.public_id, months=months, values=form.values(),
            seen_revision=revision_seen(request) or None,
        )  # fmt: skip
        if "send" in request.POST:
            send_report(
                by=request.user, plan_id=held.public_id, months=months,
                seen_revision=kept.revision,
            )  # fmt: skip
            messages.success(request, _("The report was sent. Thank you."))
        else:
            messages.success(request, _("Saved."))
    except TomoniError as error:
        form.refuse(error)
        return False
    return True
