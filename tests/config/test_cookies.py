"""Cookies and transport of an installation, read from its own settings in a process of its own."""

import json
import os
import subprocess
import sys

from tests.architecture.sources import ROOT

ASK = """
import json
from django.conf import settings
names = ("SESSION", "CSRF", "LANGUAGE")
said = {name: {part: getattr(settings, f"{name}_COOKIE_{part}")
               for part in ("NAME", "SECURE", "SAMESITE", "PATH", "DOMAIN")} for name in names}
said["scripts"] = [settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY]
said["hsts"] = [settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS]
print(json.dumps(said))
"""


def test_cookies_of_an_installation_belong_to_its_host_alone(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MERILA_")}
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MERILA_BASE_URL": "https://obcina.example",
            "MERILA_DATA": str(tmp_path),
            "MERILA_EMAIL_URL": "consolemail://",
            "MERILA_SECRET_KEY": "kS8-" * 20 + "q1Zr",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(answer.stdout)
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        cookie = said[name]
        assert cookie["NAME"].startswith("__Host-")
        assert (cookie["SECURE"], cookie["SAMESITE"]) == (True, "Lax")
        # Browsers take the prefix only with this path and without a domain.
        assert (cookie["PATH"], cookie["DOMAIN"]) == ("/", None)
    assert said["scripts"] == [True, True]
    assert said["hsts"][0] >= 365 * 24 * 60 * 60
    assert said["hsts"][1] is True
