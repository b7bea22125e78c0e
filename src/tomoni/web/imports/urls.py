"""Addresses of the pages about imports."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("", views.files, name="files"),
    path("give/", views.give, name="give"),
    path("<str:file_id>/", views.file, name="file"),
    path("<str:file_id>/choose/", views.choose_how, name="choose"),
    path("<str:file_id>/apply/", views.apply, name="apply"),
    path("<str:file_id>/resume/", views.resume, name="resume"),
    path("<str:file_id>/<int:number>/", views.line, name="line"),
]
