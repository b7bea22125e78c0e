"""Addresses of reports and answers at the desk."""

from __future__ import annotations

from django.urls import path

from .views import answers, chapters, editions, pictures, reports

app_name = "reports"
_ONE = "reports/<str:report_id>/"
_EDITION = f"{_ONE}builds/<int:number>/"
_ANSWER = "answers/<str:answer_id>/"

urlpatterns = [
    path("reports/", reports.reports, name="list"),
    path("reports/new/", reports.new, name="new"),
    path("reports/import/", reports.import_new, name="import"),
    path(_ONE, reports.report, name="report"),
    path(f"{_ONE}folder.zip", reports.export, name="export"),
    path(f"{_ONE}folder/", reports.import_again, name="import_again"),
    path(f"{_ONE}files/add/", chapters.add, name="add"),
    path(f"{_ONE}files/remove/", chapters.remove, name="remove"),
    path(f"{_ONE}write/<path:file>", chapters.chapter, name="chapter"),
    path(f"{_ONE}preview/<path:file>", chapters.preview, name="preview"),
    path(f"{_ONE}revisions/<path:file>", chapters.revisions, name="revisions"),
    path(f"{_ONE}pictures/<path:file>", pictures.picture, name="picture"),
    path("reports-drawings/<str:name>", pictures.drawing, name="drawing"),
    path(f"{_ONE}build/", editions.build, name="build"),
    path(_EDITION, editions.edition, name="edition"),
    path(f"{_EDITION}state/", editions.state, name="state"),
    path(f"{_EDITION}files/<path:path>", editions.file, name="file"),
    path(f"{_EDITION}publish/", editions.publish, name="publish"),
    path(f"{_EDITION}withdraw/", editions.withdraw, name="withdraw"),
    path("answers/", answers.answers, name="answers"),
    path("answers/new/", answers.new, name="answer_new"),
    path(_ANSWER, answers.answer, name="answer"),
    path(f"{_ANSWER}preview/", answers.preview, name="answer_preview"),
    path(f"{_ANSWER}build/", answers.build, name="answer_build"),
    path(f"{_ANSWER}sign/", answers.sign, name="sign"),
    path(f"{_ANSWER}files/<str:name>", answers.file, name="answer_file"),
]
