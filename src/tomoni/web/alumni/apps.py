"""Alumni as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AlumniConfig(AppConfig):
    """The directory, the own page of an alumnus, messages between alumni, associations."""

    name = "tomoni.web.alumni"
    label = "alumni"

    def ready(self) -> None:
        """Add the places of the directory and of the own page."""
        from tomoni.web.courses.reach import INSTITUTE
        from tomoni.web.shell.places import Place, add_place

        words = gettext_lazy("Alumni")
        seers = INSTITUTE | {"alumnus"}
        add_place(Place("alumni:directory", words, lambda held: bool(held & seers)))
        own = gettext_lazy("My entry")
        add_place(Place("alumni:own", own, lambda held: "alumnus" in held))
