"""Settings of an installation, all from the environment (docs/operate.md)."""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from config import environment as given

BASE_DIR = Path(__file__).resolve().parent.parent
given.refuse_unknown(os.environ)
env = environ.Env()

DEMO = given.read_flag(os.environ, "MERILA_DEMO")
DEBUG = given.read_flag(os.environ, "MERILA_DEBUG")
SECRET_KEY = given.read_secret(os.environ, "MERILA_SECRET_KEY", demo=DEMO)

# Data stays apart from the program; keys apart from the data they open.
DATA = given.read_folder(os.environ, "MERILA_DATA", BASE_DIR / "var")
MEDIA_ROOT = DATA / "media"
KEYS_ROOT = DATA / "keys"
for folder, mode in ((MEDIA_ROOT, 0o750), (KEYS_ROOT, 0o700)):
    folder.mkdir(mode=mode, exist_ok=True)

# ---- addresses
BASE_URL = env.str("MERILA_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "MERILA_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEMO else []
)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "reports",
    "awards",
    "scoring",
    "grants",
    "applicants",
    "audit",
    "jobs",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_q",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "health_check",
    "i18nfield",
    "rest_framework",
    "template_partials",
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
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ---- database
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url(
        "MERILA_DATABASE_URL",
        default=env.str("DATABASE_URL", default=f"sqlite:///{DATA / 'merila.sqlite3'}"),
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits at the start instead of failing in the middle.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
        ),
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- people
AUTH_USER_MODEL = "accounts.User"

# ---- long work (behind jobs/: nothing else names the engine)
Q_CLUSTER = {
    "name": "merila",
    "orm": "default",
    "workers": given.read_count(os.environ, "MERILA_WORKERS", 2, 1, 32),
    # A job not finished after `retry` seconds is delivered again, so `retry` > `timeout`.
    "timeout": 900,
    "retry": 960,
    "max_attempts": 5,
    "poll": 0.5,
    "catch_up": False,
    "save_limit": 250,
    "label": "Merila",
}

# ---- languages
LANGUAGE_CODE = "sl"
LANGUAGES = [("sl", "slovenščina"), ("it", "italiano"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("MERILA_TIME_ZONE", default="Europe/Ljubljana")
USE_THOUSAND_SEPARATOR = True

# ---- files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
