"""allauth's forms with our words: labels of the frame, no text inside empty fields."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.utils.translation import gettext_lazy as _

from .spent_codes import spend

_LABELS = {
    "login": _("Name or address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "email": _("E-mail address"),
    "code": _("Code"),
    "name": _("Name of the passkey"),
    "passwordless": _("Sign in without a password"),
}
_HELP = {
    # The link that allauth puts there stands below the form.
    "password": "",
    "passwordless": _(
        "With this passkey alone, if your device asks for a fingerprint, a face or a PIN."
    ),
}


class _OurWords:
    """Labels, help and placeholders of the fields; what they check stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        fields: dict[str, Any] = getattr(self, "fields", {})
        for name, field in fields.items():
            field.label = _LABELS.get(name, field.label)
            field.help_text = _HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_OurWords, account_forms.LoginForm):  # type: ignore[misc]
    """Name or address, and password."""


class ChangePasswordForm(_OurWords, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password that holds, and a new one twice."""


class SetPasswordForm(_OurWords, account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice."""


class ResetPasswordForm(_OurWords, account_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address that the link goes to."""


class ResetPasswordKeyForm(_OurWords, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, twice."""


class ReauthenticateForm(_OurWords, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class _OpensOnce:
    """A code of an app that was used, or one before it, is a wrong code."""

    def clean_code(self) -> str:
        """Return a right code. Errors: ValidationError for a wrong one, and a spent one."""
        code: str = super().clean_code()  # type: ignore[misc]
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type == Authenticator.Type.TOTP and not spend(authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OurWords, _OpensOnce, factor_forms.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""


class ReauthenticateFactorForm(  # type: ignore[misc]
    _OurWords, _OpensOnce, factor_forms.ReauthenticateForm
):
    """A code once more."""


class ActivateTOTPForm(_OurWords, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""


class AddWebAuthnForm(_OurWords, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""


class EditWebAuthnForm(_OurWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey."""
