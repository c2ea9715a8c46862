"""What a backup holds, so that nothing of it can be missing or changed unnoticed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

FORMAT: Final = "backup/1"
NAME: Final = "manifest.json"
MEDIA: Final = "media"
_CHUNK: Final = 1024 * 1024


class BackupError(Exception):
    """Why there is no backup, or why one is not restored, in one sentence for its operator."""


@dataclass(frozen=True, slots=True)
class BackupPart:
    """A file of the backup: its path within the folder, bytes, SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger in the backup: entries and root (hexadecimal; empty without entries)."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    engine: str
    engine_version: str
    ledger: Ledger
    migrations: tuple[str, ...]
    keys: tuple[str, ...]
    lost: tuple[str, ...]
    parts: tuple[BackupPart, ...]

    def write(self, folder: Path) -> None:
        value = {"merila": FORMAT, **asdict(self)}
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    def media(self) -> Iterable[tuple[BackupPart, str]]:
        """Each file with the name that the database knows it by."""
        for part in self.parts:
            if part.path.startswith(f"{MEDIA}/"):
                yield part, part.path.removeprefix(f"{MEDIA}/")


def fingerprint(folder: Path) -> str:
    """SHA-256 of the manifest: one number that stands for the whole backup."""
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupError where there is none, or where it is not whole."""
    try:
        value = json.loads((folder / NAME).read_text("utf-8"))
        return _manifest(value)
    except FileNotFoundError:
        raise BackupError(f"There is no whole backup in {folder}: {NAME} is missing.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{NAME} cannot be read ({error}).") from None


def check_parts(folder: Path, manifest: Manifest) -> None:
    """Every part is there with its bytes, and nothing else is. Raises BackupError."""
    for part in manifest.parts:
        try:
            found = measure(folder / part.path, part.path)
        except OSError as error:
            raise BackupError(f"{part.path} cannot be read ({error.strerror}).") from None
        if found != part:
            raise BackupError(f"{part.path} is not what was backed up: its hash differs.")
    known = {part.path for part in manifest.parts} | {NAME}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if not path.is_dir() and inside not in known:
            raise BackupError(f"{inside} does not belong to this backup.")


def measure(path: Path, name: str) -> BackupPart:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
            size += len(block)
    return BackupPart(name, size, digest.hexdigest())


def inside(path: str) -> str:
    """The path again. Raises BackupError for one that leads out of the folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\x00" in path:
        raise BackupError(f"A file may not be called {path!r}.")
    return path


def _manifest(value: dict[str, Any]) -> Manifest:
    if value.pop("merila") != FORMAT:
        raise BackupError("This is not a backup that this version knows.")
    return Manifest(
        **{
            **value,
            "ledger": Ledger(**value["ledger"]),
            "migrations": tuple(value["migrations"]),
            "keys": tuple(value["keys"]),
            "lost": tuple(value["lost"]),
            "parts": tuple(
                BackupPart(inside(part["path"]), int(part["size"]), str(part["sha256"]))
                for part in value["parts"]
            ),
        }
    )
