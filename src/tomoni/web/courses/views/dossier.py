"""The dossier: filled in by the nominee or the country, saved at any time, with its files."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.exchange.uploads import DEFAULT_LIMIT, check_size, check_upload
from tomoni.records.actions.courses.dossiers import (
    GivenFile,
    add_document,
    form_of,
    missing_in,
    read_document,
    remove_document,
    save_answers,
)
from tomoni.records.actions.courses.nominations import step_nomination
from tomoni.records.actions.courses.scopes import of_nomination
from tomoni.records.models import AccountInvitation, DossierDocument, Nomination
from tomoni.records.queries.mandates import own_person_id
from tomoni.rules.courses.call_checks import takes_nominations
from tomoni.rules.courses.dossiers import COMMITTEE_COPY, FormTemplate
from tomoni.rules.courses.nominating import can_edit, can_fill
from tomoni.rules.courses.nominations import NOMINATION
from tomoni.rules.courses.outcomes import is_judged_untold, told_state
from tomoni.web.participants.own import own_participations
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles, signed_in

from ..answers import answered
from ..forms.nominee import DossierForm, FileForm, answers_initial
from ..reach import COUNTRY, INSTITUTE, NOMINEE, nomination_for, roles_here
from ..stepping import Failed, refused, revision_seen, steps_shown

KINDS_TAKEN = ("pdf", "jpeg", "png", "docx")
_SIDES = frozenset({"focal_point", "nominee"})


@for_roles(*NOMINEE)
def my(request: HttpRequest) -> HttpResponse:
    """One's own nominations, and the courses that one takes or took part in."""
    person = own_person_id(request.user)
    rows = Nomination.objects.select_related("call__course").order_by("-pk")
    own = list(rows.filter(person__public_id=person)) if person else []
    seats = own_participations(request.user)
    if len(own) == 1 and not seats:
        return HttpResponseRedirect(reverse("courses:dossier", args=[own[0].public_id]))
    return render(request, "courses/my.html", {"rows": own, "seats": seats})


@for_roles(*COUNTRY, *NOMINEE)
def dossier(request: HttpRequest, nomination_id: str) -> HttpResponse:
    """One dossier: questions, files, what is missing, and the steps that one may take."""
    record = nomination_for(request.user, nomination_id)
    template = form_of(record.call)
    failed: Failed | None = None
    form = None
    if request.method == "POST":
        if request.headers.get("X-Requested-With") == "autosave":
            return _save_by_itself(request, record, template)
        if "verb" in request.POST:
            answer = _step(request, record)
            if not isinstance(answer, Failed):
                return answer
            failed = answer
        else:
            form = _saved(request, record, template)
            if form is None:
                return HttpResponseRedirect(request.path)
        record = nomination_for(request.user, nomination_id)
    context = _context(request, record, template, failed, form)
    return render(request, "courses/dossier.html", context)


def _save_by_itself(
    request: HttpRequest, record: Nomination, template: FormTemplate
) -> HttpResponse:
    """Keep what was typed since the last time, and answer with one line for the page."""
    form = DossierForm(template, request.POST)
    seen, record_revision = revision_seen(request), record.revision
    context: dict[str, object] = {}
    try:
        saved = save_answers(
            by=request.user, nomination_id=record.public_id, answers=form.answers()
        )
        record.refresh_from_db()
        context = {
            "at": _now(), "count": len(form.answers()) - len(saved.faults),
            "faults": len(saved.faults),
            # Who typed on an older page does not get the new revision: a whole save then asks.
            "revision": record.revision if seen == record_revision else seen,
        }  # fmt: skip
    except TomoniError as error:
        context = {"words": told(error)}
    return render(request, "courses/dossier_kept.html", context)


