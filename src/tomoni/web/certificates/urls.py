"""Addresses of completion and certificates."""

from __future__ import annotations

from django.urls import path

from .views import certificates, completion, own

app_name = "certificates"
_ONE = "courses/<str:course_id>/"

urlpatterns = [
    path(f"{_ONE}completion/", completion.completion, name="completion"),
    path(f"{_ONE}completion/sheet.<str:kind>", completion.sheet, name="sheet"),
    path(f"{_ONE}completion/import/", completion.sheet_import, name="sheet_import"),
    path(f"{_ONE}completion/<str:participation_id>/", completion.in_part, name="in_part"),
    path(f"{_ONE}certificates/", certificates.certificates, name="list"),
    path(f"{_ONE}certificates/preview.pdf", certificates.preview_pdf, name="preview"),
    path(f"{_ONE}certificates/all.zip", certificates.all_zip, name="all"),
    path(f"{_ONE}certificates/<str:certificate_id>/", certificates.revoke_page, name="revoke"),
    path("certificates/<str:certificate_id>.pdf", own.pdf, name="pdf"),
    path("my/certificates/", own.own, name="own"),
]
