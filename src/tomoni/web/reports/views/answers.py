"""Answer packs: written with slots, built on a snapshot, checked and signed off."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, NotPermittedError, ReportError, TomoniError
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.answers import (
    SIGNING,
    create_answer,
    keep_signed_files,
    save_answer,
    sign_answer,
)
from tomoni.records.actions.reports.store import MadeFile, read_made
from tomoni.records.models import AnswerPack, User
from tomoni.rules.reports.signing import AnswerFacts, why_not_sign
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.shell.choices import reader_language, words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..answering import build_answer, papers_of, preview_answer
from ..forms import AnswerForm, BuildForm, QuestionForm, SignForm
from ..reach import ANSWER_READERS, may
from ..snapshots import offered
from .pictures import harmless


def _listing() -> Listing:
    return Listing(
        columns=(
            Column("question", gettext_lazy("Question"), ("question",)),
            Column("state", gettext_lazy("Stands at"), ("state_code",)),
            Column("changed", gettext_lazy("Last changed"), ("changed_at",)),
        ),
        filters=(
            Filter("state", gettext_lazy("Stands at"), "state_code", words_of("answer_state")),
        ),
        search=lambda text: Q(question__icontains=text) | Q(content__icontains=text),
        default_order=("-changed_at",),
    )


@for_roles(*ANSWER_READERS)
def answers(request: HttpRequest) -> HttpResponse:
    """All answers, the latest first."""
    shown = _listing().shown(request, AnswerPack.objects.all())
    return render(request, "reports/answers.html", {"shown": shown, "may": may(request.user)})


def _must_write(request: HttpRequest) -> None:
    if not may(request.user)["answer"]:
        raise NotPermittedError("Your role only reads answers.", do="Ask an editor.")


@for_roles(*ANSWER_READERS)
def new(request: HttpRequest) -> HttpResponse:
    """Begin an answer with its question."""
    _must_write(request)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pack = create_answer(
                by=request.user, question=given["question"], language=given["language_code"],
                content="",
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(_at(pack))
    return render(request, "reports/answer_new.html", {"form": form})


@for_roles(*ANSWER_READERS)
def answer(request: HttpRequest, answer_id: str) -> HttpResponse:
    """One answer: question, wording and preview, files, signatures."""
    pack = find(AnswerPack, answer_id)
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, initial={"question": pack.question, "content": pack.content})
    theirs = None
    if sent is not None and form.is_valid() and "preview" not in sent:
        _must_write(request)
        try:
            save_answer(
                by=request.user, answer_id=answer_id, **form.cleaned_data,
                seen_revision=None if "over" in sent else revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
            theirs = find(AnswerPack, answer_id)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    return _page(request, pack, form=form, theirs=theirs, sent=sent)


def _page(
    request: HttpRequest, pack: AnswerPack, *, form: AnswerForm | None = None, **more: object
) -> HttpResponse:
    sent = more.pop("sent", None)
    typed = sent.get("content", "") if sent is not None else pack.content
    asked = sent.get("question", "") if sent is not None else pack.question
    shown = {"question": pack.question, "content": pack.content}
    context = {
        "pack": pack,
        "form": form or AnswerForm(initial=shown),
        "revision": sent.get("revision", pack.revision) if sent is not None else pack.revision,
        "preview": preview_answer(pack, typed, asked),
        "signatures": _signatures(pack),
        "build": BuildForm(offered()),
        "sign": SignForm(),
        "steps": _steps(request, pack),
        "may": may(request.user),
        **more,
    }
    return render(request, "reports/answer.html", context)


def _signatures(pack: AnswerPack) -> list[tuple[object, str]]:
    rows = list(pack.signatures.order_by("signed_at", "pk"))
    names = dict(
        User.objects.filter(public_id__in={one.signed_by for one in rows}).values_list(
            "public_id", "username"
        )
    )
    return [(one, names.get(one.signed_by, one.signed_by)) for one in rows]


def _steps(request: HttpRequest, pack: AnswerPack) -> list[tuple[str, list[str]]]:
    """The signature that comes next, with why the reader may not give it."""
    step = {"draft": "checked", "checked": "signed_off"}.get(pack.state_code)
    if step is None or not may(request.user)["check" if step == "checked" else "sign"]:
        return []
    checked = pack.signatures.filter(step_code="checked", voided_at__isnull=True).first()
    facts = AnswerFacts(
        pack.state_code, pack.sha256, pack.sha256, pack.changed_by,
        checked.signed_by if checked else None,
    )  # fmt: skip
    against = why_not_sign(step, request.user.public_id, facts)
    return [(step, [one.text(reader_language()) for one in against])]


@for_roles(*ANSWER_READERS)
def preview(request: HttpRequest, answer_id: str) -> HttpResponse:
    """The preview alone, of what is typed and not saved."""
    pack = find(AnswerPack, answer_id)
    sent = request.POST
    shown = preview_answer(
        pack, sent.get("content", pack.content), sent.get("question", pack.question)
    )
    return render(request, "reports/preview.html", {"preview": shown})


@for_roles(*ANSWER_READERS)
def build(request: HttpRequest, answer_id: str) -> HttpResponse:
    """Fill the slots on a snapshot, and keep the answer with its proofs."""
    _must_write(request)
    pack = find(AnswerPack, answer_id)
    if request.method == "POST":
        try:
            build_answer(pack, request.POST.get("snapshot", ""), request.user)
        except ReportError:
            messages.error(request, _("Nothing is built while the wording has errors."))
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        else:
            messages.success(request, _("Built: its papers are below."))
    return HttpResponseRedirect(_at(pack))


@for_roles(*ANSWER_READERS)
def sign(request: HttpRequest, answer_id: str) -> HttpResponse:
    """Sign what was looked at; what is signed off is printed with its signatures."""
    pack = find(AnswerPack, answer_id)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("step", "")
        if step not in SIGNING:
            raise NotFoundError("There is no such signature.", do="Go back to the answer.")
        try:
            sign_answer(
                by=request.user, answer_id=answer_id, step=step,
                seen_sha256=request.POST.get("seen", ""), note=form.cleaned_data["note"],
            )  # fmt: skip
            _print_signed(find(AnswerPack, answer_id))
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        else:
            messages.success(request, _("Signed."))
    return HttpResponseRedirect(_at(pack))


def _print_signed(pack: AnswerPack) -> None:
    if pack.state_code == "signed_off" and pack.sha256 is not None:
        keep_signed_files(pack.public_id, pack.sha256, papers_of(pack))


@for_roles(*ANSWER_READERS)
def file(request: HttpRequest, answer_id: str, name: str) -> HttpResponse:
    """One paper of an answer: as it was signed, or before that with the signatures so far."""
    pack = find(AnswerPack, answer_id)
    made: MadeFile | None = read_made(pack.files, name)
    if pack.state_code == "checked" and not name.endswith(".json"):
        made = papers_of(pack).get(name, made)
    assert made is not None
    answer = harmless(made.content, made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _at(pack: AnswerPack) -> str:
    return reverse("reports:answer", args=[pack.public_id])
