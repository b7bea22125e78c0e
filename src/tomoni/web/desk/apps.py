"""The desk's place among Django's applications."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "tomoni.web.desk.site.DeskSite"


class DeskConfig(AppConfig):
    """The pages of the desk. It owns no tables."""

    name = "tomoni.web.desk"
    label = "desk"
    verbose_name = "Desk"
