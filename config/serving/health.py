"""What a load balancer asks: does the process live, and is it ready for readers."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.core.checkpoint import parse_verifier_key
from audit.keys.store import signing_key
from audit.selectors import key_in_force, log_size
from config.serving.lost_files import missing_files
from config.serving.measurements import Measurements
from config.serving.metrics import CONTENT_TYPE, exposition
from grants.selectors.calls.unreadable_files import unreadable_files
from jobs.heartbeat import is_beating

# A file is written and the migrations are compared only this often: probes come every few seconds.
_SELDOM = 60.0
_held_until: dict[str, float] = {}


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing else: restarting it would not mend a database."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 or 503; which part fails is said only to whoever has the token.

    A missing worker and missing files are told, but do not make the pages unready.
    """
    found = {name: _holds(check) for name, check in _CHECKS.items()}
    is_ready = all(found.values())
    answer: dict[str, Any] = {"status": "ready" if is_ready else "not ready"}
    if has_token(request):
        answer |= {"checks": found, "worker": is_ready and is_beating()}
        answer |= {
            "files_missing": missing_files() if is_ready else [],
            "sealed_files_unreadable": unreadable_files() if is_ready else [],
        }
    return JsonResponse(answer, status=200 if is_ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus. Without the right token there is no such page."""
    if not has_token(request):
        raise Http404
    return HttpResponse(exposition(Measurements()), content_type=CONTENT_TYPE)


def has_token(request: HttpRequest) -> bool:
    """An address proves nothing: behind a proxy on the same machine everybody is local."""
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    token = settings.METRICS_TOKEN
    return bool(token) and scheme == "Bearer" and constant_time_compare(given, token)


def _holds(check: Callable[[], None]) -> bool:
    if _held_until.get(check.__name__, 0.0) > time.monotonic():
        return True
    try:
        check()
    except Exception:
        # Whatever it is, the answer is no; the next request of a page will log it in full.
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError
    _held_until["_migrations"] = time.monotonic() + _SELDOM


def _cache() -> None:
    shared = caches["shared"]
    shared.set("ready", "1", 60)
    if shared.get("ready") != "1":
        raise RuntimeError


def _storage() -> None:
    name = default_storage.save(f"ready/{uuid.uuid4()}", ContentFile(b"1"))
    default_storage.delete(name)
    _held_until["_storage"] = time.monotonic() + _SELDOM


def _keys() -> None:
    known = key_in_force(log_size() + 1)
    if known:
        signing_key(parse_verifier_key(known)[1])


_CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "keys": _keys,
}
