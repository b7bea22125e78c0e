"""Pages of imports: files given, one with its preview, one of its activities."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.common import find
from tomoni.records.actions.imports.files import (
    OPEN,
    begin_applying,
    choose,
    give_file,
    how_of,
)
from tomoni.records.models import ImportedFile, User
from tomoni.records.queries.imports import lines_of, listed_files, outcomes_of, transactions_of
from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from .bringing import is_kept
from .forms import ChooseForm, GiveForm
from .tasks import enqueue, has_failed

READERS = may_roles("view", "imported_file")
GIVERS = may_roles("create", "imported_file")
IMPORTERS = may_roles("import", "imported_file")
_FILES = (
    Column("given", _("Given"), ("given_at",)),
    Column("name", _("File"), ("name",)),
    Column("by", _("By")),
    Column("activities", _("Activities"), ("activity_count",), is_number=True),
    Column("counts", _("Outcome")),
    Column("state", _("State"), ("state_code",)),
)
_LINES = (
    Column("number", _("No."), ("number",), is_number=True),
    Column("identifier", _("Activity"), ("identifier",)),
    Column("owner", _("Whose"), ("owner_code",)),
    Column("outcome", _("Outcome"), ("outcome_code",)),
    Column("entries", _("Ledger lines"), ("entry_count",), is_number=True),
    Column("notes", _("Reasons and assumptions")),
)


@for_roles(*READERS)
def files(request: HttpRequest) -> HttpResponse:
    """Every file that was given, the latest first."""
    listing = Listing(
        _FILES,
        (Filter("state", _("State"), "state_code", tuple(words_of("import_state"))),),
        search=lambda words: Q(name__icontains=words) | Q(sha256__startswith=words.lower()),
        default_order=("-given_at",),
    )
    shown = listing.shown(request, listed_files())
    context = {
        "shown": shown,
        "names": _names(*(one.given_by for one in shown.page.object_list)),
        "tab": "files",
        "may_give": _may(request, GIVERS),
    }
    return render(request, "imports/files.html", context)


@for_roles(*GIVERS)
def give(request: HttpRequest) -> HttpResponse:
    """Take a file, and have the worker preview it."""
    form = GiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            # The task is queued with its file, or neither is there.
            with transaction.atomic():
                given = [give_file(one, form.how(), by=_user(request)) for one in form.given()]
                for one in given:
                    enqueue(one)
        except TomoniError as error:
            form.refuse(error)
        else:
            if len(given) > 1:
                return HttpResponseRedirect(reverse("imports:files"))
            return _to(given[0].public_id)
    return render(request, "imports/give.html", {"form": form, "tab": "give", "may_give": True})


@for_roles(*READERS)
def file(request: HttpRequest, file_id: str) -> HttpResponse:
    """One file: what each of its activities becomes, or became."""
    return _page(request, find(ImportedFile, file_id), None)


@for_roles(*GIVERS)
@require_POST
def choose_how(request: HttpRequest, file_id: str) -> HttpResponse:
    """Have a file previewed otherwise."""
    held = find(ImportedFile, file_id)
    form = ChooseForm(request.POST, how=how_of(held))
    if form.is_valid():
        try:
            with transaction.atomic():
                enqueue(
                    choose(
                        file_id,
                        form.how(),
                        by=_user(request),
                        seen_revision=form.cleaned_data["revision"],
                    )
                )
            return _to(file_id)
        except TomoniError as error:
            form.refuse(error)
    return _page(request, held, form)


@for_roles(*IMPORTERS)
@require_POST
def apply(request: HttpRequest, file_id: str) -> HttpResponse:
    """Have a previewed file applied."""
    try:
        seen = int(request.POST.get("revision", ""))
    except ValueError:
        seen = 0
    try:
        with transaction.atomic():
            enqueue(begin_applying(file_id, by=_user(request), seen_revision=seen))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return _to(file_id)


@for_roles(*GIVERS)
@require_POST
def resume(request: HttpRequest, file_id: str) -> HttpResponse:
    """Have the worker go on with a file at which it broke off."""
    held = find(ImportedFile, file_id)
    if has_failed(held):
        enqueue(held)
    return _to(file_id)


@for_roles(*READERS)
def line(request: HttpRequest, file_id: str, number: int) -> HttpResponse:
    """One activity of a file: what it becomes, its shares and its transactions."""
    held = find(ImportedFile, file_id)
    found = lines_of(held).filter(number=number).first()
    if found is None:
        raise Http404
    imported = getattr(found.activity, "imported", None) if found.activity else None
    context = {
        "file": held,
        "line": found,
        "imported": imported,
        "shares": list(imported.shares.filter(transaction=None).order_by("pk")) if imported else [],
        "transactions": list(transactions_of(found)[:_MOST]) if imported else [],
    }
    return render(request, "imports/line.html", context)


_MOST = 500


def _page(request: HttpRequest, held: ImportedFile, form: ChooseForm | None) -> HttpResponse:
    is_open = held.state_code in OPEN
    if form is None and is_open and _may(request, GIVERS):
        form = ChooseForm(how=how_of(held), revision=held.revision)
    listing = Listing(
        _LINES,
        (
            Filter("outcome", _("Outcome"), "outcome_code", tuple(words_of("import_outcome"))),
            Filter("owner", _("Whose"), "owner_code", tuple(words_of("import_owner"))),
        ),
        search=lambda words: Q(identifier__icontains=words) | Q(title__icontains=words),
        default_order=("number",),
    )
    is_waiting = held.state_code in ("waiting", "applying")
    context = {
        "file": held,
        "shown": listing.shown(request, lines_of(held)),
        "outcomes": outcomes_of(held),
        "form": form if is_open and is_kept(held) else None,
        "is_kept": is_kept(held),
        "may_apply": held.state_code == "previewed" and _may(request, IMPORTERS),
        "is_waiting": is_waiting,
        "has_failed": is_waiting and has_failed(held),
        "names": _names(held.given_by, held.applied_by),
        "tab": "files",
        "may_give": _may(request, GIVERS),
    }
    return render(request, "imports/file.html", context)


def _to(file_id: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("imports:file", args=[file_id]))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # for_roles lets nobody else in
    return request.user


def _may(request: HttpRequest, roles: frozenset[str]) -> bool:
    return not roles.isdisjoint(roles_today(request.user))


def _names(*ids: str | None) -> dict[str, str]:
    """Names of accounts by their opaque ids."""
    wanted = {one for one in ids if one}
    return dict(User.objects.filter(public_id__in=wanted).values_list("public_id", "username"))
