"""Spreadsheets of records: a form to fill in; a filled one is looked at first, then read in."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where
from tomoni.exchange.uploads import check_upload
from tomoni.records.actions.sheets.bring import check_sheets, import_sheets
from tomoni.records.actions.sheets.report import SheetReport
from tomoni.records.actions.sheets.tables import FOLLOWING, NEEDED
from tomoni.records.models import User
from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.people.progress import Progress, grown_page
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.guarding import for_roles

from .columns import sheet_tables
from .files import LookedAt, look_at, told, write_copy, write_template
from .forms import AskForm, SendForm
from .preview import changes_shown, tables_shown

READERS = may_roles("view", "activity")
WRITERS = may_roles("create", "activity")
# A preview carries the file back in its form.
LARGEST_SENT = 3 * 2**19
# A smaller file, of some hundred lines, is read in before anybody wonders.
SHOWS_PROGRESS_FROM = 50 * 2**10
_SHOWN = 30
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent, or carried by a preview."""

    name: str
    content: bytes
    table: str

    @property
    def carried(self) -> str:
        """The content as text for a hidden field."""
        return base64.b64encode(self.content).decode("ascii")

    @contextmanager
    def looked_at(self) -> Iterator[LookedAt]:
        """Give what the file holds, for as long as it lies on disk. Errors: InputError."""
        with tempfile.TemporaryDirectory(prefix="sent-") as folder:
            path = Path(folder) / "sent"
            path.write_bytes(self.content)
            yield look_at(path, self.name, self.table or None)


@for_roles(*READERS)
def sheets(request: HttpRequest) -> HttpResponse:
    """A form to ask for; and for who may: a file that is sent, its preview, what came of it."""
    may_send = not roles_today(request.user).isdisjoint(WRITERS)
    form = SendForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "form": form,
        "ask": AskForm(_shown(request)),
        "may_send": may_send,
    }
    if request.method == "POST" and may_send and form.is_valid():
        try:
            handled = _handled(request, form)
            if isinstance(handled, HttpResponse | StreamingHttpResponse):
                return handled
            context |= handled
        except TomoniError as error:
            form.refuse(error)
    return render(request, "sheets/sheets.html", context)


@for_roles(*READERS)
def form_to_fill(request: HttpRequest) -> HttpResponse:
    """A form of tables, empty or filled."""
    ask = AskForm(_shown(request), request.GET)
    if not ask.is_valid():
        raise NotFoundError("There is no such table for you.", do="Choose one of the page.")
    kind = "csv" if request.GET.get("kind") == "csv" else "xlsx"
    filled = ask.cleaned_data["filled"]
    fillable = [one for one in _shown(request) if filled or one not in FOLLOWING]
    names = ask.cleaned_data["table"] or fillable
    if kind == "csv" and len(names) != 1:
        raise InputError("A CSV file holds one table.", do="Choose one table, or XLSX.")
    with tempfile.TemporaryDirectory(prefix="form-") as folder:
        out = Path(folder) / f"form.{kind}"
        language = "ja" if reader_language() == "ja" else "en"
        today = timezone.now().date()
        write_template(out, names, dated=today, language=language, filled=filled)
        stem = names[0] if len(names) == 1 else "records"
        return _download(out, f"{stem}.{kind}")


def _shown(request: HttpRequest) -> list[str]:
    """The tables that somebody may see."""
    held = roles_today(request.user)
    return [
        name
        for name, needed in NEEDED.items()
        if not held.isdisjoint(may_roles("view", needed.object_type))
    ]


def _download(path: Path, name: str) -> HttpResponse:
    media = _CSV if path.suffix == ".csv" else _XLSX
    answer = HttpResponse(path.read_bytes(), content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _handled(request: HttpRequest, form: SendForm) -> dict[str, object] | HttpResponse:
    """The preview of a file, a copy with its problems, or what reading it in came to."""
    sent = _sent(request, form)
    if "enter" in request.POST:
        return _entered(request, sent)
    with sent.looked_at() as looked:
        report = check_sheets(looked.tables, by=request.user)
        if "copy" in request.POST and report.problems:
            return _copied(sent, looked, report)
        return _preview(sent, looked, report)


def _copied(sent: Sent, looked: LookedAt, report: SheetReport) -> HttpResponse:
    suffix = ".csv" if looked.contents.source.kind == "csv" else ".xlsx"
    with tempfile.TemporaryDirectory(prefix="copy-") as folder:
        out = Path(folder) / f"copy{suffix}"
        language = "ja" if reader_language() == "ja" else "en"
        write_copy(looked, report, out, dated=timezone.now().date(), language=language)
        return _download(out, f"problems{suffix}")


def _preview(sent: Sent, looked: LookedAt, report: SheetReport) -> dict[str, object]:
    language = "ja" if reader_language() == "ja" else "en"
    titles = {one.table.name: one.sheet for one in looked.contents.tables}
    return {
        "sent": sent,
        "preview": report,
        "tables": tables_shown(report, language),
        "problems": [
            (titles[one.table], one.line, told(looked.contents, one, language))
            for one in report.problems[:_SHOWN]
        ],
        "changes": changes_shown(report, sheet_tables(), language)[:_SHOWN],
        "passed_over": looked.contents.passed_over,
    }


def _entered(request: HttpRequest, sent: Sent) -> dict[str, object] | HttpResponse:
    by: User = request.user
    language = reader_language()

    def work(progress: Progress) -> dict[str, object]:
        with sent.looked_at() as looked:
            report = import_sheets(
                looked.tables, by=by, file=sent.name, sha256=looked.sha256, progress=_one(progress)
            )
        return {"report": report, "entered": tables_shown(report, language), "name": sent.name}

    if len(sent.content) > SHOWS_PROGRESS_FROM:
        return _growing(request, sent, work)
    return work(lambda *_numbers: None)


def _one(progress: Progress) -> Callable[[str, int, int], object]:
    """Checking and writing in one number: lines checked and written, of twice the lines."""
    totals: dict[str, int] = {}

    def step(phase: str, done: int, total: int) -> None:
        before = sum(one for name, one in totals.items() if name != phase)
        totals[phase] = total
        progress(before + done, max(before + total, 1))

    return step


def _growing(
    request: HttpRequest, sent: Sent, work: Callable[[Progress], dict[str, object]]
) -> StreamingHttpResponse:
    page = render_to_string("sheets/growing.html", {"name": sent.name}, request)
    head, _mark, foot = page.partition("<!--grows here-->")

    def end(result: dict[str, object]) -> str:
        return render_to_string("sheets/report.html", result)

    return StreamingHttpResponse(grown_page(head, work, end, foot))


def _sent(request: HttpRequest, form: SendForm) -> Sent:
    """The file that was sent, else the one that the preview carried."""
    file = form.cleaned_data["file"]
    table = form.cleaned_data["table"]
    if file is not None:
        name, content = file.name or "sheet", file.read()
    else:
        name, content = request.POST.get("name") or "sheet", _carried(request)
    check_upload(name, content, ("xlsx", "csv"), LARGEST_SENT)
    return Sent(name, content, table)


def _carried(request: HttpRequest) -> bytes:
    carried = request.POST.get("carried", "")
    if not carried:
        raise InputError("No file is chosen.", where=Where(field="file"), do="Choose one.")
    try:
        return base64.b64decode(carried, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(
            "The file was changed on its way.", where=Where(field="file"), do="Send it again."
        ) from error
