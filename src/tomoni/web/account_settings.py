"""Django settings of sign-in: passwords, second factors, lock-out, sessions. Part of ``settings``.

Nobody signs up: accounts come from invitations and from `tomoni init`.
"""

from __future__ import annotations

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import Settings

_TOMONI = Settings()
_PRODUCTION = _TOMONI.text("TOMONI_MODE") == "production"

ACCOUNT_APPS = [
    "tomoni.web.accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

ACCOUNT_ADAPTER = "tomoni.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "tomoni.web.accounts.forms.SignInForm",
    "change_password": "tomoni.web.accounts.forms.ChangePasswordForm",
    "set_password": "tomoni.web.accounts.forms.SetPasswordForm",
    "reset_password": "tomoni.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "tomoni.web.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "tomoni.web.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
# An address is known to be the person's own: the invitation went there.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A whole office may share one address; one account may not be tried often.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}

MFA_ADAPTER = "tomoni.web.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "tomoni.web.accounts.forms.AuthenticateForm",
    "reauthenticate": "tomoni.web.accounts.forms.ReauthenticateFactorForm",
    "activate_totp": "tomoni.web.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "tomoni.web.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "tomoni.web.accounts.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
# Passkeys need a secure origin; browsers count localhost as one.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _PRODUCTION
MFA_TOTP_ISSUER = _TOMONI.text("TOMONI_TITLE")
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Five wrong passwords for one name from one address lock that pair out for an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "tomoni.web.accounts.locking.typed_name"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = _PRODUCTION
CSRF_COOKIE_SECURE = _PRODUCTION


def _require_mfa() -> bool:
    required = _TOMONI.flag("TOMONI_REQUIRE_MFA")
    if _PRODUCTION and not required:
        raise SettingError(
            "TOMONI_REQUIRE_MFA is false in production.",
            do="Leave it out: staff, committee and focal points sign in with a second factor.",
        )
    return required


REQUIRE_MFA = _require_mfa()
