"""Addresses of offers, participants and travel."""

from __future__ import annotations

from django.urls import path

from .views import own

app_name = "participants"

urlpatterns = [
    path("my/courses/<str:participation_id>/", own.own, name="own"),
]
