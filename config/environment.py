"""The MERILA_* variables: each one known, each one checked before anything starts."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# docs/operate.md explains each; a test keeps the two lists equal.
KNOWN = (
    "MERILA_ALLOWED_HOSTS",
    "MERILA_BASE_URL",
    "MERILA_CACHE_URL",
    "MERILA_DATA",
    "MERILA_DATABASE_URL",
    "MERILA_DEBUG",
    "MERILA_DEMO",
    "MERILA_EMAIL_FROM",
    "MERILA_EMAIL_URL",
    "MERILA_LOG_LEVEL",
    "MERILA_PROXY_HEADER",
    "MERILA_SECRET_KEY",
    "MERILA_TIME_ZONE",
    "MERILA_UPLOAD_MB",
    "MERILA_WORKERS",
)

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def refuse_unknown(environ: Mapping[str, str]) -> None:
    """A misspelt variable would silently leave its default in force."""
    for name in sorted(environ):
        if name.startswith("MERILA_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.0)[0]
            raise ImproperlyConfigured(
                f"{name} is not a setting of Merila. The nearest known one is {near}; "
                "docs/operate.md lists them all."
            )


def read_flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {environ[name]!r}.")


def read_count(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {text!r}."
        )
    return int(text)


def read_one_of(
    environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]
) -> str:
    value = environ.get(name, "").strip() or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def read_secret(environ: Mapping[str, str], name: str, *, demo: bool) -> str:
    value = environ.get(name, "")
    if value and len(value) < 40:
        raise ImproperlyConfigured(f"{name} must have at least 40 characters.")
    if not value and not demo:
        raise ImproperlyConfigured(
            f"{name} is missing. Set it to at least 40 random characters and keep it secret "
            "(only MERILA_DEMO=1 runs without)."
        )
    return value or "demo-only-" + "not-a-secret-" * 4


def read_folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    text = environ.get(name, "").strip()
    folder = Path(text).expanduser() if text else default
    if not folder.is_absolute():
        raise ImproperlyConfigured(f"{name} must be an absolute path, not {text!r}.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
