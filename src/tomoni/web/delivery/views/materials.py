"""Materials of an edition: listed, added, changed, withdrawn; handed to their audience."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, NotPermittedError, TomoniError
from tomoni.exchange.uploads import FileKind, check_size, check_upload
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.actions.courses.materials import (
    add_material,
    change_material,
    read_material,
    withdraw_material,
)
from tomoni.records.models import CourseEdition, Material
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms.material import MaterialForm, NewMaterialForm, WithdrawForm, initial_of
from ..handing_out import handed_out

LARGEST_MATERIAL = 25 * 2**20
KINDS: tuple[FileKind, ...] = ("pdf", "pptx", "docx", "xlsx", "csv", "jpeg", "png")


def _listing() -> Listing:
    return Listing(
        columns=(
            Column("title", gettext_lazy("Title"), ("title",)),
            Column("session", gettext_lazy("Session"), ("session__starts_at",)),
            Column("content", gettext_lazy("Content")),
            Column("audience", gettext_lazy("Who may read it"), ("audience_code",)),
            Column("licence", gettext_lazy("Licence"), ("licence_code",)),
            Column("state", gettext_lazy("State"), ("withdrawn_at",)),
        ),
        filters=(
            Filter("audience", gettext_lazy("Who may read it"), "audience_code",
                   tuple(words_of("material_audience"))),
            Filter("withdrawn", gettext_lazy("State"), "withdrawn_at__isnull",
                   (("True", gettext_lazy("offered")), ("False", gettext_lazy("withdrawn")))),
        ),
        search=lambda text: Q(title__icontains=text) | Q(title_ja__icontains=text),
        default_order=("session__starts_at", "title"),
    )  # fmt: skip


@for_roles(*INSTITUTE)
def materials(request: HttpRequest, course_id: str) -> HttpResponse:
    """The materials of an edition, and the form that adds one."""
    course = course_for(request.user, course_id)
    initial = {
        "audience_code": "participants", "licence_code": "course_use",
        "session": request.GET.get("session", ""),
    }  # fmt: skip
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewMaterialForm(*sent, initial=initial, course=course)
    if request.method == "POST":
        officer_of(request, course_id)
        if form.is_valid() and _added(request, form, course):
            messages.success(request, _("The material is added."))
            return HttpResponseRedirect(request.path)
    rows = course.materials.select_related("session")
    context = context_of(request, course, "materials") | {
        "shown": _listing().shown(request, rows),
        "form": form,
    }
    return render(request, "delivery/materials.html", context)


def _added(request: HttpRequest, form: NewMaterialForm, course: CourseEdition) -> bool:
    try:
        add_material(
            by=request.user, course_id=course.public_id, values=form.values(),
            file=_file(form), link=form.cleaned_data["link"] or None,
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return False
    return True


def _file(form: NewMaterialForm) -> GivenFile | None:
    """Return the file that was sent, told by its content; None: none was. Errors: InputError."""
    sent = form.cleaned_data["file"]
    if sent is None:
        return None
    check_size(sent.name, sent.size, LARGEST_MATERIAL)
    content = sent.read()
    upload = check_upload(sent.name, content, KINDS, LARGEST_MATERIAL)
    return GivenFile(upload.name, upload.media_type, content)


@for_roles(*OFFICERS)
def change(request: HttpRequest, course_id: str, material_id: str) -> HttpResponse:
    """Change what is said of a material, or take it back."""
    course = officer_of(request, course_id)
    rows = course.materials.select_related("session")
    one: Material | None = rows.filter(public_id=material_id).first()
    if one is None:
        raise NotFoundError("There is no such material.", do="Go back to the materials.")
    is_leaving = "withdraw" in request.POST
    form = MaterialForm(
        request.POST if request.method == "POST" and not is_leaving else None,
        initial=initial_of(one), course=course,
    )  # fmt: skip
    leaving = WithdrawForm(request.POST if is_leaving else None)
    bound = leaving if is_leaving else form
    if bound.is_bound and bound.is_valid():
        try:
            _changed(request, bound, one)
        except TomoniError as error:
            bound.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("delivery:materials", args=[course_id]))
    context = context_of(request, course, "materials") | {
        "one": one, "form": form, "leaving": leaving,
    }  # fmt: skip
    return render(request, "delivery/material_change.html", context)


def _changed(request: HttpRequest, form: MaterialForm | WithdrawForm, one: Material) -> None:
    if isinstance(form, MaterialForm):
        change_material(
            by=request.user, material_id=one.public_id, values=form.values(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    else:
        why = form.cleaned_data["why"]
        withdraw_material(by=request.user, material_id=one.public_id, why=why)


def read(request: HttpRequest, material_id: str) -> HttpResponse:
    """Hand a material to a reader of its audience; a public one to anybody."""
    by = request.user if request.user.is_authenticated else None
    try:
        material, content = read_material(by=by, material_id=material_id)
    except NotPermittedError:
        if by is None:
            return redirect_to_login(request.get_full_path())
        raise
    return handed_out(material, content)
