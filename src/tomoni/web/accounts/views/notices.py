"""Messages that were written: what became of them, and sending again what did not leave."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.records.actions.notices import resend as resend_message
from tomoni.records.models import Notice
from tomoni.rules.permissions import can_act, may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

_VIEWERS = sorted(may_roles("view", "notice"))


def _listing() -> Listing:
    from django.utils.translation import get_language

    language = (get_language() or "en")[:2]
    states = COURSE_TERMS["notice_state"].items()
    return Listing(
        columns=(
            Column("created", _("Written"), ("created_at",)),
            Column("template", _("Message"), ("template_code",)),
            Column("to", _("To")),
            Column("state", _("State"), ("state_code",)),
            Column("sent", _("Sent"), ("sent_at",)),
            Column("problem", _("Problem")),
            Column("step", ""),
        ),
        filters=(
            Filter(
                "state",
                _("State"),
                "state_code",
                tuple((code, words.in_language(language)) for code, words in states),
            ),
        ),
        search=lambda text: (
            Q(address__icontains=text)
            | Q(user__email__icontains=text)
            | Q(event_key__icontains=text)
        ),
        default_order=("-created_at",),
    )


@for_roles(*_VIEWERS)
def notices(request: HttpRequest) -> HttpResponse:
    """All messages, newest first."""
    rows = Notice.objects.select_related("user")
    may_send = can_act(roles_today(request.user), "send", "notice")
    context = {"shown": _listing().shown(request, rows), "may_send": may_send}
    return render(request, "accounts/notices.html", context)


@require_POST
@for_roles(*_VIEWERS)
def resend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a message again that failed or may not have left."""
    resend_message(public_id, by=request.user)
    messages.success(request, _("The message waits to be sent again."))
    return HttpResponseRedirect(reverse("accounts:notices"))
