"""How messages leave: into files, onto the console, or over an SMTP server.

Nothing but this module hands mail over, and only for notices.
"""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from tomoni.records.actions.addresses import token_of_change
from tomoni.records.actions.courses.endorsements import token_of_request
from tomoni.records.actions.invitations import token_of
from tomoni.records.actions.notices import Message, NotSentError, Sent, send_waiting
from tomoni.records.models import Notice

_BACKENDS = "django.core.mail.backends."
# Seconds that an SMTP server has for each answer.
_TIMEOUT = 30


def connection() -> BaseEmailBackend:
    """Return the way out that TOMONI_MAIL_URL names."""
    url: str = settings.TOMONI.text("TOMONI_MAIL_URL")
    parts = urlsplit(url)
    if parts.scheme == "console":
        return get_connection(f"{_BACKENDS}console.EmailBackend")
    if parts.scheme == "file":
        named = url.removeprefix("file:")
        directory = Path(named) if named else settings.TOMONI.home / "mail"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return get_connection(f"{_BACKENDS}filebased.EmailBackend", file_path=str(directory))
    return get_connection(
        f"{_BACKENDS}smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp",
        timeout=_TIMEOUT,
    )


def deliver(message: Message) -> None:
    """Hand one message over. Errors: NotSentError when it certainly did not leave."""
    mail = EmailMessage(
        message.subject,
        message.body,
        settings.TOMONI.text("TOMONI_MAIL_FROM"),
        [message.to],
        # Nobody's holiday notice answers a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )
    way = connection()
    try:
        way.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(f"No way out: {type(error).__name__}", may_retry=True) from error
    try:
        way.send_messages([mail])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        raise NotSentError(f"Refused: {type(error).__name__}", may_retry=False) from error
    except smtplib.SMTPDataError as error:
        # 4xx: come again later. 5xx: never.
        passing = 400 <= error.smtp_code < 500
        raise NotSentError(f"Refused with {error.smtp_code}", may_retry=passing) from error
    finally:
        way.close()


def complete(notice: Notice) -> Mapping[str, str]:
    """Return what is made only when a message leaves: its link, and the instance's name."""
    return {"instance": settings.TOMONI.text("TOMONI_TITLE"), "link": _link(notice)}


def _link(notice: Notice) -> str:
    desk = settings.TOMONI.text("TOMONI_DESK_URL").rstrip("/")
    if notice.template_code == "account_invitation":
        token = token_of(notice.event_key.partition(":")[2])
        return desk + reverse("accounts:accept", kwargs={"token": token})
    if notice.template_code == "address_change":
        return desk + reverse("accounts:confirm_address", args=[token_of_change(notice)])
    if notice.template_code == "endorsement_requested":
        token = token_of_request(notice.event_key.partition(":")[2])
        return desk + reverse("followup:endorse", kwargs={"token": token})
    if notice.template_code == "password_reset" and notice.user is not None:
        key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(notice.user)
        arguments = {"uidb36": user_pk_to_url_str(notice.user), "key": key}
        return desk + reverse("account_reset_password_from_key", kwargs=arguments)
    return f"{desk}/"


def send_notices() -> Sent:
    """Send every message that waits."""
    return send_waiting(deliver, complete)
