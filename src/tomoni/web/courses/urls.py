"""Addresses of the course desk."""

from __future__ import annotations

from django.urls import path

from .views import (
    call,
    country,
    course,
    courses,
    documents,
    dossier,
    nominations,
    papers,
    release,
    seats,
)

app_name = "courses"
_ONE = "courses/<str:course_id>/"
_OWN = "country/<str:course_id>/<str:country_code>/"

urlpatterns = [
    path("courses/", courses.courses, name="list"),
    path("courses/plan/", courses.plan, name="plan"),
    path("courses/series/<str:series_id>/", courses.series_page, name="series"),
    path("editions/", release.editions, name="editions"),
    path("editions/<str:edition_id>/release/", release.release, name="release"),
    path(_ONE, course.overview, name="overview"),
    path(f"{_ONE}change/", course.change, name="change"),
    path(f"{_ONE}provisions/", course.provisions, name="provisions"),
    path(f"{_ONE}budget/", course.budget, name="budget"),
    path(f"{_ONE}seats/", seats.seats, name="seats"),
    path(f"{_ONE}seats/import/", seats.seats_import, name="seats_import"),
    path(f"{_ONE}seats/export.<str:kind>", seats.seats_export, name="seats_export"),
    path(f"{_ONE}call/", call.call_page, name="call"),
    path(f"{_ONE}call/times/", call.call_change, name="call_change"),
    path(f"{_ONE}call/letters/", call.invite, name="invite"),
    path(f"{_ONE}call/information/", papers.information, name="information"),
    path(
        f"{_ONE}call/information/preview.<str:language>.<str:kind>",
        papers.preview,
        name="information_preview",
    ),
    path(
        f"{_ONE}call/letters/<str:invitation_id>.<str:language>.<str:kind>",
        papers.letter,
        name="letter",
    ),
    path("information/<str:information_id>.<str:kind>", papers.paper, name="paper"),
    path(f"{_ONE}call/<str:kind>/", documents.document, name="document"),
    path(f"{_ONE}nominations/", nominations.nominations, name="nominations"),
    path(f"{_ONE}nominations/<str:nomination_id>/", nominations.nomination, name="nomination"),
    path("country/", country.country, name="country"),
    path("country/nominees.<str:kind>", country.nominees_template, name="nominees_template"),
    path(_OWN, country.country_call, name="country_call"),
    path(f"{_OWN}enter/", country.enter, name="enter"),
    path(f"{_OWN}sheet/", country.nominees_sheet, name="nominees_sheet"),
    path("my/", dossier.my, name="my"),
    path("dossiers/<str:nomination_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<str:nomination_id>/nominee/", country.nominee, name="nominee"),
    path("dossiers/<str:nomination_id>/invite/", country.invite_nominee, name="invite_nominee"),
    path("dossiers/<str:nomination_id>/files/", dossier.file_add, name="file_add"),
    path("files/<str:document_id>/", dossier.file_read, name="file_read"),
    path("files/<str:document_id>/remove/", dossier.file_remove, name="file_remove"),
]
