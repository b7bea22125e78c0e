"""Addresses of evaluation."""

from __future__ import annotations

from django.urls import path

from .views import answer, compare, course, design, results

app_name = "evaluation"
_COURSE = "courses/<str:course_id>/evaluation/"
_ONE = f"{_COURSE}<str:instrument_id>/"
_OWN = "my/courses/<str:participation_id>/evaluation/"

urlpatterns = [
    path(_COURSE, course.course, name="course"),
    path(_ONE, design.design, name="design"),
    path(f"{_ONE}questions/", design.questions, name="questions"),
    path(f"{_ONE}preview/", design.preview, name="preview"),
    path(f"{_ONE}results/", results.results, name="results"),
    path(f"{_ONE}results.<str:kind>", results.sheet, name="sheet"),
    path(_OWN, answer.own, name="own"),
    path(f"{_OWN}<str:instrument_id>/", answer.answer, name="answer"),
    path("evaluation/", compare.editions, name="editions"),
    path("evaluation/series/<str:series_id>/", compare.compare, name="compare"),
]
