"""The list of reports, beginning one, one report with its files and builds, its folder."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tomoni.catalogue.errors import NotPermittedError, TomoniError
from tomoni.publish.report.folder import chapter_files
from tomoni.publish.report.settings import ReportSettings, report_settings
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.folders import export_report, import_folder
from tomoni.records.actions.reports.writing import add_chapter, create_report
from tomoni.records.models import Report
from tomoni.rules.reports.folders import LARGEST_FOLDER
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Listing

from ..archives import unpacked
from ..forms import AddFileForm, ArchiveForm, BuildForm, NewReportForm
from ..reach import READERS, may
from ..snapshots import offered

_LISTING = Listing(
    columns=(
        Column("title", pgettext_lazy("publication", "Report"), ("title",)),
        Column("edition", gettext_lazy("Edition of the report"), ("edition",)),
        Column("state", gettext_lazy("Stands at")),
        Column("changed", gettext_lazy("Changes"), ("revision",), is_number=True),
    ),
    search=lambda text: (
        Q(title__icontains=text) | Q(title_ja__icontains=text) | Q(public_id__icontains=text)
    ),
    default_order=("-created_at",),
)


@for_roles(*READERS)
def reports(request: HttpRequest) -> HttpResponse:
    """All reports, the latest first."""
    rows = Report.objects.prefetch_related("editions")
    shown = _LISTING.shown(request, rows)
    listed = [
        (one, max(one.editions.all(), key=lambda each: each.number, default=None))
        for one in shown.page.object_list
    ]
    context = {"shown": shown, "rows": listed, "may": may(request.user)}
    return render(request, "reports/list.html", context)


def must(request: HttpRequest, act: str) -> None:
    """Errors: NotPermittedError when the reader may not do it."""
    if not may(request.user)[act]:
        raise NotPermittedError("Your role only reads reports.", do="Ask an editor.")


@for_roles(*READERS)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a report with its settings and a first chapter."""
    must(request, "create")
    form = NewReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                report = create_report(by=request.user, settings_text=form.settings_text())
                add_chapter(
                    by=request.user, report_id=report.public_id, file="introduction.md",
                    content=_("# Introduction") + "\n\n",
                )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("reports:report", args=[report.public_id]))
    return render(request, "reports/new.html", {"form": form, "archive": ArchiveForm()})


@for_roles(*READERS)
def import_new(request: HttpRequest) -> HttpResponse:
    """Bring in the folder of a report."""
    must(request, "import")
    return _imported(request, None)


@for_roles(*READERS)
def import_again(request: HttpRequest, report_id: str) -> HttpResponse:
    """Bring in the folder of a report that is here already: it is taken as it stands."""
    must(request, "import")
    return _imported(request, find(Report, report_id))


def _imported(request: HttpRequest, report: Report | None) -> HttpResponse:
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["archive"]
        if sent.size > LARGEST_FOLDER:
            form.add_error("archive", _("The file is larger than any report."))
        else:
            try:
                report = import_folder(
                    by=request.user, files=unpacked(sent.read()),
                    report_id=report.public_id if report else None,
                )  # fmt: skip
            except TomoniError as error:
                form.refuse(error)
            else:
                messages.success(request, _("The folder was taken in."))
                return HttpResponseRedirect(reverse("reports:report", args=[report.public_id]))
    return render(request, "reports/import.html", {"archive": form, "report": report})


@for_roles(*READERS)
def export(request: HttpRequest, report_id: str) -> HttpResponse:
    """The folder of a report as a ZIP: the same folder, the same bytes."""
    report = find(Report, report_id)
    answer = HttpResponse(export_report(report), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{report.public_id}.zip"'
    return answer


@for_roles(*READERS)
def report(request: HttpRequest, report_id: str) -> HttpResponse:
    """One report: its files, the build that waits, what was published."""
    return render(request, "reports/report.html", context_of(request, find(Report, report_id)))


def context_of(request: HttpRequest, report: Report, **more: object) -> dict[str, object]:
    """Return what the page of one report shows."""
    files = list(report.chapters.filter(removed_at__isnull=True).defer("content").order_by("file"))
    text = report.chapters.values_list("content", flat=True).get(file="report.toml")
    found, problems = report_settings(text)
    listed = chapter_files(found) if found else ()
    return {
        "report": report,
        "files": _in_order(files, listed),
        "missing": [name for name in listed if name not in {one.file for one in files}],
        "problems": problems,
        "pictures": report.pictures.filter(removed_at__isnull=True).order_by("file"),
        "editions": report.editions.order_by("-number"),
        "may": may(request.user),
        "add": AddFileForm(),
        "build": BuildForm(offered()),
        "snapshots": offered(),
        **more,
    }


def _in_order(files: list, listed: tuple[str, ...]) -> list[tuple[object, bool]]:  # type: ignore[type-arg]
    """Files as report.toml lists them, then the others; with whether it lists them."""
    place = {name: number for number, name in enumerate(listed)}
    ordered = sorted(files, key=lambda one: (place.get(one.file, len(place)), one.file))
    return [(one, one.file in place or not one.file.endswith(".md")) for one in ordered]


def settings_of(report: Report) -> ReportSettings | None:
    """Return the settings of a report; None where they cannot be used."""
    text = report.chapters.values_list("content", flat=True).get(file="report.toml")
    return report_settings(text)[0]
