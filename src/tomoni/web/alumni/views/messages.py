"""Messages between alumni: read here, and nowhere else."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.alumni import read_message, send_message
from tomoni.records.models import AlumniMessage
from tomoni.records.queries.people.directory import directory_person
from tomoni.web.shell.guarding import for_roles

from ..forms import MessageForm
from .directory import tabs_of

PAGE_SIZE = 50


@for_roles("alumnus")
def inbox(request: HttpRequest) -> HttpResponse:
    """Messages to oneself and from oneself, the latest first."""
    own = AlumniMessage.objects.filter(recipient__user=request.user).select_related("sender")
    sent = AlumniMessage.objects.filter(sender__user=request.user).select_related("recipient")
    page = Paginator(own.order_by("-sent_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "sent": sent.order_by("-sent_at", "-pk")[:PAGE_SIZE]}
    return render(request, "alumni/messages.html", context | tabs_of(request) | {"tab": "messages"})


@for_roles("alumnus")
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """One message to oneself, with an answer where its sender takes one."""
    held = read_message(by=request.user, message_id=message_id)
    profile = getattr(held.sender, "alumni_profile", None)
    takes = (
        profile is not None
        and profile.takes_messages
        and directory_person(profile.public_id) is not None
    )
    form = MessageForm(request.POST or None) if takes else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            send_message(by=request.user, to_id=profile.public_id, body=form.cleaned_data["body"])
        except TomoniError as error:
            form.refuse(error)
        else:
            notes.success(request, _("The message is on its way."))
            return HttpResponseRedirect(request.path)
    context = {"message": held, "form": form, "tab": "messages"}
    return render(request, "alumni/message.html", context | tabs_of(request))
