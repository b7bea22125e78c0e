"""Possible duplicates: the queue, two persons side by side, and what is decided of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, NotPermittedError, TomoniError
from tomoni.records.actions.courses.duplicates import look_for_duplicates
from tomoni.records.actions.courses.merges import (
    decide_distinct,
    merge_persons,
    top_of,
    undo_decision,
)
from tomoni.records.models import Person, PossibleDuplicate
from tomoni.records.queries.people.persons import courses_of_persons, open_pairs
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..access import INSTITUTE, OFFICERS, may_everywhere
from ..forms import ReasonForm

_COLUMNS = (
    Column("score", gettext_lazy("Likeness"), ("score",), is_number=True),
    Column("first", gettext_lazy("Older row")),
    Column("second", gettext_lazy("Newer row")),
    Column("reasons", gettext_lazy("What agrees")),
    Column("state", gettext_lazy("State"), ("state_code",)),
)


@for_roles(*INSTITUTE)
def queue(request: HttpRequest) -> HttpResponse:
    """Pairs to be judged, most alike first; those judged before by choice."""
    _whole_institute(request)
    rows = open_pairs()
    if not request.GET.get("state"):
        rows = rows.filter(state_code="open", first__erased_at=None, second__erased_at=None)
    listing = Listing(
        _COLUMNS,
        filters=(
            Filter(
                "state", gettext_lazy("State"), "state_code", tuple(words_of("duplicate_state"))
            ),
        ),
        default_order=("-score",),
    )
    context = {
        "shown": listing.shown(request, rows),
        "may_judge": may_everywhere(request, "merge", "person"),
        "tab": "duplicates",
    }
    return render(request, "people/duplicates.html", context)


@require_POST
@for_roles(*OFFICERS)
def look(request: HttpRequest) -> HttpResponse:
    """Compare all persons now."""
    found = look_for_duplicates(by=request.user)
    words = ngettext("%(count)d new pair was found.", "%(count)d new pairs were found.", found)
    messages.success(request, words % {"count": found})
    return HttpResponseRedirect(reverse("people:duplicates"))


@for_roles(*INSTITUTE)
def pair(request: HttpRequest, pair_id: str) -> HttpResponse:
    """Two persons side by side; merge them, find them two persons, or open the question again."""
    _whole_institute(request)
    found = open_pairs().filter(public_id=pair_id).first()
    if found is None:
        raise NotFoundError("There is no such pair.", do="Go back to the queue.")
    form = ReasonForm(request.POST or None)
    may_judge = may_everywhere(request, "merge", "person")
    if request.method == "POST":
        if not may_judge:
            raise NotPermittedError("You may look at pairs, not judge them.", do="Ask an officer.")
        try:
            if _decide(request, found, form):
                return HttpResponseRedirect(reverse("people:pair", args=[pair_id]))
        except TomoniError as error:
            if "undo" in request.POST:
                for line in told(error):
                    messages.error(request, line)
                return HttpResponseRedirect(request.path)
            form.refuse(error)
    sides = [found.first, found.second] if found.state_code == "merged" else _standing(found)
    courses = courses_of_persons(sides)
    context = {
        "pair": found,
        "sides": [(one, courses[one.pk]) for one in sides],
        "is_one": sides[0] == sides[1],
        "form": form,
        "may_judge": may_judge,
    }
    return render(request, "people/pair.html", context)


def _standing(found: PossibleDuplicate) -> list[Person]:
    return [top_of(found.first), top_of(found.second)]


def _decide(request: HttpRequest, found: PossibleDuplicate, form: ReasonForm) -> bool:
    """Carry out what was pressed; False where the form is not filled in."""
    if "undo" in request.POST:
        undo_decision(found.public_id, by=request.user)
        messages.success(request, _("The question is open again."))
        return True
    if not form.is_valid():
        return False
    why = form.cleaned_data["why"]
    if "distinct" in request.POST:
        decide_distinct(found.public_id, by=request.user, why=why)
        messages.success(request, _("Noted: two persons."))
    else:
        keep = request.POST.get("keep") or None
        merge_persons(found.public_id, by=request.user, why=why, keep_id=keep)
        messages.success(request, _("Merged. It can be undone at any time."))
    return True


def _whole_institute(request: HttpRequest) -> None:
    """Errors: NotPermittedError for a mandate of single courses: pairs are across courses."""
    if not may_everywhere(request, "view", "possible_duplicate"):
        raise NotPermittedError(
            "Possible duplicates are across all courses.", do="Ask an officer of the institute."
        )
