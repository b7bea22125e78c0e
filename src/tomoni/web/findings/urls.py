"""Addresses of findings at the desk."""

from __future__ import annotations

from django.urls import path

from .views import board, editions, finding

app_name = "findings"
urlpatterns = [
    path("", board.board, name="board"),
    path("editions/", editions.choose, name="editions"),
    path("editions/<str:earlier_id>/<str:later_id>/", editions.compare, name="compare"),
    path("<str:finding_id>/", finding.finding, name="finding"),
    path("<str:finding_id>/figures/", finding.ask_figures, name="figures"),
]
