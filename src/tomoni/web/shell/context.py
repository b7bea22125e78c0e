"""What every working page's template knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from tomoni.web.desk.access import roles_today

from .places import open_places


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame's values: title, navigation by role, the roles held today.

    Nothing is asked of the database until a template reads it.
    """
    user = getattr(request, "user", None)
    return {
        "instance_title": settings.TOMONI.text("TOMONI_TITLE"),
        "is_production": settings.TOMONI.text("TOMONI_MODE") == "production",
        "places": lambda: open_places(request, roles_today(user)) if user else [],
    }
