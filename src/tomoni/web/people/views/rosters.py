"""Rosters of older courses: look at a file first, then read it in."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TomoniError, Where
from tomoni.records.actions.courses.duplicates import look_for_duplicates
from tomoni.records.actions.courses.rosters import import_roster
from tomoni.records.models import Edition, RosterImport, Series
from tomoni.records.queries.people.rosters import RosterPreview, preview_roster
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Listing

from ..access import INSTITUTE, may_everywhere
from ..progress import Progress, grown_page
from ..roster_files import RosterSheet, carried_content, read_roster, roster_template

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_FAULTS = 30
# Fewer lines are read in before anybody wonders.
SHOWS_PROGRESS_FROM = 500
_COLUMNS = (
    Column("edition", _("Edition"), ("edition__series__public_id", "edition__number")),
    Column("file", _("File"), ("file_name",)),
    Column("rows", _("Lines"), ("row_count",), is_number=True),
    Column("read", _("Read in"), ("imported_at",)),
)


class RosterForm(ShellForm):
    """Which file, of which series, and of which edition if it is of one alone."""

    series = forms.ChoiceField(label=_("Series"))
    edition = forms.ChoiceField(
        label=_("Edition"),
        required=False,
        help_text=_("Blank: each line names its edition by number or year."),
    )
    file = forms.FileField(label=_("File (XLSX or CSV)"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        series = Series.objects.order_by("name").values_list("public_id", "name")
        editions = Edition.objects.order_by("series__name", "number", "held_first")
        self.fields["series"].choices = list(series)
        self.fields["edition"].choices = [
            ("", "–"), *((one, one) for one in editions.values_list("public_id", flat=True))
        ]  # fmt: skip


@for_roles(*INSTITUTE)
def rosters(request: HttpRequest) -> HttpResponse:
    """Rosters that were read in; for officers, a new one, its preview, and what came of it."""
    if not may_everywhere(request, "view", "roster"):
        raise NotPermittedError("Rosters are of the whole institute.", do="Ask an officer of it.")
    may_import = may_everywhere(request, "import", "roster")
    form = RosterForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "may_import": may_import, "tab": "rosters"}
    if request.method == "POST" and may_import and form.is_valid():
        try:
            handled = _handled(request, form)
            if isinstance(handled, StreamingHttpResponse):
                return handled
            context |= handled
        except TomoniError as error:
            form.refuse(error)
    listing = Listing(_COLUMNS, default_order=("-imported_at",), page_size=25)
    rows = RosterImport.objects.select_related("edition__series")
    context["shown"] = listing.shown(request, rows)
    return render(request, "people/rosters.html", context)


@for_roles(*INSTITUTE)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty roster with one line that shows how it is filled in."""
    if kind not in ("xlsx", "csv"):
        raise NotFoundError("There is no such file.", do="Choose XLSX or CSV.")
    content = roster_template(kind, reader_language(), timezone.now().date())
    media = _XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="roster.{kind}"'
    return answer


def _handled(request: HttpRequest, form: RosterForm) -> dict[str, object] | StreamingHttpResponse:
    """The preview of a file; where it is to be read in, what came of it, or a page that grows."""
    sheet = _sheet(request, form)
    series_id, edition_id = form.cleaned_data["series"], form.cleaned_data["edition"] or None
    if "enter" in request.POST and not sheet.errors:
        user = request.user

        def work(progress: Progress) -> dict[str, object]:
            report = import_roster(
                sheet.rows, sheet.file, by=user, series_id=series_id, edition_id=edition_id,
                progress=progress,
            )  # fmt: skip
            found = look_for_duplicates(by=user, among=report.person_ids)
            return {"report": report, "pairs_found": found, "file": sheet.file}

        if len(sheet.rows) > SHOWS_PROGRESS_FROM:
            return _growing(request, sheet, work)
        return work(lambda *_numbers: None)
    preview = _preview(sheet, series_id, edition_id)
    return {
        "preview": preview,
        "sheet": sheet,
        "faults": preview.errors[:_SHOWN_FAULTS],
        "editions": preview.editions,
    }


def _growing(
    request: HttpRequest, sheet: RosterSheet, work: Callable[[Progress], dict[str, object]]
) -> StreamingHttpResponse:
    page = render_to_string(
        "people/roster_growing.html", {"sheet": sheet, "tab": "rosters"}, request
    )
    head, _mark, foot = page.partition("<!--grows here-->")

    def end(result: dict[str, object]) -> str:
        return render_to_string("people/roster_report.html", result)

    return StreamingHttpResponse(grown_page(head, work, end, foot))


def _preview(sheet: RosterSheet, series_id: str, edition_id: str | None) -> RosterPreview:
    series = Series.objects.get(public_id=series_id)
    edition = Edition.objects.filter(public_id=edition_id, series=series).first()
    if edition_id is not None and edition is None:
        raise InputError(
            "The edition is not of this series.", where=Where(field="edition"),
            do="Choose another edition, or leave it blank.",
        )  # fmt: skip
    return preview_roster(
        sheet.rows, series=series, edition=edition, file=sheet.file.name, errors=sheet.errors
    )


def _sheet(request: HttpRequest, form: RosterForm) -> RosterSheet:
    """The file that was sent, else the one that the preview carried."""
    sent = form.cleaned_data["file"]
    if sent is not None:
        return read_roster(sent.name or "roster", sent.read())
    carried = request.POST.get("carried", "")
    if not carried:
        raise InputError("No file is chosen.", where=Where(field="file"), do="Choose one.")
    return read_roster(request.POST.get("name") or "roster", carried_content(carried))
