"""The board: findings by class, those that ask most of a reviewer first."""

from __future__ import annotations

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tomoni.records.models import Document, Finding, FindingClaim
from tomoni.rules.permissions import may_roles
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..shown import CLASSES_BY_WEIGHT, NAMED, value_of

READERS = tuple(sorted(may_roles("view", "finding")))
COLUMNS = (
    Column("topic", gettext_lazy("What the claims speak of"), ("topic",)),
    Column("values", gettext_lazy("Values in order")),
    Column("class", gettext_lazy("Class"), ("weight",)),
    Column("state", gettext_lazy("State"), ("state_code",)),
    Column("basis", gettext_lazy("Set against"), ("basis_code",)),
)


@for_roles(*READERS)
def board(request: HttpRequest) -> HttpResponse:
    """How many findings there are of each class, open and in all, and the list of them."""
    shown = _listing().shown(request, _rows())
    rows = [
        {"finding": one, "values": [value_of(link.claim) for link in one.claims.all()]}
        for one in shown.page
    ]
    context = {"classes": _classes(), "shown": shown, "rows": rows}
    return render(request, "findings/board.html", context)


def _rows() -> QuerySet[Finding]:
    links = FindingClaim.objects.order_by("position").select_related(
        *(f"claim__{name}" for name in NAMED)
    )
    places = [When(now=code, then=Value(place)) for place, code in enumerate(CLASSES_BY_WEIGHT)]
    return (
        Finding.objects.annotate(now=Coalesce("adjudicated_class_code", "class_code"))
        .annotate(
            weight=Case(*places, default=len(places), output_field=IntegerField()),
            is_withdrawn=Exists(_withdrawn()),
            is_settled=Case(
                When(state_code="open", is_withdrawn=False, then=Value(0)),
                default=1,
                output_field=IntegerField(),
            ),
        )
        .select_related("later_document", "figure")
        .prefetch_related(Prefetch("claims", links))
        .distinct()
    )


def _withdrawn() -> QuerySet[FindingClaim]:
    """The claims of a finding whose acceptance was undone: nothing is left to decide."""
    return FindingClaim.objects.filter(
        finding=OuterRef("pk"), claim__outcome_reason_code="withdrawn"
    )


def _listing() -> Listing:
    documents = [
        (one.public_id, f"{one.edition_year or '–'} · {one.title}")
        for one in Document.objects.order_by("-edition_year", "title")[:200]
    ]
    return Listing(
        COLUMNS,
        filters=(
            Filter("class", gettext_lazy("Class"), "now", tuple(words_of("finding_class"))),
            Filter("state", gettext_lazy("State"), "state_code", tuple(words_of("finding_state"))),
            Filter("basis", gettext_lazy("Set against"), "basis_code",
                   tuple(words_of("finding_basis"))),
            Filter("scope", gettext_lazy("Scope"), "scope_code", tuple(words_of("finding_scope"))),
            Filter("document", gettext_lazy("Published text"), 
                   "claims__claim__document__public_id", tuple(documents)),
        ),
        search=lambda text: Q(topic__icontains=text) | Q(public_id=text),
        default_order=("is_settled", "weight", "topic"),
    )  # fmt: skip


def _classes() -> list[dict[str, object]]:
    """The classes in order, each with how many findings are open and how many there are."""
    counted = (
        Finding.objects.filter(~Exists(_withdrawn()))
        .annotate(now=Coalesce("adjudicated_class_code", "class_code"))
        .values("now")
        .annotate(all=Count("pk"), open=Count("pk", filter=Q(state_code="open")))
    )
    by_class = {row["now"]: row for row in counted}
    return [
        {"code": code, "all": by_class[code]["all"], "open": by_class[code]["open"]}
        for code in CLASSES_BY_WEIGHT
        if code in by_class
    ]
