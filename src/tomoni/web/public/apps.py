"""The public site as a Django app: templates, static files and tags; no models."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app of the public pages."""

    name = "tomoni.web.public"
    label = "public"
