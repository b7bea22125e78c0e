"""Addresses of offers, participants and travel."""

from __future__ import annotations

from django.urls import path

from .views import country, logistics, medical, offers, own, participants

app_name = "participants"
_ONE = "courses/<str:course_id>/"
_COUNTRY = "country/<str:course_id>/<str:country_code>/"
_OWN = "my/courses/<str:participation_id>/"
_CASE = f"{_ONE}logistics/<str:participation_id>/"

urlpatterns = [
    path(f"{_ONE}offers/", offers.offers, name="offers"),
    path(f"{_ONE}participants/", participants.participants, name="list"),
    path(f"{_ONE}participants/add/", participants.add, name="add"),
    path(f"{_ONE}participants/<str:participation_id>/", participants.one, name="one"),
    path(f"{_ONE}logistics/", logistics.logistics, name="logistics"),
    path(f"{_ONE}logistics/lists/<str:name>.<str:kind>", logistics.paper, name="paper"),
    path(_CASE, logistics.case, name="case"),
    path(f"{_CASE}passport/", logistics.passport_page, name="passport"),
    path(f"{_CASE}visa/", logistics.visa, name="visa"),
    path(f"{_ONE}clearances/", medical.clearances, name="clearances"),
    path("logistics/", logistics.courses, name="logistics_courses"),
    path("clearances/", medical.courses, name="clearance_courses"),
    path(f"{_COUNTRY}seats/", country.seats, name="country"),
    path(f"{_COUNTRY}seats/<str:participation_id>/", country.seat, name="country_one"),
    path(_OWN, own.own, name="own"),
    path(f"{_OWN}travel/", own.travel, name="own_travel"),
]
