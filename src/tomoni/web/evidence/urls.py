"""Addresses of the evidence desk."""

from __future__ import annotations

from django.urls import path

from .views import bulk, decisions, proposal, queue, release, text

app_name = "evidence"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("contested/", queue.contested, name="contested"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("batches/<str:batch>/", bulk.batch, name="batch"),
    path("proposals/<str:proposal_id>/", proposal.proposal, name="proposal"),
    path("<str:text_id>/", text.text, name="text"),
    path("<str:text_id>/accept/", bulk.accept, name="bulk"),
    path("<str:text_id>/release/", release.release, name="release"),
]
