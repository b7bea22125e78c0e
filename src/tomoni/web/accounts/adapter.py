"""How django-allauth acts here: no sign-up, mail through notices, second factors that stay."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.notices import queue_notice
from tomoni.rules.permissions import needs_second_factor
from tomoni.web.desk.access import roles_today

from .sealed_factors import open_secret, seal_secret
from .second_factor import FACTORS

_MESSAGES = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes are made."),
    "usersessions/messages/sessions_logged_out.txt": _("All other sessions are ended."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off."),
        "email_password_mismatch": _("No account fits this name and password."),
        "username_password_mismatch": _("No account fits this name and password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of wrong passwords to axes, which keeps it in the database."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show again that it is oneself, in our words."""
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        found = super().get_reauthentication_methods(user)
        return [one | {"description": words[one["id"]]} for one in found]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether one shows again that it is oneself: not right after signing in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_: Any,
        **__: Any,
    ) -> None:
        """Say what was done to the account; what the page shows anyway is not said."""
        words = _MESSAGES.get(message_template or "")
        if words is not None:
            messages.add_message(request, level, words)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the one message that allauth may cause; its link is made when it is sent."""
        if template_prefix != "account/email/password_reset_key":
            return
        queue_notice(
            template_code="password_reset",
            event_key=f"password-reset:{uuid4()}",
            user=context["user"],
            language=(get_language() or "en")[:2],
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed with the vault's keys, and the last factor of staff cannot be removed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Set up another one first, then remove this."
        ),
        "incorrect_code": _("This code is not right. Codes change every half minute."),
    }

    def encrypt(self, text: str) -> str:
        """Return the secret, sealed."""
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Errors: as ``open_secret``."""
        return open_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether it may go: not the last one of somebody who needs one."""
        if not settings.REQUIRE_MFA or authenticator.type not in FACTORS:
            return True
        user = authenticator.user
        if not needs_second_factor(roles_today(user)):
            return True
        others = Authenticator.objects.filter(user=user, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())
