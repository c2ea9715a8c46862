"""Settings of an installation, all from the environment (docs/operate.md)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from accounts import languages
from config import environment as given
from config.api import machines
from config.logs import PROCESSORS, logging_config
from config.sign_in import *

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

given.refuse_unknown()
DEMO = given.flag("MERILA_DEMO")
DEBUG = given.flag("MERILA_DEBUG")
if DEBUG and not DEMO:
    raise ImproperlyConfigured("MERILA_DEBUG=1 shows secrets on its error pages: only in the demo.")
SECRET_KEY = given.secret("MERILA_SECRET_KEY", demo=DEMO)
SECRET_KEY_FALLBACKS = list(filter(None, [given.token("MERILA_SECRET_KEY_BEFORE")]))

# ---- data stands apart from the program, and keys apart from the data they open
DATA = given.folder("MERILA_DATA", BASE_DIR / "var")
MEDIA_ROOT = DATA / "media"
KEYS_ROOT = DATA / "keys"
STATIC_ROOT = given.folder("MERILA_STATIC", DATA / "static")
for _folder, _mode in ((MEDIA_ROOT, 0o750), (KEYS_ROOT, 0o700)):
    _folder.mkdir(mode=_mode, exist_ok=True)

# ---- addresses
BASE_URL = given.base_url("MERILA_BASE_URL", "http://127.0.0.1:8000", demo=DEMO)
_host = urlsplit(BASE_URL).hostname or ""
ALLOWED_HOSTS = env.list(
    "MERILA_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", _host] if DEMO else [_host]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_standardized_errors",
    "i18nfield",
    "rest_framework",
]

MIDDLEWARE = [
    "config.serving.request_log.RequestLogMiddleware",
    "config.middleware.OneAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "accounts.sign_in.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.rate.LimitPagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.LimitBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sign_in.idle.IdleMiddleware",
    "accounts.sign_in.middleware.FaultyFormMiddleware",
    "accounts.sign_in.middleware.SignedOutMiddleware",
    "accounts.sign_in.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
                "grants.context_processors.funder",
            ],
        },
    }
]
FORM_RENDERER = "config.form_renderer.DesignRenderer"

# ---- database
_database = env.str("DATABASE_URL", default=f"sqlite:///{DATA / 'merila.sqlite3'}")
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("MERILA_DATABASE_URL", default=_database)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits before its transaction instead of failing within it.
    # A connection is kept: whoever closes the last one writes the whole log back and flushes it.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"].update({"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The library of accounts counts attempts in the first: a table, where nothing is forgotten early.
CACHES = {
    "default": {"BACKEND": "accounts.attempts.lasting_cache.LastingCache"},
    # Shared by all processes: what can be made again.
    "shared": given.shared_cache("MERILA_CACHE_URL", f"filecache://{DATA / 'cache'}"),
    # Finished pages, in the memory of each process; whoever works on templates wants none.
    "pages": {
        "BACKEND": "django.core.cache.backends."
        + ("dummy.DummyCache" if DEBUG else "locmem.LocMemCache"),
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# ---- people: the rest, the same in every installation, stands in config/sign_in.py
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
STAFF_NEED_SECOND_FACTOR = not DEMO
IDLE_MINUTES = given.count("MERILA_IDLE_MINUTES", 60, least=5, most=720)

# ---- long work
WORKERS = given.count("MERILA_WORKERS", 2, least=1, most=32)

# ---- the seal on documents; without a certificate they go out without one
SIGNING_CERTIFICATE = given.file("MERILA_SIGNING_CERTIFICATE") or (
    KEYS_ROOT / "demo-seal.p12" if DEMO else None
)
SIGNING_PASSPHRASE = given.secret_or_file("MERILA_SIGNING_PASSPHRASE")

# ---- languages
LANGUAGES = [(one.code, one.name) for one in languages.LANGUAGES.values()]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = given.time_zone("MERILA_TIME_ZONE", "Europe/Ljubljana")

# ---- files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "assets" / "dist"]
# The demo serves the built files where they lie; an installation collects and hashes them.
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": given.media_storage("MERILA_MEDIA_URL"),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEMO
            else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        )
    },
}
# Room for what people keep here (applicants/files/room.py), in megabytes.
ROOM_CALL_MB = given.count("MERILA_ROOM_CALL_MB", 400, least=1, most=100_000)
ROOM_ORGANISATION_MB = given.count("MERILA_ROOM_ORGANISATION_MB", 1000, least=1, most=100_000)
ROOM_PERSON_MB = given.count("MERILA_ROOM_PERSON_MB", 3000, least=1, most=100_000)
UPLOAD_MB = given.count("MERILA_UPLOAD_MB", 60, least=1, most=1000)
# A file is sealed before it is written: none waits in clear in a temporary folder.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MB * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o640

# ---- letters
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
else:
    if not given.text("MERILA_EMAIL_URL"):
        given.refuse_missing("MERILA_EMAIL_URL", "such as smtp+tls://user:password@host", demo=DEMO)
    vars().update(given.letters("MERILA_EMAIL_URL"))
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = given.text("MERILA_EMAIL_FROM", f"Merila <merila@{_host}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ---- what a browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
# The prefix makes browsers refuse a cookie that another host or an unencrypted page has set.
_ours = "" if DEMO else "__Host-"
SESSION_COOKIE_NAME = f"{_ours}sessionid"
CSRF_COOKIE_NAME = f"{_ours}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_ours}django_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "accounts.sign_in.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not DEMO
# A load balancer asks in the clear, from inside.
SECURE_REDIRECT_EXEMPT = [r"^(health|ready)/$", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
TRUSTED_PROXIES = given.count("MERILA_TRUSTED_PROXIES", 0, least=0, most=5)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
PAGES_PER_MINUTE = given.count("MERILA_PAGES_PER_MINUTE", 1200, least=60, most=1_000_000)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---- machines: config/api/machines.py
REST_FRAMEWORK = machines.rest_framework(proxies=TRUSTED_PROXIES)
DRF_STANDARDIZED_ERRORS = machines.FAULTS
SPECTACULAR_SETTINGS = machines.DESCRIPTION

# ---- monitoring
METRICS_TOKEN = given.token("MERILA_METRICS_TOKEN")

# ---- logs: JSON lines without persons
LOGGING = logging_config(
    given.one_of("MERILA_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
)
structlog.configure(
    processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
