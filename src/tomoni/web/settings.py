"""Django settings of the desk, the process that writes the ledger. The public site has its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import Settings
from tomoni.records.database import database_url, django_database, sqlite_path

TOMONI = Settings()
PRODUCTION = TOMONI.text("TOMONI_MODE") == "production"


def _kept_secret(home: Path) -> str:
    """Return the key in TOMONI_HOME/secret.key, which is made once, readable by its owner alone."""
    path = home / "secret.key"
    home.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(64)
    beside = home / f".secret.key.{os.getpid()}"
    if not path.exists():
        beside.touch(mode=0o600)
        beside.write_text(made, encoding="ascii")
        try:
            # A link fails where the file is already there: of two processes, one key wins.
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text(encoding="ascii").strip()


def _secret_key() -> str:
    key = TOMONI.text("TOMONI_SECRET_KEY")
    if key:
        return key
    if PRODUCTION:
        raise SettingError(
            "TOMONI_SECRET_KEY is empty in production.",
            do="Set it to a long random text and keep it between restarts.",
        )
    return _kept_secret(TOMONI.home)


def _database() -> dict[str, object]:
    url = database_url(TOMONI)
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    return django_database(url)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(TOMONI["TOMONI_HOSTS"])  # type: ignore[call-overload]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tomoni.records",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

ROOT_URLCONF = "tomoni.web.urls"

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"

SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["error"], "level": TOMONI.text("TOMONI_LOG_LEVEL")},
}
