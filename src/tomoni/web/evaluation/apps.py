"""Evaluation at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EvaluationConfig(AppConfig):
    """Questionnaires and tests: for the institute, for evaluators, and for who is asked."""

    name = "tomoni.web.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Add the tabs of a course and of a participant's page, and the evaluator's place."""
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.participants.tabs import Tab as OwnTab
        from tomoni.web.participants.tabs import add_participant_tab
        from tomoni.web.shell.places import Place, add_place

        from .waiting import waiting

        words = gettext_lazy("Evaluation")
        add_tab(Tab("evaluation", "evaluation:course", words))
        add_participant_tab(OwnTab("evaluation", "evaluation:own", words, is_ever_asked, waiting))
        add_place(Place("evaluation:editions", words, lambda held: "evaluator" in held))


def is_ever_asked(participation: object) -> bool:
    """Whether a participant is asked anything before, at the end of, or after the course."""
    from tomoni.rules.courses.instruments import TIMINGS, is_asked

    held = (getattr(participation, "role_code", ""), getattr(participation, "state_code", ""))
    return any(is_asked(timing, *held) for timing in TIMINGS)
