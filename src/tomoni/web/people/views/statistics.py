"""Alumni by country, year, edition, profession and sex, with what no roster explains."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tomoni.web.desk.access import roles_today
from tomoni.web.shell.guarding import for_roles

from ..access import INSTITUTE, STATISTICS
from ..statistics import COLUMNS, ROWS, Asked, latest_internal, page_of

_WORDS = {
    "": _("none"),
    "country": _("country"),
    "year": _("year"),
    "edition": _("edition"),
    "profession": _("profession"),
    "sex": _("sex"),
    "completed": _("completed"),
}


@for_roles(*STATISTICS)
def statistics(request: HttpRequest) -> HttpResponse:
    """Counts of the latest internal snapshot; by choice, what the public would see."""
    wished = request.GET
    rows, columns = wished.get("rows", ""), wished.get("columns", "")
    asked = Asked(
        series=wished.get("series") or None,
        rows=rows if rows in ROWS else ROWS[0],
        columns=columns if columns in COLUMNS else "",
        counts_persons=wished.get("count") == "persons",
    )
    with latest_internal() as snapshot:
        page = None
        if snapshot is not None:
            page = page_of(snapshot, asked, with_public="public" in wished)
    context = {
        "page": page,
        "asked": asked,
        "row_choices": [(one, _WORDS[one]) for one in ROWS],
        "column_choices": [(one, _WORDS[one]) for one in COLUMNS],
        "shows_public": "public" in wished,
        "tab": "statistics",
        "is_institute": bool(roles_today(request.user) & INSTITUTE),
    }
    return render(request, "people/statistics.html", context)
