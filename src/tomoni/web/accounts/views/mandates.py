"""Mandates: who holds which role until when; an administrator grants one, or lets one end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.users import GRANTED_ROLES, change_end, grant_mandate
from tomoni.records.models import CourseEdition, Mandate, User
from tomoni.rules.permissions import can_act, may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import choice_of_list, named_countries, with_blank, words_of
from tomoni.web.shell.forms import DayInput, ShellForm
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

_VIEWERS = sorted(may_roles("view", "user"))


def _listing() -> Listing:
    roles = tuple(one for one in words_of("role") if one[0] in GRANTED_ROLES)
    return Listing(
        columns=(
            Column("name", _("Name"), ("user__username",)),
            Column("role", _("Role"), ("role_code",)),
            Column("country", _("Country"), ("country_code",)),
            Column("course", _("Course"), ("scope_id",)),
            Column("start", _("From"), ("start",)),
            Column("end", _("Until"), ("end",)),
            Column("step", _("Change the end")),
        ),
        filters=(Filter("role", _("Role"), "role_code", roles),),
        search=lambda text: Q(user__username__icontains=text) | Q(user__email__iexact=text),
        default_order=("user__username", "-start", "pk"),
    )


class GrantForm(ShellForm):
    """A role for an account, from a day on."""

    user = forms.CharField(label=_("Name of the account"), max_length=150)
    role_code = forms.ChoiceField(label=_("Role"))
    country_code = forms.ChoiceField(label=_("Country"), required=False)
    scope_id = forms.ChoiceField(label=_("Course"), required=False)
    start = forms.DateField(label=_("From"), widget=DayInput, required=False)
    end = forms.DateField(label=_("Until"), widget=DayInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [one for one in choice_of_list("role") if one[0] in GRANTED_ROLES]
        self.fields["role_code"].choices = roles
        self.fields["country_code"].choices = with_blank(named_countries())
        courses = CourseEdition.objects.order_by("-pk").values_list("public_id", "title")
        self.fields["scope_id"].choices = with_blank(courses)

    def clean_user(self) -> User:
        """Return the account. Errors: ValidationError when there is none of that name."""
        typed = self.cleaned_data["user"].strip()
        found = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
        if found is None:
            raise forms.ValidationError(_("There is no account of this name or address."))
        return found


class EndForm(ShellForm):
    """The last day of a mandate."""

    end = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False,
        help_text=_("Empty: until further notice."),
    )  # fmt: skip


@for_roles(*_VIEWERS)
def mandates(request: HttpRequest) -> HttpResponse:
    """All mandates, in force or ended; for administrators, a form that grants one."""
    may_change = can_act(roles_today(request.user), "change", "user")
    form = GrantForm(request.POST or None)
    if request.method == "POST" and may_change and form.is_valid():
        given = {name: value or None for name, value in form.cleaned_data.items()}
        try:
            grant_mandate(by=request.user, **given)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The mandate is granted."))
            return HttpResponseRedirect(request.path)
    rows = Mandate.objects.select_related("user")
    context = {
        "shown": _listing().shown(request, rows),
        "form": form,
        "may_change": may_change,
        "today": timezone.now().date(),
    }
    return render(request, "accounts/mandates.html", context)


@for_roles(*sorted(may_roles("change", "user")))
def end(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """One mandate: until when it holds. Ended, it stays on record."""
    mandate = Mandate.objects.select_related("user").filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFoundError("There is no such mandate.", do="Go back to the list.")
    form = EndForm(request.POST or None, initial={"end": mandate.end})
    is_own = mandate.user_id == request.user.pk and mandate.role_code == "administrator"
    if request.method == "POST" and form.is_valid():
        if is_own:
            form.add_error(None, _("Another administrator ends your own mandate."))
        else:
            try:
                change_end(mandate, by=request.user, end=form.cleaned_data["end"])
            except TomoniError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("accounts:mandates"))
    context = {"mandate": mandate, "form": form, "is_own": is_own}
    return render(request, "accounts/mandate.html", context)
