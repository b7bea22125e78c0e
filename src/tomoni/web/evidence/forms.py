"""How one passage is read, as a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.evidence.look import Looked
from tomoni.rules.evidence.readings import LINKS, NAMES
from tomoni.web.shell.choices import choice_of_list, with_blank, words_of
from tomoni.web.shell.forms import ShellForm

from .candidates import Choice, parties_and_frameworks_for
from .words import FIELDS

_DATE_HELP = _("2018, 2018-05, 2018-05-19 or FY2018.")
_LISTS = {
    "metric_code": "metric",
    "unit_code": "unit",
    "currency_code": "Currency",
    "population_code": "population",
    "accumulation_code": "accumulation",
}
SHOWN_FIRST: tuple[str, ...] = (
    "value", "qualifier_code", "unit_code", "currency_code", "metric_code", "accumulation_code",
    "date", "as_of", "period_start", "period_end", "population_code", "scope",
)  # fmt: skip


class ReadingForm(ShellForm):
    """The reading of one passage. What is wrong in it is said by the rule, not by the form."""

    def __init__(
        self, looked: Looked, activities: Sequence[Choice], data: Mapping[str, Any] | None = None
    ) -> None:
        self.kind = looked.proposal.kind_code
        super().__init__(data, initial=dict(looked.reading), auto_id="reading-%s")
        for name in ("value", "date", "as_of", "period_start", "period_end", "scope"):
            help_text = _DATE_HELP if name not in ("value", "scope") else ""
            self._add(name, forms.CharField(required=False, max_length=300, help_text=help_text))
        for name, list_name in _LISTS.items():
            self._choose(name, choice_of_list(list_name))
        hedges = [(code, words or "–") for code, words in words_of("qualifier")]
        self._choose("qualifier_code", hedges)
        self._choose("activity_id", with_blank(activities))
        parties, frameworks = parties_and_frameworks_for(looked)
        self._choose("party_id", with_blank(parties))
        self._choose("framework_id", with_blank(frameworks))
        self._pledges(looked)

    def reading(self) -> dict[str, str | None]:
        """Return what was typed and chosen, under the names of a reading; blanks as missing."""
        sent = self.data
        return {
            name: (sent.get(name) or "").strip() or None
            for name in NAMES
            if name in self.fields and name in sent
        }

    def read_fields(self) -> list[forms.BoundField]:
        """The fields of what the passage says, in the order in which they are read."""
        return [self[name] for name in SHOWN_FIRST]

    def link_fields(self) -> list[forms.BoundField]:
        """The fields of what the passage is about; names in a role are about an activity alone."""
        wanted = ("activity_id",) if self.kind == "role" else LINKS
        return [self[name] for name in wanted if name in self.fields]

    def _pledges(self, looked: Looked) -> None:
        """Pledge, target and who reports: only where the activity has a pledge."""
        if not looked.pledges:
            return
        pledges = [(one.public_id, one.title) for one in looked.pledges]
        self._choose("pledge_id", with_blank(pledges))
        targets = [
            (target.public_id, f"{pledge.title}: {target.claim.public_id}")
            for pledge in looked.pledges
            for target in pledge.targets.all()
        ]
        self._choose("target_id", with_blank(targets))
        self.fields["target_id"].help_text = _("For a result that is reported against a target.")
        self._choose("self_reported", with_blank([("yes", _("yes")), ("no", _("no"))]))

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self._add(name, forms.ChoiceField(choices=choices, required=False))

    def _add(self, name: str, field: forms.Field) -> None:
        field.label = FIELDS[name]
        self.fields[name] = field
