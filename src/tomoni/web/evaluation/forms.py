"""Forms of evaluation: the questions as they are answered, and as they are designed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.evaluation_templates import INSTRUMENT_TEMPLATES
from tomoni.records.actions.courses.instruments import InstrumentValues
from tomoni.records.models import Instrument
from tomoni.rules.courses.moments import instant
from tomoni.rules.courses.questions import LONGEST_TEXT, Question, Questions
from tomoni.web.courses.forms.call import LocalMoment
from tomoni.web.shell.choices import Choice, reader_language, with_blank, words_of
from tomoni.web.shell.forms import ShellForm

PREFIX = "q"
_MOMENT = "%Y-%m-%dT%H:%M"


class AnswerForm(ShellForm):
    """The questions of one version, as whoever is asked sees them. What was typed stays."""

    def __init__(self, asked: Questions, *args: Any, **kwargs: Any) -> None:
        # A question may have any code, that of a button, too.
        super().__init__(*args, prefix=PREFIX, **kwargs)
        self.asked = asked
        for one in asked.questions:
            self.fields[one.code] = _field(one)

    def given(self) -> dict[str, list[str]]:
        """Return what was typed or chosen, by code; only questions that were sent."""
        data: Any = self.data
        names = {one.code: self.add_prefix(one.code) for one in self.asked.questions}
        return {code: data.getlist(name) for code, name in names.items() if name in data}


def _field(one: Question) -> forms.Field:
    language = reader_language()
    shown: dict[str, Any] = {
        "label": one.label.in_language(language) + (" *" if one.is_required else ""),
        "required": False,
    }
    if one.kind == "scale":
        return forms.ChoiceField(choices=words_of("scale_point"), widget=forms.RadioSelect, **shown)
    if one.options is not None:
        options = [(code, words.in_language(language)) for code, words in one.options.items()]
        if one.several:
            return forms.MultipleChoiceField(
                choices=options, widget=forms.CheckboxSelectMultiple, **shown
            )
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shown)
    if one.kind == "number":
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **shown)
    area = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_TEXT})
    return forms.CharField(widget=area, strip=False, **shown)


def answers_initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as the form shows them."""
    return {
        code: [str(one) for one in value] if isinstance(value, list) else str(value)
        for code, value in answers.items()
    }


class NewForm(ShellForm):
    """Which ready-made set to begin with, and when it is asked."""

    template = forms.ChoiceField(label=_("Ready-made set"))
    timing_code = forms.ChoiceField(
        label=_("Asked"), required=False, help_text=_("Empty: when such a set usually is.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = reader_language()
        self.fields["template"].choices = [
            (code, one.title.in_language(language)) for code, one in INSTRUMENT_TEMPLATES.items()
        ]
        self.fields["timing_code"].choices = with_blank(words_of("evaluation_timing"))


class InstrumentForm(ShellForm):
    """Title and times of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title in English"), max_length=200)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=200, required=False)
    opens_at = LocalMoment(label=_("Answering begins"), required=False)
    closes_at = LocalMoment(label=_("Answering ends"), required=False)

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        words = _("On the clocks of %(zone)s.") % {"zone": zone}
        self.fields["opens_at"].help_text = self.fields["closes_at"].help_text = words

    def values(self) -> InstrumentValues:
        """Return what was filled in, times as instants."""
        given = self.cleaned_data
        return InstrumentValues(
            title=given["title"],
            title_ja=given["title_ja"] or None,
            opens_at=instant(given["opens_at"], self.zone),
            closes_at=instant(given["closes_at"], self.zone),
        )


def instrument_initial(one: Instrument, usual: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows first; ``usual``: times where none is decided."""
    zone = ZoneInfo(one.course.zone)
    shown: dict[str, Any] = {
        name: usual.get(name)
        if (moment := getattr(one, name)) is None
        else moment.astimezone(zone).strftime(_MOMENT)
        for name in ("opens_at", "closes_at")
    }
    return shown | {"title": one.title, "title_ja": one.title_ja, "revision": one.revision}


class QuestionRow(ShellForm):
    """One question as it is designed."""

    place = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=99)
    code = forms.RegexField(
        "^[a-z][a-z0-9_]{0,39}$", label=_("Code"), help_text=_("Small letters and _."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of answer"))
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    en = forms.CharField(
        label=_("Question in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    ja = forms.CharField(
        label=_("Question in Japanese"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    options = forms.CharField(
        label=_("Options"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: code | English | Japanese. Put * before the right ones of a test "
                    "item."),
    )  # fmt: skip
    points = forms.IntegerField(
        label=_("Points"), required=False, min_value=1, max_value=100,
        help_text=_("Of a test item; empty is 1."),
    )  # fmt: skip
    least = forms.IntegerField(label=_("Least number"), required=False)
    most = forms.IntegerField(label=_("Largest number"), required=False)

    def __init__(self, kinds: Sequence[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds

    def content(self) -> dict[str, Any]:
        """Return the question as the version keeps it."""
        given = self.cleaned_data
        content: dict[str, Any] = {
            "code": given["code"],
            "kind": given["kind"],
            "is_required": given["is_required"],
            "label": {"en": given["en"], "ja": given["ja"]},
        }
        lines = [line.strip() for line in given["options"].splitlines() if line.strip()]
        if lines and given["kind"] in ("choice", "several", "item"):
            content["options"] = [_option(line.lstrip("* ")) for line in lines]
        if given["kind"] == "item":
            right = [line for line in lines if line.startswith("*")]
            content["key"] = [_option(line.lstrip("* "))["code"] for line in right]
            content["points"] = given["points"] or 1
        if given["kind"] == "number":
            bounds = {name: given[name] for name in ("least", "most")}
            content |= {name: value for name, value in bounds.items() if value is not None}
        return content


def _option(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split("|")]
    return {
        key: parts[at] if at < len(parts) else "" for at, key in enumerate(("code", "en", "ja"))
    }


def question_initial(place: int, one: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as its row shows it."""
    key = set(one.get("key", ()))
    options = [
        f"{'* ' if o['code'] in key else ''}{o['code']} | {o['en']} | {o['ja']}"
        for o in one.get("options", ())
    ]
    return {**one, **one["label"], "place": place, "options": "\n".join(options)}
