"""Addresses of the public site, the same in both languages; Japanese stands under `/ja/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from tomoni.publish.paths import SECTIONS
from tomoni.web.api.api import api

from .views import (
    credentials,
    downloads,
    everyone,
    everyone_activity,
    iati_check,
    lists,
    pages,
    proofs,
    texts,
)

_LISTED = "|".join(
    section for kind, section in SECTIONS.items() if kind not in ("activity", "proof", "claim")
)
_RECORDS = "|".join(SECTIONS.values())
_NAME = r"(?P<name>[a-z0-9_]+)"
_KEY = r"(?P<key>[^/]+)"
_CITED = r"(?P<section>documents|figures|reports)"
_EVERYONE = r"(?P<section>everyone(?:/duplicates)?)"
# Identifiers of the IATI standard may hold slashes.
_ANYONES = r"everyone/activities/(?P<identifier>.+)"
_DIFFERENCE = r"documents/(?P<earlier>[^/]+)/differences/(?P<later>[^/]+)/"

_pages: list[URLPattern | URLResolver] = [
    path("", pages.home),
    path("data/", pages.single, {"name": "data"}),
    path("about/", pages.single, {"name": "about"}),
    path("search/", lists.search),
    path("verify/", credentials.verify),
    path("iati/check/", iati_check.iati_check),
    path("everyone/", everyone.overview),
    path("everyone/list.csv", everyone.list_csv),
    path("everyone/duplicates/", pages.duplicates),
    re_path(rf"^{_EVERYONE}/{_NAME}\.csv$", downloads.table_csv),
    re_path(rf"^{_EVERYONE}/{_NAME}\.json$", downloads.table_json),
    re_path(rf"^{_ANYONES}/transactions\.csv$", everyone_activity.transactions_csv),
    re_path(rf"^{_ANYONES}/$", everyone_activity.activity),
    path("activities/", lists.activities),
    path("activities/list.csv", downloads.activities_csv),
    path("activities/list.json", downloads.activities_json),
    path("data/files/<path:name>", downloads.data_file),
    re_path(rf"^{_NAME}\.csv$", downloads.table_csv),
    re_path(rf"^{_NAME}\.json$", downloads.table_json),
    re_path(rf"^(?P<section>{_LISTED}|data|about)/{_NAME}\.csv$", downloads.table_csv),
    re_path(rf"^(?P<section>{_LISTED}|data|about)/{_NAME}\.json$", downloads.table_json),
    re_path(rf"^(?P<section>{_LISTED})/$", pages.index),
    re_path(rf"^{_DIFFERENCE}$", pages.difference),
    re_path(rf"^{_DIFFERENCE}{_NAME}\.csv$", downloads.difference_csv),
    re_path(rf"^{_DIFFERENCE}{_NAME}\.json$", downloads.difference_json),
    re_path(rf"^documents/{_KEY}/text/$", texts.text),
    re_path(rf"^documents/{_KEY}/text/(?P<page>[1-9][0-9]{{0,6}})/$", texts.text),
    re_path(rf"^numbers/{_KEY}/$", texts.number),
    re_path(rf"^(?P<section>numbers)/{_KEY}/{_NAME}\.csv$", downloads.table_csv),
    re_path(rf"^(?P<section>numbers)/{_KEY}/{_NAME}\.json$", downloads.table_json),
    re_path(rf"^{_CITED}/{_KEY}/cite\.(?P<form>json|bib)$", texts.cite),
    re_path(rf"^proofs/{_KEY}/records/(?P<kind>[a-z]+)/$", proofs.records),
    re_path(rf"^(?P<section>{_RECORDS})/{_KEY}/$", pages.record),
    re_path(rf"^reports/{_KEY}/(?P<chapter>[a-z0-9-]+)/$", pages.report_chapter),
    re_path(rf"^(?P<section>{_RECORDS})/{_KEY}/{_NAME}\.csv$", downloads.table_csv),
    re_path(rf"^(?P<section>{_RECORDS})/{_KEY}/{_NAME}\.json$", downloads.table_json),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", downloads.icon),
    path("api/v1/", api.urls),
    path(".well-known/did.json", credentials.did),
    path(".well-known/jwks.json", credentials.keys),
    path("credentials/status/<int:number>", credentials.status_list),
    re_path(
        r"^(?P<path>feed\.atom|calls\.ics|sitemap[0-9-]*\.xml|robots\.txt|queries/[0-9a-f]+\.sql"
        r"|calls/[^/]+/[a-z0-9-]+\.(?:ics|pdf|docx)|reports/[^/]+/[0-9]+/[A-Za-z0-9._/-]+)$",
        downloads.kept_file,
    ),
    re_path(r"^everyone/sources/(?P<digest>[0-9a-f]{32})\.xml$", everyone_activity.source),
    re_path(r"^iati/(?P<name>[a-z0-9-]+\.(?:xml|csv|json))$", downloads.published_iati),
    path("", include(_pages)),
    path("ja/", include(_pages)),
]

handler404 = "tomoni.web.public.views.proofs.not_found"
handler500 = "tomoni.web.public.views.proofs.server_error"
