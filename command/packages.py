"""A virtual environment from a lock: hashed, whole, and never resolved against an index."""

import importlib.util
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from command.running import Stop, step

# Two processes read the index at once: that takes longer than everything else.
_SIDE_BY_SIDE = 2
_PIP = ("-m", "pip")
_QUIETLY = ("--no-input", "--disable-pip-version-check", "-qq")


def make_environment(folder: Path) -> Path:
    """An environment without packages in `folder`; its Python. Raises Stop with what Python said.

    Where Python brings pip along as a wheel, the one of the lock is the first that is installed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    without = ["--without-pip"] if _first_pip() != _PIP else []
    made = subprocess.run(
        [sys.executable, "-m", "venv", *without, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        said = (made.stdout + made.stderr).strip()
        raise Stop(f"Python cannot make an environment in {folder}: {said}")
    return folder / "bin" / "python"


def install_lock(python: Path, lock: Path) -> None:
    """Every package of the lock, as it stands there, whatever newer ones an index offers.

    Raises Stop where a package cannot be had, or where the lock has a hole.
    """
    packages = locked_packages(lock)
    installer = [one for one in packages if one.startswith("pip==")]
    rest = [one for one in packages if one not in installer]
    if installer:
        # The pip that an older Python brings along reads an index several times as long.
        _fetch(python, installer, ["install", "--no-compile"], pip=_first_pip())
    with tempfile.TemporaryDirectory(prefix="merila-packages-") as name:
        folder = Path(name)
        # One is built where only the source is to be had.
        fetch = ["wheel", "--prefer-binary", f"--wheel-dir={folder}"]
        parts = [rest[turn::_SIDE_BY_SIDE] for turn in range(_SIDE_BY_SIDE)]
        with ThreadPoolExecutor() as crew:
            list(crew.map(lambda part: _fetch(python, part, fetch), filter(None, parts)))
        step(f"installing {len(packages)} packages of {lock.name}")
        # Bytecode is made of what is used, when it is used first.
        install = ["install", "--no-deps", "--no-index", "--no-compile"]
        wheels = [str(wheel) for wheel in sorted(folder.glob("*.whl"))]
        _pip(python, [*install, *wheels], f"{lock.name} could not be installed")
    refuse_holes(python, lock)


def locked_packages(lock: Path) -> list[str]:
    """The entries of a lock, each with its hashes."""
    return re.findall(r"^[^\s#].*\n(?:[ \t]+.*\n)*", lock.read_text(encoding="utf-8"), re.M)


def refuse_holes(python: Path, lock: Path) -> None:
    """Whether what is installed holds all that its packages and `NAME.in` ask for.

    Nothing is fetched: without an index, what is missing cannot be found. `pip check` would not
    see what only an extra needs.
    """
    look = ["--isolated", "install", "--dry-run", "--no-index", "-r", str(lock.with_suffix(".in"))]
    _pip(
        python,
        look,
        f"{lock.name} is not whole: what stands above is missing from it. CONTRIBUTING.md says how "
        "a lock is made",
    )


def _first_pip() -> tuple[str, ...]:
    """How pip is run before there is one: from the wheel that Python brings along."""
    found = importlib.util.find_spec("ensurepip")
    own = Path(found.origin).parent / "_bundled" if found and found.origin else Path()
    # Debian and Fedora keep them elsewhere, and say where.
    folder = Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or own)
    wheels = sorted(folder.glob("pip-*.whl"))
    return (str(wheels[-1] / "pip"),) if wheels else _PIP


def _fetch(python: Path, part: list[str], command: list[str], pip: tuple[str, ...] = _PIP) -> None:
    """Packages from the index that agree with their hashes."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("".join(part))
        file.flush()
        fetch = [*command, "--no-deps", "--require-hashes", "-r", file.name]
        _pip(python, fetch, "The packages of the lock could not be had", pip)


def _pip(python: Path, arguments: list[str], failed: str, pip: tuple[str, ...] = _PIP) -> None:
    if subprocess.run([str(python), *pip, *_QUIETLY, *arguments], check=False).returncode:
        raise Stop(f"{failed}.")
