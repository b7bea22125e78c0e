"""Builds of a report: asked for, looked at, published, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.editions import (
    ask_build,
    publish_edition,
    tier_of,
    withdraw_edition,
)
from tomoni.records.actions.reports.store import read_made
from tomoni.records.actions.reports.writing import source_digest
from tomoni.records.models import Report, ReportEdition
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import WhyForm
from ..reach import READERS, may
from ..snapshots import chosen
from ..tasks import enqueue, last_status
from .pictures import harmless
from .reports import must

_MOST_NOTES = 200


@for_roles(*READERS)
def build(request: HttpRequest, report_id: str) -> HttpResponse:
    """Have the worker build the report on a snapshot."""
    must(request, "build")
    if request.method != "POST":
        return HttpResponseRedirect(reverse("reports:report", args=[report_id]))
    try:
        snapshot = chosen(request.POST.get("snapshot", ""))
        row = ask_build(by=request.user, report_id=report_id, snapshot_id=snapshot.id)
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
        return HttpResponseRedirect(reverse("reports:report", args=[report_id]))
    enqueue(row.public_id, request.user.public_id)
    return HttpResponseRedirect(reverse("reports:edition", args=[report_id, row.number]))


def edition_of(report_id: str, number: int) -> ReportEdition:
    """Return a build of a report. Errors: NotFoundError."""
    rows = find(Report, report_id).editions.select_related("report", "document")
    found: ReportEdition | None = rows.filter(number=number).first()
    if found is None:
        raise NotFoundError("There is no such build.", do="Choose one of the report's page.")
    return found


@for_roles(*READERS)
def edition(request: HttpRequest, report_id: str, number: int) -> HttpResponse:
    """One build: where it stands, what is wrong with it, its files, and the way to the public."""
    return _page(request, edition_of(report_id, number))


def _page(request: HttpRequest, row: ReportEdition, **more: object) -> HttpResponse:
    return render(request, "reports/edition.html", _context(request, row) | more)


def _context(request: HttpRequest, row: ReportEdition) -> dict[str, object]:
    notes = row.notes[:_MOST_NOTES]
    states = row.statements.values_list("claim", flat=True) if row.published_at else ()
    return {
        "report": row.report,
        "edition": row,
        "status": last_status(row.public_id) if row.state_code == "building" else None,
        "errors": [note for note in notes if note["is_error"]],
        "warnings": [note for note in notes if not note["is_error"]],
        "more_notes": len(row.notes) - len(notes),
        "files": _readable(row),
        "is_changed": row.state_code == "draft" and row.source_sha256 != source_digest(row.report),
        "tier": _tier(row),
        "stated": len(states),
        "claimed": sum(one is not None for one in states),
        "may": may(request.user),
        "form": WhyForm(),
    }


def _tier(row: ReportEdition) -> str | None:
    try:
        return tier_of(row.snapshot_id)
    except TomoniError:
        return None


def _readable(row: ReportEdition) -> list[tuple[str, dict[str, object]]]:
    """The files that people read: every face and the proof file."""
    prefix = f"{row.report.public_id}."
    return [(name, file) for name, file in sorted(row.files.items()) if name.startswith(prefix)]


@for_roles(*READERS)
def state(request: HttpRequest, report_id: str, number: int) -> HttpResponse:
    """How far a build has come; once it is done the whole page is loaded again."""
    row = edition_of(report_id, number)
    answer = render(request, "reports/state.html", _context(request, row))
    if row.state_code != "building":
        answer["HX-Refresh"] = "true"
    return answer


@for_roles(*READERS)
def file(request: HttpRequest, report_id: str, number: int, path: str) -> HttpResponse:
    """One built file. The page that stands alone runs nothing."""
    made = read_made(edition_of(report_id, number).files, path)
    answer = harmless(made.content, made.media_type)
    if made.media_type.startswith("text/html"):
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
        answer["Content-Security-Policy"] = policy
    elif not made.media_type.startswith("image/"):
        name = path.rpartition("/")[2]
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@for_roles(*READERS)
def publish(request: HttpRequest, report_id: str, number: int) -> HttpResponse:
    """Publish a build, with the reason."""
    must(request, "publish")
    row = edition_of(report_id, number)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_edition(by=request.user, edition_id=row.public_id, why=form.cleaned_data["why"])
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Published. The next public snapshot and site hold it."))
            return HttpResponseRedirect(reverse("reports:edition", args=[report_id, number]))
    return _page(request, row, form=form)


@for_roles(*READERS)
def withdraw(request: HttpRequest, report_id: str, number: int) -> HttpResponse:
    """Withdraw a published edition, with the reason."""
    must(request, "withdraw")
    row = edition_of(report_id, number)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_edition(
                by=request.user, edition_id=row.public_id, why=form.cleaned_data["why"]
            )
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Withdrawn. The next public snapshot and site say so."))
            return HttpResponseRedirect(reverse("reports:edition", args=[report_id, number]))
    return _page(request, row, form=form)