def _saved(request: HttpRequest, record: Nomination, template: FormTemplate) -> DossierForm | None:
    """Keep the answers. The form comes back where one does not fit."""
    form = DossierForm(template, request.POST)
    form.is_valid()
    form.errors.clear()
    try:
        saved = save_answers(
            by=request.user, nomination_id=record.public_id, answers=form.answers(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return form
    for code, words in saved.faults.items():
        form.add_error(code, words.in_language(reader_language()))
    if saved.faults:
        return form
    if takes_nominations(record.call.state_code, record.call.closes_at, _now()):
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("Saved. The deadline of the call has passed."))
    return None


def _now() -> datetime:
    return datetime.now(UTC)


def _step(request: HttpRequest, record: Nomination) -> HttpResponse | Failed:
    verb, reason = request.POST["verb"], request.POST.get("reason", "")
    call_state = record.call.state_code
    # What the institute has found but not told must not show in what it refuses.
    is_untold = is_judged_untold(record.state_code, call_state)
    words = [_("This step cannot be taken now. Please ask the institute.")]
    if is_untold and NOMINATION.step(verb, told_state(record.state_code, call_state)) is None:
        return Failed(verb, words, reason)
    try:
        step_nomination(
            by=request.user, nomination_id=record.public_id, verb=verb, reason=reason,
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return Failed(verb, words, reason) if is_untold else refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _context(
    request: HttpRequest,
    record: Nomination,
    template: FormTemplate,
    failed: Failed | None,
    form: DossierForm | None,
) -> dict[str, object]:
    roles = roles_here(request.user, of_nomination(record))
    may_fill = can_fill(record.state_code) and not roles.isdisjoint(_SIDES)
    state = told_state(record.state_code, record.call.state_code)
    steps = steps_shown(NOMINATION, state, roles & _SIDES, failed=failed)
    initial = answers_initial(template, record.answers)
    return {
        "nomination": record,
        "call": record.call,
        "course": record.call.course,
        "zone": record.call.course.zone,
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": record.revision,
        "is_focal": "focal_point" in roles,
        "may_fill": may_fill,
        "may_change": "focal_point" in roles and can_edit(record.state_code, False),
        "form": form or (DossierForm(template, initial=initial) if may_fill else None),
        "answers": answered(template, record.answers),
        "files": record.dossier.filter(removed_at__isnull=True)
        .exclude(kind_code=COMMITTEE_COPY)
        .order_by("kind_code", "pk"),
        "file_form": FileForm(_kinds(template)) if may_fill and template.documents else None,
        "lacking": missing_in(record),
        "takes": takes_nominations(record.call.state_code, record.call.closes_at, _now()),
        "invited": _invited(record) if "focal_point" in roles else None,
    }


def _invited(record: Nomination) -> AccountInvitation | None:
    if not record.person.email:
        return None
    rows = AccountInvitation.objects.filter(
        role_code="nominee", scope_id=record.call.course.public_id,
        address__iexact=record.person.email, withdrawn_at__isnull=True,
    )  # fmt: skip
    return rows.order_by("-created_at").first()


def _kinds(template: FormTemplate) -> list[tuple[str, str]]:
    words = codelist("dossier_document_kind")
    return [(one.kind, words.name_of(one.kind, reader_language())) for one in template.documents]


@require_POST
@for_roles("focal_point", "nominee")
def file_add(request: HttpRequest, nomination_id: str) -> HttpResponse:
    """Add a file: looked at by its content, sealed, and only then part of the dossier."""
    record = nomination_for(request.user, nomination_id)
    template = form_of(record.call)
    form = FileForm(_kinds(template), request.POST, request.FILES)
    if form.is_valid():
        try:
            _add(request, record, form)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The file is part of the dossier."))
            return HttpResponseRedirect(_files_path(nomination_id))
    context = _context(request, record, template, None, None) | {"file_form": form}
    return render(request, "courses/dossier.html", context, status=422)


def _add(request: HttpRequest, record: Nomination, form: FileForm) -> None:
    sent = form.cleaned_data["file"]
    check_size(sent.name, sent.size, DEFAULT_LIMIT)
    content = sent.read()
    upload = check_upload(sent.name, content, KINDS_TAKEN)
    add_document(
        by=request.user, nomination_id=record.public_id,
        kind_code=form.cleaned_data["kind_code"],
        file=GivenFile(upload.name, upload.media_type, content),
    )  # fmt: skip


def _files_path(nomination_id: str) -> str:
    return reverse("courses:dossier", args=[nomination_id]) + "#files"


@require_POST
@for_roles("focal_point", "nominee")
def file_remove(request: HttpRequest, document_id: str) -> HttpResponse:
    """Take a file out of a dossier."""
    document = _document(request, document_id)
    try:
        remove_document(by=request.user, document_id=document_id)
        messages.success(request, _("The file is taken out."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(_files_path(document.nomination.public_id))


@signed_in
def file_read(request: HttpRequest, document_id: str) -> HttpResponse:
    """Hand out a file of a dossier, to be saved and never shown by the browser; it is noted."""
    _document(request, document_id)
    document, content = read_document(by=request.user, document_id=document_id)
    answer = HttpResponse(content, content_type=document.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = _attachment(document.file_name)
    return answer


def _attachment(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _document(request: HttpRequest, document_id: str) -> DossierDocument:
    """Return a file of a nomination that the reader may see. Errors: NotFoundError."""
    rows = DossierDocument.objects.select_related("nomination__call__course", "nomination__person")
    document = rows.filter(public_id=document_id, removed_at__isnull=True).first()
    if document is None:
        raise NotFoundError("There is no such file.", do="Go back to the dossier.")
    if roles_here(request.user, of_nomination(document.nomination)).isdisjoint(INSTITUTE):
        nomination_for(request.user, document.nomination.public_id)
    return document
