"""Addresses of scoring and selection."""

from __future__ import annotations

from django.urls import path

from .views import board, committee, copies, nomination, reviewers, runs

app_name = "selection"
_ONE = "courses/<str:course_id>/selection/"

urlpatterns = [
    path("committee/", committee.calls, name="committee"),
    path("committee/<str:course_id>/", committee.queue, name="queue"),
    path("committee/<str:course_id>/<int:number>/", committee.score, name="score"),
    path(
        "committee/<str:course_id>/<int:number>/copies/<str:document_id>.pdf",
        copies.copy,
        name="copy",
    ),
    path(
        "courses/<str:course_id>/nominations/<str:nomination_id>/copies/",
        copies.copies,
        name="copies",
    ),
    path("courses/<str:course_id>/committee/", reviewers.reviewers, name="reviewers"),
    path(_ONE, board.board, name="board"),
    path(f"{_ONE}what-if/", runs.what_if, name="what_if"),
    path(f"{_ONE}runs/", runs.history, name="runs"),
    path(f"{_ONE}runs/<int:number>/", runs.run_page, name="run"),
    path(f"{_ONE}runs/<int:number>/record.json", runs.record, name="record"),
    path(f"{_ONE}nominations/<int:number>/", nomination.nomination, name="nomination"),
]
