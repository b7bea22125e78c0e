"""Certificates at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CertificatesConfig(AppConfig):
    """Completion and certificates of a course; a participant's own certificates."""

    name = "tomoni.web.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Add the tabs of a course, and the participant's place in the navigation."""
        from tomoni.web.courses.reach import NOMINEE
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.shell.places import Place, add_place

        add_tab(Tab("completion", "certificates:completion", gettext_lazy("Completion"), has_begun))
        add_tab(Tab("certificates", "certificates:list", gettext_lazy("Certificates"), has_begun))
        words = gettext_lazy("My certificates")
        add_place(Place("certificates:own", words, lambda held: not NOMINEE.isdisjoint(held)))


def has_begun(course: object) -> bool:
    """Whether an edition has come so far that there is something to complete."""
    from tomoni.rules.courses.completion import HELD

    return getattr(course, "state_code", "") in HELD
