"""The shared frame as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Templates, styles and template tags of the working pages."""

    name = "tomoni.web.shell"
    label = "shell"
