"""The public process can harm nobody: no database, no scripts but its own, only reading."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

_PROBE = """
import django, sys
django.setup()
from django.conf import settings
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/")
from django.db import connections
print(answer.status_code, connections.settings["default"]["ENGINE"], sorted(settings.DATABASES))
unwanted = ("tomoni.records", "tomoni.web.desk", "django.contrib.auth",
            "django.contrib.sessions", "django.contrib.admin")
print(sorted(name for name in sys.modules if name.startswith(unwanted)))
"""


def test_the_process_has_no_database_and_no_users(site_directory: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tomoni.web.public_settings",
        "TOMONI_PUBLISHED": str(site_directory),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], env=environment, capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    assert first == "200 django.db.backends.dummy ['default']"
    assert second == "[]"


def test_settings_name_no_database() -> None:
    from tomoni.web import public_settings

    assert not hasattr(public_settings, "DATABASES")
    apps = " ".join(public_settings.INSTALLED_APPS)
    for word in ("auth", "sessions", "admin", "records"):
        assert word not in apps


@pytest.mark.parametrize(
    "address", ["/", "/ja/search/?q=x", "/nothing/", "/countries/KH/data.json"]
)
def test_the_policy_allows_nothing_inline(public: Client, address: str) -> None:
    policy = public.get(address).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy


def test_other_headers(public: Client) -> None:
    headers = public.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_site_only_answers_reading(public: Client, method: str) -> None:
    response = getattr(public, method)("/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_head_is_answered_without_a_body(public: Client) -> None:
    response = public.head("/")
    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize(
    "address",
    [
        "/data/files/../site.sqlite3",
        "/data/files/%2e%2e/site.sqlite3",
        "/data/files/site.sqlite3",
        "/data/files//etc/passwd",
    ],
)
def test_only_files_of_the_package_can_be_fetched(public: Client, address: str) -> None:
    assert public.get(address).status_code in (301, 404)
