"""Addresses whose answers change between two snapshots: what is said of certificates."""

from __future__ import annotations

from django.http import HttpRequest

VERIFY = "/verify/"
IATI_CHECK = "/iati/check/"
_CHECKS = (VERIFY, IATI_CHECK, "/api/v1/iati/check")
_LIVE = (VERIFY, "/.well-known/", "/credentials/")


def bare_path(request: HttpRequest) -> str:
    """Return the path without the prefix of its language."""
    path = request.path_info
    return path.removeprefix("/ja") if path.startswith("/ja/") else path


def is_live(request: HttpRequest) -> bool:
    """Whether the answer comes from the published keys and status lists, not from a snapshot.

    It is neither kept nor withdrawn with one.
    """
    return bare_path(request).startswith(_LIVE)


def takes_files(request: HttpRequest) -> bool:
    """Whether something may be sent to this address: a certificate or a file to be checked."""
    return bare_path(request) in _CHECKS
