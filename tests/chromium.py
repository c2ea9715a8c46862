"""The browser of the machine, for journeys and pictures."""

import shutil

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Its path; a machine without one cannot pass."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("Chromium is missing: apt-get install chromium")
