"""Template tags of the account pages."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tomoni.catalogue.notice_words import NOTICE_WORDS, notice_text
from tomoni.records.models import Notice, User
from tomoni.web.accounts.second_factor import must_set_up

register = template.Library()


@register.filter
def inline_svg(drawing: str) -> SafeString:
    """Return a drawing that our own process made, without its XML head, to stand in a page."""
    return mark_safe(drawing[drawing.index("<svg") :])


@register.filter
def notice_subject(notice: Notice) -> str:
    """Return the subject of a message in the reader's language, with what is filled in."""
    values = dict.fromkeys(NOTICE_WORDS[notice.template_code].parameters(), "…")
    values |= {"instance": settings.TOMONI.text("TOMONI_TITLE")} | notice.parameters
    return notice_text(notice.template_code, values, get_language() or "en")[0]


@register.filter
def lacks_second_factor(user: User) -> bool:
    """Whether the account's roles need a second factor that is not set up."""
    return must_set_up(user)
