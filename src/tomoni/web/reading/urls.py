"""Addresses of the pages about documents that come in."""

from __future__ import annotations

from django.urls import path

from .views import batches, texts

app_name = "reading_desk"
urlpatterns = [
    path("", texts.texts, name="texts"),
    path("give/", batches.give, name="give"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<str:batch_id>/", batches.batch, name="batch"),
    path("batches/<str:batch_id>/resume/", batches.resume, name="resume"),
    path("<str:text_id>/", texts.text, name="text"),
    path("<str:text_id>/register/", texts.register, name="register"),
]
