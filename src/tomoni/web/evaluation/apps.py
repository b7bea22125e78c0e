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

        words = gettext_lazy("Evaluation")
        add_tab(Tab("evaluation", "evaluation:course", words))
        add_participant_tab(OwnTab("evaluation", "evaluation:own", words))
        add_place(Place("evaluation:editions", words, lambda held: "evaluator" in held))
