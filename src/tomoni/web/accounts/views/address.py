"""The address of the own account: asking for another, and the page of the link that goes there."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.addresses import ask_new_address, asked_address, change_address
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import signed_in


class AddressForm(ShellForm):
    """The new address."""

    address = forms.EmailField(
        label=_("New e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@signed_in
@reauthentication_required
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address; a link goes there, and nothing changes until it is opened."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_new_address(
                by=request.user, address=form.cleaned_data["address"], language=reader_language()
            )
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("A link is on its way to the new address. Open it within a day.")
            )
            return HttpResponseRedirect(reverse("accounts:overview"))
    return render(request, "accounts/address.html", {"form": form})


@never_cache
@signed_in
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link: the address changes by its button, not by opening it."""
    wanted = asked_address(request.user, token)
    if request.method == "POST":
        change_address(by=request.user, token=token)
        messages.success(request, _("Your address is changed."))
        return HttpResponseRedirect(reverse("accounts:overview"))
    return render(request, "accounts/confirm_address.html", {"wanted": wanted})
