"""Files given to be read: all batches, a new one, one with its progress and its refusals."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.document_refusals import document_refusal
from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.common import find
from tomoni.records.actions.reading.batches import OPEN, start_batch
from tomoni.records.models import ReadingBatch, ReadingFile, User
from tomoni.records.queries.reading import files_of, listed_batches
from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import reader_language, words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms import GiveForm
from ..tasks import enqueue, has_failed

READERS = may_roles("view", "document_text")
GIVERS = may_roles("create", "reading_batch")
_COLUMNS = (
    Column("started", _("Given"), ("started_at",)),
    Column("by", _("By")),
    Column("files", _("Files"), ("file_count",), is_number=True),
    Column("read", _("Read"), is_number=True),
    Column("refused", _("Refused"), is_number=True),
    Column("state", _("State"), ("state_code",)),
)


@for_roles(*READERS)
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch, the latest first."""
    listing = Listing(
        _COLUMNS,
        (Filter("state", _("State"), "state_code", tuple(words_of("reading_batch_state"))),),
        default_order=("-started_at",),
    )
    shown = listing.shown(request, listed_batches())
    context = {"shown": shown, "names": _names(shown.page.object_list), "tab": "batches",
               "may_give": may_give(request)}  # fmt: skip
    return render(request, "reading/batches.html", context)


@for_roles(*GIVERS)
def give(request: HttpRequest) -> HttpResponse:
    """Take files, and have the worker read them."""
    form = GiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            # The task is queued with its batch, or neither is there.
            with transaction.atomic():
                batch = start_batch(form.given(), by=request.user)
                enqueue(batch.public_id)
            return HttpResponseRedirect(reverse("reading_desk:batch", args=[batch.public_id]))
        except TomoniError as error:
            form.refuse(error)
    return render(request, "reading/give.html", {"form": form, "tab": "give", "may_give": True})


@for_roles(*READERS)
def batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """One batch: how far it is, and what came of each file."""
    found = find(ReadingBatch, batch_id)
    files = list(files_of(found))
    is_open = found.state_code != "done"
    done = sum(one.state_code not in OPEN for one in files)
    context = {
        "batch": found,
        "files": [{"file": one, "refusal": _refusal(one)} for one in files],
        "done": done,
        "is_open": is_open,
        "has_failed": is_open and has_failed(batch_id),
        "by": _names([found]).get(found.started_by, found.started_by),
        "refused": sum(one.state_code == "refused" for one in files),
        "tab": "batches",
        "may_give": may_give(request),
    }
    return render(request, "reading/batch.html", context)


@for_roles(*GIVERS)
@require_POST
def resume(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Have the worker go on with a batch whose reading broke off."""
    found = find(ReadingBatch, batch_id)
    if found.state_code != "done" and has_failed(batch_id):
        enqueue(batch_id)
    return HttpResponseRedirect(reverse("reading_desk:batch", args=[batch_id]))


def may_give(request: HttpRequest) -> bool:
    """Whether somebody may give files."""
    return not GIVERS.isdisjoint(roles_today(request.user))


def _refusal(one: ReadingFile) -> tuple[str, str] | None:
    if one.refusal_code is None:
        return None
    return document_refusal(one.refusal_code, one.refusal_parameters, reader_language())


def _names(rows: list[ReadingBatch]) -> dict[str, str]:
    """Names of accounts by their opaque ids."""
    ids = {one.started_by for one in rows}
    return dict(User.objects.filter(public_id__in=ids).values_list("public_id", "username"))
