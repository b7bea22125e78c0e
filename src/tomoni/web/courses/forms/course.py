"""Forms of an edition: what it says of itself, its provisions, its budget, its series."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.editions import LANGUAGES_OF_COURSES, CourseValues
from tomoni.records.models import CourseEdition, Framework, Provision, Series
from tomoni.rules.quantities import Quantity
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import DayInput, ShellForm

_TEXTS = ("title", "title_ja", "theme", "theme_ja", "objective", "venue")


class CourseForm(ShellForm):
    """What an edition says of itself."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=300)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=300, required=False)
    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    theme_ja = forms.CharField(label=_("Theme in Japanese"), max_length=300, required=False)
    objective = forms.CharField(
        label=_("What participants will be able to do"), widget=forms.Textarea, required=False
    )
    admission_code = forms.ChoiceField(label=_("Admission"))
    modality_code = forms.ChoiceField(label=_("Modality"))
    language_code = forms.ChoiceField(label=_("Working language"))
    zone = forms.CharField(label=_("Time zone"), help_text=_("Such as Asia/Tokyo."))
    first_day = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    last_day = forms.DateField(label=_("Last day"), widget=DayInput, required=False)
    venue = forms.CharField(label=_("Venue"), max_length=300, required=False)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=1, required=False,
        help_text=_("For participants from abroad. Leave it empty until it is decided."),
    )  # fmt: skip
    host_seats = forms.IntegerField(label=_("Seats for host nationals"), min_value=0)
    observer_seats = forms.IntegerField(label=_("Seats for observers"), min_value=0)
    self_funded_seats = forms.IntegerField(label=_("Self-funded seats"), min_value=0)
    minimum_attendance_percent = forms.IntegerField(
        label=_("Attendance needed to complete, in percent"), min_value=0, max_value=100
    )
    requires_assessment = forms.BooleanField(
        label=_("Completion needs an assessment"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["admission_code"].choices = words_of("admission")
        self.fields["modality_code"].choices = words_of("modality")
        self.fields["language_code"].choices = [(one, one) for one in LANGUAGES_OF_COURSES]

    def clean_zone(self) -> str:
        """Refuse what is no name of a zone."""
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone."))
        return zone

    def values(self) -> CourseValues:
        """Return what was filled in; blank texts are missing."""
        given = {n: self.cleaned_data[n] for n in CourseValues.__dataclass_fields__}
        return CourseValues(**{n: (v or None) if n in _TEXTS[1:] else v for n, v in given.items()})


def initial_of(course: CourseEdition) -> dict[str, Any]:
    """Return what the form of an edition shows first."""
    names = (*CourseValues.__dataclass_fields__, "revision")
    return {name: getattr(course, name) for name in names}


class PlanForm(CourseForm):
    """A new edition of a series."""

    number = forms.IntegerField(
        label=_("Number"), min_value=1, required=False,
        help_text=_("The next of the series is suggested."),
    )  # fmt: skip
    field_order = ("number",)


class SeriesChoice(ShellForm):
    """Which series the new edition is of."""

    series = forms.ChoiceField(label=_("Series"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Series.objects.order_by("name").values_list("public_id", "name")
        self.fields["series"].choices = list(rows)


class ProvisionForm(ShellForm):
    """The provisions that an edition treats."""

    provisions = forms.MultipleChoiceField(
        label=_("Frameworks and provisions"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{key}|", name) for key, name in
                   Framework.objects.order_by("name").values_list("public_id", "name")]  # fmt: skip
        parts = Provision.objects.select_related("framework").order_by("framework__name", "pk")
        for one in parts:
            words = f"{one.framework.name}: {one.code} {one.title}"
            choices.append((f"{one.framework.public_id}|{one.public_id}", words))
        self.fields["provisions"].choices = sorted(choices, key=lambda pair: pair[1])

    def pairs(self) -> list[tuple[str, str | None]]:
        """Return framework and provision of each that is ticked."""
        found = (one.partition("|") for one in self.cleaned_data["provisions"])
        return [(framework, provision or None) for framework, _, provision in found]


class QuantityField(forms.CharField):
    """An exact amount, as it is printed: 4,800,000 or 1200.50."""

    def to_python(self, value: Any) -> Any:
        """Return the quantity; None where nothing is typed."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return Quantity.from_text(text)
        except Exception as error:
            raise forms.ValidationError(_("Write an amount like 4,800,000.")) from error


class BudgetForm(ShellForm):
    """Plan and actual of one kind of cost in one fiscal year."""

    kind_code = forms.ChoiceField(label=_("Kind of cost"))
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=1945, max_value=2200)
    currency_code = forms.CharField(label=_("Currency"), max_length=3, initial="JPY")
    planned = QuantityField(label=_("Planned"))
    actual = QuantityField(label=_("Actual"), required=False, help_text=_("Empty: not known yet."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind_code"].choices = words_of("budget_line_kind")


class NameForm(ShellForm):
    """What a series was called."""

    name = forms.CharField(label=_("Name of the series"), max_length=300)
    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=300, required=False)
    first_year = forms.IntegerField(label=_("From year"), required=False)
    last_year = forms.IntegerField(
        label=_("To year"), required=False, help_text=_("Empty: it still is.")
    )


class GapForm(ShellForm):
    """A year, or a number, without an edition."""

    year = forms.IntegerField(label=_("Year"), required=False)
    number = forms.IntegerField(label=_("Number"), required=False, min_value=1)
    reason = forms.CharField(label=_("Why"), max_length=300)
