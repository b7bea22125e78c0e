"""The participant's own page of one edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.web.courses.reach import NOMINEE
from tomoni.web.shell.guarding import for_roles

from ..own import own_participation, participant_context


@for_roles(*NOMINEE)
def own(request: HttpRequest, participation_id: str) -> HttpResponse:
    """One's own course: where it stands, and what is to be done."""
    participation = own_participation(request, participation_id)
    return render(request, "participants/own.html", participant_context(participation, "own"))
