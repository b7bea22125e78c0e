"""Forms of a call: its times, its documents, its letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.eligibility_words import RULE_KINDS
from tomoni.planning.selection_values import GROUPINGS
from tomoni.records.actions.courses.calls import CallValues
from tomoni.records.actions.courses.invitations import InvitationValues
from tomoni.records.models import Call
from tomoni.rules.courses.dossiers import FIELD_TYPES
from tomoni.rules.courses.moments import instant
from tomoni.rules.courses.persons import is_country
from tomoni.web.shell.choices import reader_language, with_blank, words_of
from tomoni.web.shell.forms import DayInput, MomentInput, ShellForm

_MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class LocalMoment(forms.DateTimeField):
    """A time on the clocks of the course's zone, kept without one until it is known which."""

    widget = MomentInput
    input_formats = _MOMENTS

    def to_python(self, value: Any) -> Any:
        """Return the time as typed, without a zone."""
        if value in self.empty_values:
            return None
        for form in _MOMENTS:
            try:
                return datetime.strptime(str(value).strip(), form)  # noqa: DTZ007
            except ValueError:
                continue
        raise forms.ValidationError(_("Write a day and a time."))


class CallForm(ShellForm):
    """When a call opens and closes, and the days that follow."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opens_at = LocalMoment(label=_("Opens"), required=False)
    closes_at = LocalMoment(label=_("Deadline"), required=False)
    notify_by = forms.DateField(label=_("Outcome told by"), widget=DayInput, required=False)
    confirm_by = forms.DateField(label=_("Seats confirmed by"), widget=DayInput, required=False)
    nominations_per_seat = forms.IntegerField(
        label=_("Nominations per seat"), min_value=1, max_value=20
    )

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        words = _("On the clocks of %(zone)s.") % {"zone": zone}
        self.fields["opens_at"].help_text = self.fields["closes_at"].help_text = words

    def values(self) -> CallValues:
        """Return what was filled in, times as instants."""
        given = {name: self.cleaned_data[name] for name in CallValues.__dataclass_fields__}
        for name in ("opens_at", "closes_at"):
            given[name] = instant(given[name], self.zone)
        return CallValues(**given)


def call_initial(call: Call) -> dict[str, Any]:
    """Return what the form of a call shows first, times on the clocks of the course."""
    zone = ZoneInfo(call.course.zone)
    shown = {
        name: None if (moment := getattr(call, name)) is None
        else moment.astimezone(zone).strftime(_MOMENTS[0])
        for name in ("opens_at", "closes_at")
    }  # fmt: skip
    names = ("notify_by", "confirm_by", "nominations_per_seat", "revision")
    return shown | {name: getattr(call, name) for name in names}


class InvitationForm(ShellForm):
    """One letter to one country."""

    country_code = forms.ChoiceField(label=_("Country"))
    channel_code = forms.ChoiceField(label=_("Channel"))
    addressee = forms.CharField(label=_("Addressee"), max_length=300)
    note_number = forms.CharField(label=_("Number of the note"), max_length=100, required=False)

    def __init__(self, countries: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country_code"].choices = countries
        self.fields["channel_code"].choices = words_of("invitation_channel")

    def values(self) -> InvitationValues:
        """Return what was filled in."""
        return InvitationValues(**self.cleaned_data)


class RuleRow(ShellForm):
    """One eligibility rule."""

    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(label=_("Rule"))
    severity = forms.ChoiceField(label=_("Severity"))
    parameters = forms.CharField(
        label=_("Parameters"), required=False, max_length=300,
        help_text=_("Such as minimum=5, or kinds=degree, language."),
    )  # fmt: skip
    en = forms.CharField(label=_("Explanation in English"), max_length=300)
    ja = forms.CharField(label=_("Explanation in Japanese"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words_of("eligibility_rule_kind")
        self.fields["severity"].choices = words_of("eligibility_severity")

    def content(self) -> dict[str, Any]:
        """Return the rule as the document keeps it."""
        given = self.cleaned_data
        return {
            "code": given["code"],
            "kind": given["kind"],
            "severity": given["severity"],
            "explanation": {"en": given["en"], "ja": given["ja"]},
            "parameters": parameters_of(given["kind"], given["parameters"]),
        }


def parameters_of(kind: str, text: str) -> dict[str, Any]:
    """Return parameters out of "name=value; name=one, two"."""
    known = RULE_KINDS[kind].parameters
    found: dict[str, Any] = {}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        name, _sign, value = (piece.strip() for piece in part.partition("="))
        if known.get(name) == "list":
            found[name] = [one.strip() for one in value.split(",") if one.strip()]
        elif known.get(name) == "integer" and value.isdecimal():
            found[name] = int(value)
        else:
            found[name] = value
    return found


def parameters_text(parameters: dict[str, Any]) -> str:
    """Return parameters as one text, as ``parameters_of`` reads it."""
    return "; ".join(
        f"{name}={', '.join(value) if isinstance(value, list) else value}"
        for name, value in parameters.items()
    )


class QuestionRow(ShellForm):
    """One question of the form."""

    code = forms.CharField(label=_("Code"), max_length=40)
    type = forms.ChoiceField(label=_("Kind of answer"))
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    en = forms.CharField(label=_("Question in English"), max_length=300)
    ja = forms.CharField(label=_("Question in Japanese"), max_length=300)
    options = forms.CharField(
        label=_("Options"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: code | English | Japanese. Levels and degrees bring their own."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = codelist("form_field_type")
        language = reader_language()
        choices = [(one, words.name_of(one, language)) for one in FIELD_TYPES]
        self.fields["type"].choices = choices

    def content(self) -> dict[str, Any]:
        """Return the question as the document keeps it."""
        given = self.cleaned_data
        content: dict[str, Any] = {
            "code": given["code"],
            "type": given["type"],
            "is_required": given["is_required"],
            "label": {"en": given["en"], "ja": given["ja"]},
        }
        lines = [line.split("|") for line in given["options"].splitlines() if line.strip()]
        if lines:
            content["options"] = [
                {key: (line[at].strip() if at < len(line) else "") for at, key in
                 enumerate(("code", "en", "ja"))}
                for line in lines
            ]  # fmt: skip
        return content


class PolicyForm(ShellForm):
    """The selection policy, its floors and ceilings apart."""

    min_seats = forms.IntegerField(label=_("At least so many participants"), required=False)
    country_cap = forms.IntegerField(label=_("Most of one country"), required=False, min_value=1)
    agency_cap = forms.IntegerField(label=_("Most of one agency"), required=False, min_value=1)
    budget = forms.IntegerField(label=_("Budget for all seats"), required=False, min_value=0)
    reserve_places = forms.IntegerField(label=_("Places in reserve"), min_value=0)
    respects_focal_order = forms.BooleanField(
        label=_("The country's own order binds"), required=False
    )
    uses_need = forms.BooleanField(
        label=_("Between equals, the country served longer ago goes first"), required=False
    )
    costs = forms.CharField(
        label=_("Cost of one participant by country"), required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One country a line: code | cost as a whole number, in the budget's currency. A budget "
            "needs the cost of every country that has seats."
        ),
    )  # fmt: skip

    def __init__(self, countries: Sequence[str], *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.get("initial") or {})
        initial["costs"] = costs_text(countries, initial.get("costs") or {})
        super().__init__(*args, **kwargs | {"initial": initial})
        self.countries = tuple(countries)

    def clean_costs(self) -> dict[str, int]:
        """Return the costs that are stated. Errors: ValidationError naming each wrong line."""
        costs, faults = costs_of(self.cleaned_data["costs"])
        if faults:
            raise forms.ValidationError(faults)
        return costs

    def clean(self) -> dict[str, Any]:
        """Hold the costs against the budget."""
        given = super().clean() or self.cleaned_data
        if given.get("budget") is not None and "costs" in given:
            missing = [one for one in self.countries if one not in given["costs"]]
            if missing:
                names = ", ".join(missing)
                words = _("A budget is set, and no cost is stated for: %(names)s.")
                self.add_error("costs", words % {"names": names})
        return given


def costs_text(countries: Sequence[str], costs: Mapping[str, int]) -> str:
    """Return one line for each country that has seats or a cost."""
    codes = sorted({*countries, *costs})
    return "\n".join(f"{code} | {costs.get(code, '')}".rstrip() for code in codes)


def costs_of(text: str) -> tuple[dict[str, int], list[str]]:
    """Return costs by country, and what is wrong with each other line; a blank cost is none."""
    costs: dict[str, int] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        code, _sign, amount = (part.strip() for part in line.partition("|"))
        code, amount = code.upper(), amount.replace(",", "").replace(" ", "")
        if not code or not amount:
            if amount:
                faults.append(_("Line %(number)d names no country.") % {"number": number})
            continue
        if not is_country(code):
            words = _("Line %(number)d: %(code)s is no country.")
            faults.append(words % {"number": number, "code": code})
        elif code in costs:
            words = _("Line %(number)d: %(code)s stands twice.")
            faults.append(words % {"number": number, "code": code})
        elif not (amount.isascii() and amount.isdecimal() and len(amount) <= 10):
            words = _("Line %(number)d: %(amount)s is no whole number.")
            faults.append(words % {"number": number, "amount": amount})
        else:
            costs[code] = int(amount)
    return costs, faults


class BoundRow(ShellForm):
    """One aim for balance, or one upper bound."""

    bound = forms.ChoiceField(
        label=_("Bound"), choices=(("floor", _("at least (aim)")), ("ceiling", _("at most")))
    )
    group = forms.ChoiceField(label=_("Group"))
    value = forms.CharField(
        label=_("Profession or region"), required=False, max_length=40,
        help_text=_("Its code; empty for women and least developed countries."),
    )  # fmt: skip
    share = forms.CharField(label=_("Share of the seats"), required=False, help_text="2/5")
    count = forms.IntegerField(label=_("Or number"), required=False, min_value=0)
    place = forms.IntegerField(label=_("Place in the order"), required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"profession": _("profession"), "region": _("region"), "woman": _("women"),
                 "ldc": _("least developed countries")}  # fmt: skip
        self.fields["group"].choices = [(one, words[one]) for one in GROUPINGS]

    def content(self) -> dict[str, Any]:
        """Return the bound as the document keeps it."""
        given = self.cleaned_data
        content: dict[str, Any] = {"group": given["group"], "value": given["value"] or None}
        if given["share"]:
            content["share"] = given["share"]
        if given["count"] is not None:
            content["count"] = given["count"]
        if given["bound"] == "floor":
            content |= {"place": given["place"] or 1, "weight": 1}
        return content


class PaperRow(ShellForm):
    """One kind of document: whether the dossier takes it, and whether it must hold it."""

    kind = forms.CharField(widget=forms.HiddenInput)
    use = forms.ChoiceField(label=_("Document"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.initial.get("kind") or (self.data.get(f"{self.prefix}-kind") or "")
        found = codelist("dossier_document_kind").codes.get(kind)
        if found is not None:
            is_japanese = reader_language() == "ja"
            self.fields["use"].label = (found.name_ja if is_japanese else None) or found.name
        self.fields["use"].choices = with_blank(
            [("optional", str(_("may be there"))), ("required", str(_("must be there")))]
        )
        self.fields["use"].required = False
