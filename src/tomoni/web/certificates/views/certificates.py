"""Certificates of one edition: what is due, issued and revoked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.certificates import certificates_due
from tomoni.records.models import Certificate, CourseEdition
from tomoni.rules.courses.completion import can_issue, check_issue
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.forms import ShellForm, told
from tomoni.web.shell.guarding import for_roles

from ..issuing import check_before, pdfs_in_force, preview, revoke
from ..tasks import enqueue, last_status

PAGE_SIZE = 100
_FINISHED = ("completed", "partially_completed", "certified", "alumnus")


class RevokeForm(ShellForm):
    """Why a certificate is revoked, and whether a corrected one may follow."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("Read by the institute and the bearer; published nowhere."),
    )
    may_follow = forms.BooleanField(
        label=gettext_lazy("A corrected certificate may follow"),
        required=False,
        help_text=gettext_lazy("It is issued with the next issuing. Else none ever is."),
    )


@for_roles(*INSTITUTE)
def certificates(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who has which certificate, who lacks one, and the button that issues."""
    course = course_for(request.user, course_id)
    errors: list[str] = []
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            return _issue(request, course)
        except TomoniError as error:
            errors = told(error)
    due = {one.pk: kind for one, kind in certificates_due(course)}
    page = Paginator(_finished(course), PAGE_SIZE).get_page(request.GET.get("page"))
    issued = Certificate.objects.filter(participation__edition=course.edition)
    states = list(issued.values_list("revoked_at", flat=True))
    context = context_of(request, course, "certificates") | {
        "page": page,
        "rows": [(one, due.get(one.pk), list(one.certificates.all())) for one in page],
        "due": len(due),
        "in_force": sum(revoked is None for revoked in states),
        "revoked": sum(revoked is not None for revoked in states),
        "may_issue": can_issue(course.state_code),
        "status": last_status(course_id),
        "errors": errors,
    }
    return render(request, "certificates/list.html", context)


def _finished(course: CourseEdition):  # type: ignore[no-untyped-def]
    rows = course.edition.participations.filter(state_code__in=_FINISHED, origin_code="course")
    shown = Certificate.objects.defer("facts", "credential").order_by("pk")
    return (
        rows.select_related("person")
        .prefetch_related(Prefetch("certificates", shown))
        .order_by("person__family_name", "person__given_name", "pk")
    )


def _issue(request: HttpRequest, course: CourseEdition) -> HttpResponseRedirect:
    """Look at every name, then leave the issuing to the worker. Errors: as ``check_before``."""
    check_issue(course.state_code)
    check_before(certificates_due(course))
    enqueue(course.public_id, request.user.public_id)
    messages.success(request, _("The worker issues them now. Load the page again in a moment."))
    return HttpResponseRedirect(request.path)


@for_roles(*OFFICERS)
def preview_pdf(request: HttpRequest, course_id: str) -> HttpResponse:
    """How the first certificate that is due will look. It carries no badge."""
    course = officer_of(request, course_id)
    due = certificates_due(course)
    if not due:
        raise NotFoundError("No certificate is due.", do="Complete somebody first.")
    return as_file(preview(*due[0]), f"{course_id}-preview.pdf")


@for_roles(*INSTITUTE)
def all_zip(request: HttpRequest, course_id: str) -> HttpResponseBase:
    """Every certificate in force as PDF, in one ZIP that is sent while it is made."""
    course = course_for(request.user, course_id)
    count, pdfs = pdfs_in_force(course)
    if not count:
        raise NotFoundError("No certificate is in force.", do="Issue them first.")
    answer = StreamingHttpResponse(_zipped(pdfs), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{course_id}-certificates.zip"'
    return answer


class _Pipe(io.RawIOBase):
    """Takes what a ZIP writes, and gives it away; it cannot seek, so that nothing is kept."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _zipped(files: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            # A fixed time: the same certificates, the same archive.
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
            yield pipe.taken()
    yield pipe.taken()


@for_roles(*OFFICERS)
def revoke_page(request: HttpRequest, course_id: str, certificate_id: str) -> HttpResponse:
    """Revoke one certificate, with the reason."""
    course = officer_of(request, course_id)
    rows = Certificate.objects.select_related("participation__person")
    found = rows.filter(public_id=certificate_id, participation__edition=course.edition).first()
    if found is None:
        raise NotFoundError("There is no such certificate.", do="Go back to the list.")
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke(certificate_id, by=request.user, **form.cleaned_data)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Revoked; the status list is published anew."))
            return HttpResponseRedirect(reverse("certificates:list", args=[course_id]))
    context = context_of(request, course, "certificates") | {"form": form, "one": found}
    return render(request, "certificates/revoke.html", context)


def as_file(pdf: bytes, name: str) -> HttpResponse:
    """Return a PDF to be saved."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
