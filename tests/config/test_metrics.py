"""Durations of requests: counted by each process, added up by whoever is asked."""

import os
import subprocess
import sys

# As in the web server: loaded once, then split; the first child has ended before anybody asks.
SPLIT = """
import os
from config.serving import metrics

def answer(*seen):
    child = os.fork()
    if not child:
        for status, seconds in seen:
            metrics.observe(status, seconds)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

class Nothing:
    def collect(self):
        return []

answer((200, 0.004), (204, 0.3))
answer((200, 0.01), (302, 20.0))
print(metrics.exposition(Nothing()).decode())
"""


def test_durations_are_added_up_over_the_processes_of_one_server(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", SPLIT], check=True, capture_output=True, text=True, env=environment
    )
    lines = ran.stdout.splitlines()
    name = "merila_request_seconds"
    assert f"# TYPE {name} histogram" in lines
    for le, count in (("0.01", 2.0), ("0.25", 2.0), ("0.5", 3.0), ("+Inf", 3.0)):
        assert f'{name}_bucket{{le="{le}",status="2xx"}} {count}' in lines
    assert f'{name}_count{{status="2xx"}} 3.0' in lines
    assert f'{name}_sum{{status="2xx"}} 0.314' in lines
    assert f'{name}_bucket{{le="10.0",status="3xx"}} 0.0' in lines
    assert f'{name}_bucket{{le="+Inf",status="3xx"}} 1.0' in lines
