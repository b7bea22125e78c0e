"""Django settings of the desk, the process that writes the ledger. The public site has its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import Settings
from tomoni.records.database import database_url, django_database, sqlite_path
from tomoni.web.account_settings import *  # noqa: F403  (settings are read by name from here)
from tomoni.web.account_settings import ACCOUNT_APPS

TOMONI = Settings()
PRODUCTION = TOMONI.text("TOMONI_MODE") == "production"


def _kept_secret(home: Path) -> str:
    """Return the key in TOMONI_HOME/secret.key, which is made once, readable by its owner alone."""
    path = home / "secret.key"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
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
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives the files beside it (-wal, -shm) the same mode.
        if not path.exists():
            path.touch(mode=0o600)
    return django_database(url)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(TOMONI["TOMONI_HOSTS"])  # type: ignore[call-overload]

INSTALLED_APPS = [
    # The working pages come first: their words and templates stand before those of others.
    "tomoni.web.shell.apps.ShellConfig",
    "tomoni.web.courses.apps.CoursesConfig",
    "tomoni.web.selection.apps.SelectionConfig",
    "tomoni.web.certificates.apps.CertificatesConfig",
    "tomoni.web.participants.apps.ParticipantsConfig",
    "tomoni.web.attendance.apps.AttendanceConfig",
    "tomoni.web.delivery.apps.DeliveryConfig",
    "tomoni.web.evaluation.apps.EvaluationConfig",
    "tomoni.web.followup.apps.FollowUpConfig",
    "tomoni.web.alumni.apps.AlumniConfig",
    "tomoni.web.people.apps.PeopleConfig",
    "tomoni.web.reports.apps.ReportsConfig",
    "tomoni.web.evidence.apps.EvidenceConfig",
    "tomoni.web.reading.apps.ReadingConfig",
    "tomoni.web.imports.apps.ImportsConfig",
    "tomoni.web.findings.apps.FindingsConfig",
    "tomoni.web.sheets.apps.SheetsConfig",
    *ACCOUNT_APPS,
    "unfold.apps.BasicAppConfig",
    "tomoni.web.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tomoni.records",
    "tomoni.web.desk.apps.DeskConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tomoni.web.accounts.second_factor.SecondFactorMiddleware",
    "tomoni.web.accounts.reads.AuditorReadsMiddleware",
    "axes.middleware.AxesMiddleware",
    "tomoni.web.shell.guarding.RefusalMiddleware",
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
                "tomoni.web.shell.context.shell",
            ],
        },
    },
]

ROOT_URLCONF = "tomoni.web.urls"

DATABASES = {"default": _database()}
# What takes long is done by `tomoni worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# The working pages wear the public site's style sheet.
STATICFILES_DIRS = [Path(__file__).parent / "public" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# The admin's pages have a policy of their own (desk.site.DESK_POLICY); all else falls under this.
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
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# A chapter has 2 MB at most; a form sends a byte of Japanese as three.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["error"], "level": TOMONI.text("TOMONI_LOG_LEVEL")},
}

INDIGO = {
    "50": "oklch(97% .012 275)",
    "100": "oklch(93% .028 275)",
    "200": "oklch(87% .055 275)",
    "300": "oklch(78% .090 275)",
    "400": "oklch(67% .120 275)",
    "500": "oklch(55% .140 275)",
    "600": "oklch(45% .145 275)",
    "700": "oklch(38% .130 275)",
    "800": "oklch(32% .105 275)",
    "900": "oklch(27% .080 275)",
    "950": "oklch(20% .055 275)",
}
UNFOLD = {
    "SITE_TITLE": "Tomoni desk",
    "SITE_HEADER": TOMONI.text("TOMONI_TITLE"),
    "SITE_SUBHEADER": "Desk",
    "SITE_SYMBOL": "handshake",
    "SITE_URL": TOMONI.text("TOMONI_PUBLIC_URL"),
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {"primary": INDIGO},
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "tomoni.web.desk.navigation.icon"}
    ],
    "STYLES": ["tomoni.web.desk.navigation.style"],
    "SIDEBAR": {"show_search": True, "navigation": "tomoni.web.desk.navigation.sidebar"},
}
