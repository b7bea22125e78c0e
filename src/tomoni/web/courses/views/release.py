"""Which editions may be published: decided by who keeps the ledger, with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.edition_release import decide_edition, parts_of
from tomoni.records.models import Edition
from tomoni.rules.permissions import may_roles
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import DayInput, ShellForm
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

RELEASERS = tuple(sorted(may_roles("release", "activity")))
_TARGETS = ("cleared", "embargoed", "never")


def _listing() -> Listing:
    return Listing(
        columns=(
            Column("series", gettext_lazy("Series"), ("series__name", "number")),
            Column("number", gettext_lazy("Number"), ("number",), is_number=True),
            Column("held", gettext_lazy("Held"), ("held_first",)),
            Column("course", gettext_lazy("Course")),
            Column("release", gettext_lazy("Release for publication"), ("release_code",)),
        ),
        filters=(
            Filter("state", gettext_lazy("Release for publication"), "release_code",
                   tuple(words_of("release_state"))),
        ),
        search=lambda text: Q(series__name__icontains=text) | Q(activity__title__icontains=text),
        default_order=("-held_first", "-number"),
    )  # fmt: skip


class ReleaseForm(ShellForm):
    """The decision, its reason, and the last day of an embargo."""

    target = forms.ChoiceField(label=gettext_lazy("Decision"))
    until = forms.DateField(
        label=gettext_lazy("Embargo until"), widget=DayInput, required=False
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [one for one in words_of("release_state") if one[0] in _TARGETS]
        self.fields["target"].choices = choices


@for_roles(*RELEASERS)
def editions(request: HttpRequest) -> HttpResponse:
    """All editions with their state of release."""
    rows = Edition.objects.select_related("series", "activity", "course")
    context = {"shown": _listing().shown(request, rows.exclude(activity__is_synthetic=True))}
    return render(request, "courses/editions.html", context)


@for_roles(*RELEASERS)
def release(request: HttpRequest, edition_id: str) -> HttpResponse:
    """One edition: what is decided of each of its records, and a decision for all of them."""
    rows = Edition.objects.select_related("series", "activity", "course__call")
    edition = rows.filter(public_id=edition_id).first()
    if edition is None:
        raise NotFoundError("There is no such edition.", do="Go back to the list.")
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = decide_edition(by=request.user, edition_id=edition_id, **form.cleaned_data)
        except TomoniError as error:
            form.refuse(error)
        else:
            words = _("%(count)d records are decided. The next public snapshot follows it.")
            messages.success(request, words % {"count": count})
            return HttpResponseRedirect(request.path)
    context = {
        "edition": edition,
        "course": getattr(edition, "course", None),
        "parts": parts_of(edition),
        "form": form,
    }
    return render(request, "courses/release.html", context)
