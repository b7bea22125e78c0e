"""Whom a lock-out counts against."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def typed_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """Return the name or address that was typed, folded; "" where none was."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or request.POST.get("login", "")
    return typed.strip().casefold()
