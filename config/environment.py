"""The MERILA_* variables: each one known, each one checked before anything starts."""

import difflib
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import environ
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
    "MERILA_IDLE_MINUTES",
    "MERILA_LOG_LEVEL",
    "MERILA_MEDIA_URL",
    "MERILA_METRICS_TOKEN",
    "MERILA_ROOM_CALL_MB",
    "MERILA_ROOM_ORGANISATION_MB",
    "MERILA_ROOM_PERSON_MB",
    "MERILA_PAGES_PER_MINUTE",
    "MERILA_SECRET_KEY",
    "MERILA_SECRET_KEY_BEFORE",
    "MERILA_SIGNING_CERTIFICATE",
    "MERILA_SIGNING_PASSPHRASE",
    "MERILA_SIGNING_PASSPHRASE_FILE",
    "MERILA_STATIC",
    "MERILA_TIME_ZONE",
    "MERILA_TRUSTED_PROXIES",
    "MERILA_UPLOAD_MB",
    "MERILA_WORKERS",
)

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def refuse_unknown() -> None:
    """A misspelt variable would silently leave its default in force."""
    for name in sorted(os.environ):
        if name.startswith("MERILA_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.0)[0]
            raise ImproperlyConfigured(
                f"{name} is not a setting of Merila. The nearest known one is {near}; "
                "docs/operate.md lists them all."
            )


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    value = text(name).lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def count(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {value!r}."
        )
    return int(value)


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} must be a time zone such as {default}, not {value!r}.")
    return value


def secret(name: str, *, demo: bool) -> str:
    value = text(name)
    if value and len(value) < 50:
        raise ImproperlyConfigured(f"{name} must have at least 50 characters.")
    if not value:
        refuse_missing(name, "at least 50 random characters, kept secret", demo=demo)
    return value or "demo-only-" + "not-a-secret-" * 4


def token(name: str) -> str:
    """A shared secret of machines; empty where the door that it opens shall stay shut."""
    value = text(name)
    if value and (len(value) < 20 or not value.isascii()):
        raise ImproperlyConfigured(f"{name} must have at least 20 characters, all of them ASCII.")
    return value


def media_storage(name: str) -> dict[str, Any]:
    """Where attachments and documents lie: the data folder, or a bucket that speaks S3.

    >>> os.environ["MERILA_MEDIA_URL"] = "s3://AKIA:se%2Fcret@s3.obcina.example/merila?region=eu"
    >>> found = media_storage("MERILA_MEDIA_URL")["OPTIONS"]
    >>> found["endpoint_url"], found["bucket_name"], found["secret_key"], found["region_name"]
    ('https://s3.obcina.example', 'merila', 'se/cret', 'eu')
    >>> del os.environ["MERILA_MEDIA_URL"]
    """
    value = text(name)
    if not value:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(value)
    bucket = parts.path.strip("/")
    protocol = {"s3": "https", "s3+http": "http"}.get(parts.scheme)
    if not (protocol and parts.hostname and parts.username and parts.password) or not bucket:
        raise ImproperlyConfigured(f"{name} must look like s3://key:secret@host/bucket.")
    if "/" in bucket or (parts.query and not parts.query.startswith("region=")):
        raise ImproperlyConfigured(f"{name} must end after the bucket, or with ?region=….")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{protocol}://{parts.netloc.rpartition('@')[2]}",
            "bucket_name": bucket,
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "region_name": parts.query.removeprefix("region=") or None,
            "addressing_style": "path",
            "signature_version": "s3v4",
            # Nothing is public, and a file never changes under its name.
            "default_acl": None,
            "file_overwrite": False,
        },
    }


def shared_cache(name: str, default: str) -> dict[str, Any]:
    """The cache that all processes share: files of one machine, or a server with a password.

    >>> os.environ["MERILA_CACHE_URL"] = "rediscache://:geslo@cache:6379/0"
    >>> shared_cache("MERILA_CACHE_URL", "")["OPTIONS"]
    {'serializer': 'config.cache_values.PlainSerializer'}
    >>> del os.environ["MERILA_CACHE_URL"]
    """
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "filecache":
        found: dict[str, Any] = environ.Env.cache_url_config(value)
        return found
    if parts.scheme not in ("rediscache", "rediss", "valkey", "valkeys") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like rediscache://:password@host:6379/0.")
    if not parts.password:
        raise ImproperlyConfigured(f"{name} must have a password: rediscache://:password@host.")
    found = environ.Env.cache_url_config(value)
    serializer = "config.cache_values.PlainSerializer"
    return {**found, "OPTIONS": {**found.get("OPTIONS", {}), "serializer": serializer}}


def letters(name: str) -> dict[str, Any]:
    """How letters leave: Django's EMAIL_* settings."""
    found: dict[str, Any] = environ.Env().email_url(name)
    if found["EMAIL_BACKEND"].endswith(".filebased.EmailBackend"):
        # The package takes the path without its first slash: letters would lie in the program.
        found["EMAIL_FILE_PATH"] = f"/{found['EMAIL_FILE_PATH']}"
    return found


def base_url(name: str, default: str, *, demo: bool) -> str:
    """The address people type, with the protocol and without a path."""
    value = text(name)
    if not value:
        refuse_missing(
            name, "the public address, such as https://razpisi.obcina.example", demo=demo
        )
    parts = urlsplit(value or default)
    if parts.scheme not in ({"http", "https"} if demo else {"https"}) or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must be an https:// address, not {value!r}.")
    if parts.path.strip("/") or parts.query or parts.username:
        raise ImproperlyConfigured(f"{name} must end after the host, not {value!r}.")
    return f"{parts.scheme}://{parts.netloc}"


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser()
    if not path.is_absolute():
        raise ImproperlyConfigured(f"{name} must be an absolute path, not {str(path)!r}.")
    path.mkdir(parents=True, exist_ok=True)
    return path


def file(name: str) -> Path | None:
    """An absolute path of a file that can be read."""
    value = text(name)
    if not value:
        return None
    path = Path(value)
    if not path.is_absolute() or not os.access(path, os.R_OK) or not path.is_file():
        raise ImproperlyConfigured(
            f"{name} must be the absolute path of a file that can be read, not {value!r}."
        )
    return path


def secret_or_file(name: str) -> str:
    """A secret from the variable itself, or from the file that NAME_FILE names."""
    path = file(f"{name}_FILE")
    if path is not None and text(name):
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    return path.read_text(encoding="utf-8").rstrip("\n") if path is not None else text(name)


def refuse_missing(name: str, meaning: str, *, demo: bool) -> None:
    if not demo:
        raise ImproperlyConfigured(
            f"{name} is missing: {meaning}. Only MERILA_DEMO=1 runs without it."
        )
