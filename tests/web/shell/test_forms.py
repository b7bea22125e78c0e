"""Forms of the working pages: what was typed stays, and a refusal stands beside its field."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from django import forms

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.web.shell.forms import DayInput, MomentInput, ShellForm


class CourseForm(ShellForm):
    title = forms.CharField(label="Title", help_text="What it is called.")
    starts = forms.DateField(label="Starts", widget=DayInput, required=False)
    opens = forms.DateTimeField(label="Opens", widget=MomentInput, required=False)


def test_a_form_names_help_and_errors_for_a_screen_reader() -> None:
    page = str(CourseForm({"title": ""}))
    assert re.search(r'<label[^>]*for="id_title"[^>]*>Title</label>', page)
    assert re.search(r'<label[^>]*class="needed"', page)
    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', page)
    assert described is not None
    assert described[1].split() == ["id_title_helptext", "id_title_error"]
    assert 'id="id_title_helptext"' in page
    assert 'class="errors" id="id_title_error" role="alert"' in page


def test_what_was_typed_stays_and_is_escaped() -> None:
    page = str(CourseForm({"title": "<b>Course</b>", "starts": "never"}))
    assert "&lt;b&gt;Course&lt;/b&gt;" in page
    assert 'value="never"' in page


def test_days_and_times_have_the_browsers_own_calendar() -> None:
    page = str(
        CourseForm(
            initial={"starts": date(2024, 5, 13), "opens": datetime(2024, 1, 10, 9, 30, tzinfo=UTC)}
        )
    )
    assert 'type="date" name="starts" value="2024-05-13"' in page
    assert 'type="datetime-local" name="opens" value="2024-01-10T09:30"' in page


def test_a_refusal_stands_beside_the_field_that_it_names() -> None:
    form = CourseForm({"title": "Course"})
    assert form.is_valid()
    form.refuse(InputError("It is taken.", where=Where(field="title"), do="Choose another."))
    assert form.errors["title"] == ["It is taken.", "Choose another."]
    form.refuse(TransitionError("Somebody was faster.", do="Reload."))
    assert form.non_field_errors() == ["Somebody was faster.", "Reload."]
    form.refuse(InputError("It is nowhere.", where=Where(field="no_field_of_the_form")))
    assert "It is nowhere." in form.non_field_errors()
