"""Addresses of the pages of spreadsheets."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "sheets_desk"
urlpatterns = [
    path("", views.sheets, name="sheets"),
    path("form/", views.form_to_fill, name="form"),
]
