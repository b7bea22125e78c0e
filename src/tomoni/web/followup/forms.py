"""Forms of plans, reports and the employer's answer. Blank means not stated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.action_plans import MilestoneValues, PlanValues
from tomoni.records.actions.courses.follow_up_reports import ReportValues, Said
from tomoni.records.models import ActionPlan, FollowUpReport, Milestone
from tomoni.rules.courses.action_plans import MOST_MILESTONES
from tomoni.web.shell.choices import LANGUAGES, choice_of_list
from tomoni.web.shell.forms import DayInput, ShellForm

_LONG = 4_000
_SPARE = 2
_LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
TEXTS = ("title", "problem", "objective", "support")


def _area(words: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=words, required=False, max_length=_LONG, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SchemeForm(ShellForm):
    """By when plans are submitted."""

    plan_due_on = forms.DateField(
        label=_("Plans are submitted by"), required=False, widget=DayInput
    )


class PlanForm(ShellForm):
    """A plan with its milestones, and a few empty rows for further ones."""

    title = forms.CharField(
        label=_("What is to change, in one line"), required=False, max_length=200
    )
    problem = _area(_("What stands in need of change"))
    objective = _area(_("What is to be reached"))
    support = _area(_("What you ask of your employer"))

    def __init__(self, plan: ActionPlan, *args: Any, **kwargs: Any) -> None:
        held = list(plan.milestones.order_by("number"))
        self.rows = min(len(held) + _SPARE, MOST_MILESTONES)
        initial = {name: getattr(plan, name) for name in TEXTS} | _of_milestones(held)
        super().__init__(*args, initial=initial, **kwargs)
        for number in range(1, self.rows + 1):
            self.fields[f"what-{number}"] = forms.CharField(
                label=gettext("Step %d") % number, required=False, max_length=500
            )
            self.fields[f"indicator-{number}"] = forms.CharField(
                label=gettext("Others can tell by"), required=False, max_length=500
            )
            self.fields[f"due_on-{number}"] = forms.DateField(
                label=gettext("To be done by"), required=False, widget=DayInput
            )

    def texts(self) -> list[forms.BoundField]:
        """Return the fields before the milestones."""
        return [self[name] for name in TEXTS]

    def steps(self) -> list[list[forms.BoundField]]:
        """Return the fields of each milestone."""
        parts = ("what", "indicator", "due_on")
        return [[self[f"{part}-{at}"] for part in parts] for at in range(1, self.rows + 1)]

    def values(self, only: Mapping[str, Any] | None = None) -> PlanValues:
        """Return what was typed where it fits, else what stood there.

        ``only``: names that were sent; the others stay as they are. None: all were.
        """
        typed = dict(self.initial)
        for name, value in self.cleaned_data.items():
            if only is None or name in only:
                typed[name] = value
        return PlanValues(
            *(typed.get(name) for name in TEXTS),
            milestones=tuple(
                MilestoneValues(
                    typed.get(f"what-{at}") or "", typed.get(f"indicator-{at}") or None,
                    typed.get(f"due_on-{at}"),
                )
                for at in range(1, self.rows + 1)
            ),
        )  # fmt: skip


def _of_milestones(held: list[Milestone]) -> dict[str, str | date | None]:
    found: dict[str, str | date | None] = {}
    for one in held:
        found[f"what-{one.number}"] = one.what
        found[f"indicator-{one.number}"] = one.indicator
        found[f"due_on-{one.number}"] = one.due_on
    return found


class ReportForm(ShellForm):
    """A report: a summary, and of each milestone how far it is."""

    summary = _area(_("What came of the plan"))
    obstacles = _area(_("What stood in the way"))

    def __init__(
        self, plan: ActionPlan, report: FollowUpReport | None, *args: Any, **kwargs: Any
    ) -> None:
        self.milestones = list(plan.milestones.order_by("number"))
        initial: dict[str, Any] = {}
        if report is not None:
            initial = {"summary": report.summary, "obstacles": report.obstacles}
            for one in report.progress.select_related("milestone"):
                initial[f"progress-{one.milestone.number}"] = one.progress_code
                initial[f"evidence-{one.milestone.number}"] = one.evidence
        super().__init__(*args, initial=initial, **kwargs)
        for one in self.milestones:
            self.fields[f"progress-{one.number}"] = forms.ChoiceField(
                label=gettext("How far"),
                required=False,
                choices=choice_of_list("milestone_progress"),
            )
            self.fields[f"evidence-{one.number}"] = forms.CharField(
                label=gettext("What shows it"), required=False, max_length=_LONG,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def steps(self) -> list[tuple[Milestone, list[forms.BoundField]]]:
        """Return each milestone with its fields."""
        return [
            (one, [self[f"progress-{one.number}"], self[f"evidence-{one.number}"]])
            for one in self.milestones
        ]

    def values(self, only: Mapping[str, Any] | None = None) -> ReportValues:
        """Return what was typed where it fits, else what stood there; ``only`` as in a plan."""
        typed = dict(self.initial)
        for name, value in self.cleaned_data.items():
            if only is None or name in only:
                typed[name] = value
        return ReportValues(
            summary=typed.get("summary"), obstacles=typed.get("obstacles"),
            progress={
                one.number: Said(
                    typed.get(f"progress-{one.number}") or None,
                    typed.get(f"evidence-{one.number}") or None,
                )
                for one in self.milestones
            },
        )  # fmt: skip


class EmployerForm(ShellForm):
    """To whom the link goes."""

    address = forms.CharField(
        label=_("E-mail address of your superior"), max_length=254,
        help_text=_("Kept only until the link is used or has expired."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=[(one, _LANGUAGE_NAMES[one]) for one in LANGUAGES],
    )


class AnswerForm(ShellForm):
    """What the employer says."""

    name = forms.CharField(label=_("Name of the superior"), max_length=200)
    post = forms.CharField(label=_("Post"), required=False, max_length=200)
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the plan is returned. The participant reads it."),
    )  # fmt: skip


class EvidenceForm(ShellForm):
    """One file of evidence."""

    milestone = forms.ChoiceField(label=_("What it shows"), required=False)
    file = forms.FileField(label=_("File (PDF, JPEG, PNG or DOCX)"))

    def __init__(self, milestones: list[Milestone], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(one.number), f"{one.number}. {one.what}") for one in milestones]
        self.fields["milestone"].choices = [("", gettext("The plan as a whole")), *rows]
