"""Writing one file: the text, the preview beside it, its revisions; adding and taking out."""

from __future__ import annotations

import difflib
from itertools import pairwise

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import InputError, TomoniError, TransitionError
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.writing import (
    add_chapter,
    add_picture,
    chapter_of,
    clean_text,
    remove_chapter,
    remove_picture,
    save_chapter,
)
from tomoni.records.models import Report, ReportChapter
from tomoni.rules.reports.folders import is_picture
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import AddFileForm, ChapterForm
from ..previewing import preview_of
from ..reach import READERS, may
from .reports import context_of, must

_MOST_REVISIONS = 50


@for_roles(*READERS)
def chapter(request: HttpRequest, report_id: str, file: str) -> HttpResponse:
    """One file: written by editors, with the preview beside it; read by others.

    What was typed is shown again whatever happens; where somebody else saved meanwhile, theirs
    stands below, and nothing is overwritten unless that is asked for.
    """
    report = find(Report, report_id)
    row = chapter_of(report, file)
    sent = request.POST if request.method == "POST" else None
    form = ChapterForm(sent, initial={"content": row.content})
    theirs = None
    if sent is not None and form.is_valid() and "preview" not in sent:
        must(request, "write")
        try:
            seen = None if "over" in sent else revision_seen(request)
            save_chapter(
                by=request.user, report_id=report_id, file=file,
                content=form.cleaned_data["content"], seen_revision=seen,
            )  # fmt: skip
        except TransitionError as error:
            form.refuse(error)
            theirs = chapter_of(report, file)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    typed = sent.get("content", "") if sent is not None else row.content
    context = _beside(report, row, typed) | {
        "form": form,
        "theirs": theirs,
        "revision": sent.get("revision", row.revision) if sent is not None else row.revision,
        "may": may(request.user),
    }
    return render(request, "reports/chapter.html", context)


@for_roles(*READERS)
def preview(request: HttpRequest, report_id: str, file: str) -> HttpResponse:
    """The preview alone, of what is typed and not saved."""
    report = find(Report, report_id)
    row = chapter_of(report, file)
    context = _beside(report, row, request.POST.get("content", row.content))
    return render(request, "reports/preview.html", context)


def _beside(report: Report, row: ReportChapter, typed: str) -> dict[str, object]:
    try:
        text = clean_text(row.file, typed)
    except InputError as error:
        return {"report": report, "chapter": row, "refused": told(error)}
    return {"report": report, "chapter": row, "preview": preview_of(report, row.file, text)}


@for_roles(*READERS)
def add(request: HttpRequest, report_id: str) -> HttpResponse:
    """Add a chapter, a list or a picture."""
    must(request, "write")
    report = find(Report, report_id)
    form = AddFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, sent = form.cleaned_data["file"].strip(), form.cleaned_data["picture"]
        try:
            if sent is not None:
                add_picture(
                    by=request.user, report_id=report_id, file=name or sent.name,
                    content=sent.read(),
                )  # fmt: skip
                messages.success(request, _("Added."))
                return HttpResponseRedirect(reverse("reports:report", args=[report_id]))
            add_chapter(by=request.user, report_id=report_id, file=name, content="")
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("reports:chapter", args=[report_id, name]))
    return render(request, "reports/report.html", context_of(request, report, add=form))


@for_roles(*READERS)
def remove(request: HttpRequest, report_id: str) -> HttpResponse:
    """Take a file out of the report; its revisions stay."""
    must(request, "write")
    file = request.POST.get("file", "")
    if request.method == "POST":
        take_out = remove_picture if is_picture(file) else remove_chapter
        try:
            take_out(by=request.user, report_id=report_id, file=file)
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        else:
            messages.success(request, _("Taken out. Its revisions stay."))
    return HttpResponseRedirect(reverse("reports:report", args=[report_id]))


@for_roles(*READERS)
def revisions(request: HttpRequest, report_id: str, file: str) -> HttpResponse:
    """What was changed in a file, revision by revision."""
    report = find(Report, report_id)
    row = chapter_of(report, file)
    kept = list(row.revisions.order_by("-revision")[: _MOST_REVISIONS + 1])
    changes = [
        (later, _difference(earlier.content, later.content)) for later, earlier in pairwise(kept)
    ]
    first = kept[-1] if len(kept) <= _MOST_REVISIONS else None
    context = {"report": report, "chapter": row, "changes": changes, "first": first}
    return render(request, "reports/revisions.html", context)


def _difference(earlier: str, later: str) -> list[tuple[str, str]]:
    """Lines that went and came, each with its mark."""
    lines = difflib.unified_diff(earlier.splitlines(), later.splitlines(), lineterm="", n=1)
    return [(line[:1], line[1:]) for line in list(lines)[2:]]
