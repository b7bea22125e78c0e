"""The directory: searched and read by alumni and the institute, and by nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.alumni import send_message
from tomoni.records.models import AlumniMessage, Series
from tomoni.records.queries.people.directory import (
    Asked,
    entries,
    entry_of,
    found,
    listed,
    with_shown,
)
from tomoni.rules.permissions import Subject
from tomoni.web.courses.reach import INSTITUTE, check
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import named_countries, with_blank, words_of
from tomoni.web.shell.guarding import for_roles

from ..forms import MessageForm

SEERS = INSTITUTE | {"alumnus"}
PAGE_SIZE = 50
_LONGEST = 100


@for_roles(*SEERS)
def directory(request: HttpRequest) -> HttpResponse:
    """Who is in the directory, by name, country, series, year and profession."""
    check(request.user, "view", Subject("directory_entry"))
    asked = Asked(
        **{
            name: request.GET.get(name, "")[:_LONGEST].strip()
            for name in ("name", "country", "series", "year", "profession")
        }
    )
    page = Paginator(with_shown(found(asked)), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    shown_series = Series.objects.filter(
        editions__participations__person__in=listed().filter(alumni_profile__shows_courses=True)
    )
    context = {
        "asked": asked,
        "page": page,
        "rows": entries(page),
        "query": query.urlencode(),
        "is_narrowed": asked != Asked(),
        "countries": with_blank(
            named_countries(set(listed().values_list("country_code", flat=True)))
        ),
        "series": shown_series.distinct().order_by("name").values_list("public_id", "name"),
        "professions": with_blank(words_of("profession")),
        "tab": "directory",
    } | tabs_of(request)
    return render(request, "alumni/directory.html", context)


@for_roles(*SEERS)
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """One entry, and for alumni a message to its person."""
    check(request.user, "view", Subject("directory_entry"))
    pair = entry_of(key)
    if pair is None:
        raise NotFoundError("There is nobody by this entry.", do="Go back to the directory.")
    person, shown = pair
    is_own = person.user_id == request.user.pk
    may_write = "alumnus" in roles_today(request.user) and shown.takes_messages and not is_own
    form = MessageForm(request.POST or None) if may_write else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            send_message(by=request.user, to_id=key, body=form.cleaned_data["body"])
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The message is on its way."))
            return HttpResponseRedirect(request.path)
    context = {"one": shown, "form": form, "is_own": is_own, "tab": "directory"}
    return render(request, "alumni/entry.html", context | tabs_of(request))


def tabs_of(request: HttpRequest) -> dict[str, object]:
    """Return what the tabs above every page of alumni need."""
    roles = roles_today(request.user)
    is_alumnus = "alumnus" in roles
    unread = AlumniMessage.objects.filter(recipient__user=request.user, read_at__isnull=True)
    return {
        "is_alumnus": is_alumnus,
        "is_officer": not roles.isdisjoint({"programme_officer", "administrator"}),
        "unread": unread.count() if is_alumnus else 0,
    }
