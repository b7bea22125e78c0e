"""One's own calendar: its secret address, and the feed that it opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.calendars import (
    make_feed,
    owner_of,
    revoke_feed,
    state_of,
)
from tomoni.records.models import CalendarFeed
from tomoni.rules.permission_table import PERMISSIONS
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..feeds import address_of, feed_bytes

_HOLDERS = PERMISSIONS["calendar_feed"]["create"]


@for_roles(*sorted(_HOLDERS))
def own(request: HttpRequest) -> HttpResponse:
    """Make, renew or revoke the address of one's calendar; it is shown once, when it is made."""
    address = ""
    errors: list[str] = []
    if request.method == "POST":
        try:
            if "revoke" in request.POST:
                revoke_feed(by=request.user)
                messages.success(request, _("The address opens nothing any more."))
                return HttpResponseRedirect(request.path)
            made = make_feed(by=request.user, seen=request.POST.get("seen", ""))
            address = address_of(*made)
        except TomoniError as error:
            errors = told(error)
    feed = CalendarFeed.objects.filter(user=request.user, token_sha256__isnull=False).first()
    context = {
        "feed": feed, "seen": state_of(feed), "address": address, "errors": errors,
    }  # fmt: skip
    # Its own address holds no secret; without a referrer the browser could not send its forms.
    return _unshared(render(request, "delivery/calendar.html", context))


@require_safe
def feed(request: HttpRequest, feed_id: str, secret: str) -> HttpResponse:
    """The sessions of whoever's address this is, for calendar programs. Errors: NotFoundError."""
    user = owner_of(feed_id, secret)
    person = getattr(user, "person", None)
    language = person.preferred_language_code if person is not None else "en"
    content = feed_bytes(feed_id, user, language)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="timetable.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return _unshared(answer)


def _unshared(answer: HttpResponse) -> HttpResponse:
    """Keep what holds a secret out of caches and search engines."""
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store, private"
    return answer
