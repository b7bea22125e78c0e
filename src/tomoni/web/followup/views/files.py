"""Files of evidence: added and taken out by the participant, read by whom they are for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.exchange.uploads import check_size, check_upload
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.actions.courses.follow_up_files import (
    add_evidence,
    find_file,
    read_evidence,
    remove_evidence,
)
from tomoni.web.courses.views.dossier import KINDS_TAKEN
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles, signed_in

from ..forms import EvidenceForm, ReportForm
from ..reach import OWNERS, own_plan
from .report import plan_to_report, report_page

LIMIT = 10 * 2**20


@require_POST
@for_roles(*OWNERS)
def add(request: HttpRequest, participation_id: str, months: int) -> HttpResponse:
    """Add a file: looked at by its content, sealed, and only then part of the report."""
    participation, held = plan_to_report(request, participation_id, months)
    stored = held.reports.filter(months=months).first()
    form = EvidenceForm(list(held.milestones.order_by("number")), request.POST, request.FILES)
    if form.is_valid():
        sent, number = form.cleaned_data["file"], form.cleaned_data["milestone"]
        try:
            check_size(sent.name, sent.size, LIMIT)
            content = sent.read()
            upload = check_upload(sent.name, content, KINDS_TAKEN)
            add_evidence(
                by=request.user, plan_id=held.public_id, months=months,
                file=GivenFile(upload.name, upload.media_type, content),
                milestone=int(number) if number else None,
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The file is part of the report."))
            return HttpResponseRedirect(_path(participation_id, months))
    page = report_page(request, participation, held, months, stored, ReportForm(held, stored), form)
    page.status_code = 422
    return page


@require_POST
@for_roles(*OWNERS)
def remove(request: HttpRequest, participation_id: str, file_id: str) -> HttpResponse:
    """Take a file out of the own report."""
    _participation, held = own_plan(request, participation_id)
    file = find_file(file_id)
    if held is None or file.report.plan_id != held.pk:
        raise NotFoundError("There is no such file.", do="Go back to your action plan.")
    try:
        remove_evidence(by=request.user, file_id=file_id)
        messages.success(request, _("The file is taken out."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(_path(participation_id, file.report.months))


@signed_in
def read(request: HttpRequest, file_id: str) -> HttpResponse:
    """Hand out a file, to be saved and never shown by the browser; that it was read is noted."""
    held, content = read_evidence(by=request.user, file_id=file_id)
    answer = HttpResponse(content, content_type=held.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    name = content_disposition_header(True, held.file_name) or "attachment"
    answer.headers["Content-Disposition"] = name
    return answer


def _path(participation_id: str, months: int) -> str:
    return reverse("followup:report", args=[participation_id, months]) + "#files"
