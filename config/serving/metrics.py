"""The text that Prometheus reads (exposition format 0.0.4).

How long requests take is counted by every process. Where one web server has several of them, each
writes its counts into a file (`web.py` names the folder), and whoever is asked adds them up; what
a process counted that has ended stays there.
"""

import os

from prometheus_client import CollectorRegistry, Histogram, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

disable_created_metrics()
_request_seconds = Histogram(
    "merila_request_seconds",
    "Seconds until the answer was ready, by class of status.",
    ["status"],
    buckets=BOUNDS,
)


def observe(status: int, seconds: float) -> None:
    """Count one answer."""
    _request_seconds.labels(f"{status // 100}xx").observe(seconds)


def exposition(counts: Collector) -> bytes:
    """What `counts` says now, then the durations of requests."""
    registry = CollectorRegistry()
    registry.register(counts)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(_request_seconds)
    return generate_latest(registry)
