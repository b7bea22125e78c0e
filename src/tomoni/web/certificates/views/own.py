"""A participant's own certificates, and the PDF of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.catalogue.errors import NotFoundError, TransitionError
from tomoni.records.actions.courses.completing import of_participation
from tomoni.records.models import Certificate
from tomoni.web.courses.reach import NOMINEE, check
from tomoni.web.shell.guarding import for_roles, signed_in

from ..issuer import site_address
from ..issuing import certificate_pdf
from .certificates import as_file


@for_roles(*NOMINEE)
def own(request: HttpRequest) -> HttpResponse:
    """The certificates of the person that the account belongs to."""
    rows = Certificate.objects.filter(participation__person__user=request.user)
    shown = rows.select_related("participation__edition__course").defer("facts", "credential")
    context = {"rows": shown.order_by("-issued_at", "-pk"), "site": site_address()}
    return render(request, "certificates/own.html", context)


@signed_in
def pdf(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """One certificate in force as PDF, for the institute and for whose it is."""
    rows = Certificate.objects.select_related(
        "participation__edition__course", "participation__person"
    )
    found = rows.filter(public_id=certificate_id).first()
    if found is None:
        raise NotFoundError("There is no such certificate.", do="Check the address.")
    check(request.user, "view", of_participation(found.participation, "certificate"))
    if found.revoked_at is not None:
        raise TransitionError("A revoked certificate is not given out.", do="Ask the institute.")
    return as_file(certificate_pdf(found), f"{found.number}.pdf")
