"""Addresses of the desk process."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from tomoni.web.accounts.views.own import home
from tomoni.web.demonstration import follow
from tomoni.web.desk.health import health

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/demonstration/<str:token>/", follow, name="demonstration_link"),
    path("accounts/", include("tomoni.web.accounts.urls")),
    path("", include("tomoni.web.selection.urls")),
    path("", include("tomoni.web.certificates.urls")),
    path("", include("tomoni.web.participants.urls")),
    path("", include("tomoni.web.attendance.urls")),
    path("", include("tomoni.web.delivery.urls")),
    path("", include("tomoni.web.evaluation.urls")),
    path("", include("tomoni.web.courses.urls")),
    path("", include("tomoni.web.followup.urls")),
    path("", include("tomoni.web.reports.urls")),
    path("alumni/", include("tomoni.web.alumni.urls")),
    path("people/", include("tomoni.web.people.urls")),
    path("evidence/", include("tomoni.web.evidence.urls")),
    path("documents/", include("tomoni.web.reading.urls")),
    path("imports/", include("tomoni.web.imports.urls")),
    path("findings/", include("tomoni.web.findings.urls")),
    path("sheets/", include("tomoni.web.sheets.urls")),
    path("records/", admin.site.urls),
]
