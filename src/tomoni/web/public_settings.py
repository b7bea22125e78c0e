"""Django settings of the public site: no database, no users, no sessions, no admin.

The process reads one published site and answers GET and HEAD. Nothing here is secret.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from tomoni.catalogue.settings import Settings

TOMONI = Settings()
HERE = Path(__file__).parent / "public"

# Django demands a key; nothing of this process is signed, so that it may differ at every start.
SECRET_KEY = secrets.token_urlsafe(32)
DEBUG = False
ALLOWED_HOSTS = list(TOMONI["TOMONI_HOSTS"])  # type: ignore[call-overload]
ROOT_URLCONF = "tomoni.web.public.urls"
APPEND_SLASH = True

INSTALLED_APPS = ["django.contrib.staticfiles", "csp", "tomoni.web.public"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tomoni.web.public.middleware.LanguageFromPath",
    "tomoni.web.public.withdrawn.Withdrawn",
    "tomoni.web.public.middleware.SnapshotCaching",
    "django.middleware.common.CommonMiddleware",
    "tomoni.web.public.kept_pages.KeptPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["tomoni.web.public.context.site"],
            "builtins": ["django.templatetags.i18n", "tomoni.web.public.templatetags.tomoni"],
        },
    },
]

LANGUAGES = [("en", "English"), ("ja", "日本語")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# A certificate that is sent to be verified stays in memory and is forgotten with the answer.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 1

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Addresses carry a digest of the file (`asset`), so that a changed file has another address.
WHITENOISE_MAX_AGE = 365 * 24 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "line"}},
    # An address that leads nowhere is the reader's matter; a fault of ours is still logged.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["error"], "level": TOMONI.text("TOMONI_LOG_LEVEL")},
}
