"""The disk is full while applicants submit: database, files and all. Then there is room again."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.findings import Finding, promises_kept
from tests.drills.rush import rush_through
from tests.installation import DATABASES, installation

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]
MEGABYTES = 256


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own in a file; mounting one is for root."""
    # Not within pytest's folders, which PostgreSQL's user cannot enter.
    image, place = tmp_path / "disk.img", Path(tempfile.mkdtemp(prefix="merila-disk-"))
    with image.open("wb") as file:
        file.truncate(MEGABYTES * 2**20)
    for command in (["mkfs.ext4", "-q", "-m", "0", image], ["mount", "-o", "loop", image, place]):
        subprocess.run(command, check=True)
    place.chmod(0o755)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()


def fill(place: Path) -> None:
    """Until not one byte more fits."""
    with (place / "ballast").open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


@pytest.mark.parametrize("database", DATABASES)
def test_disk_is_full_while_applicants_submit(
    database: str, small_disk: Path, note: Callable[[Finding], None]
) -> None:
    with installation(database=database, web=2, worker=True, folder=small_disk) as merila:
        faults = [lambda: fill(small_disk), (small_disk / "ballast").unlink]
        rush = rush_through(merila, faults, drafts=40, every=3.0)
        assert rush.outcomes == {"ok"}
        waited = max(one[4] for one in rush.presses)
        assert waited > 1, "the disk was never full"
        note(
            promises_kept(
                merila,
                fault="disk full",
                done="database, files and logs on one disk; filled to the last byte, then emptied",
                acknowledged=rush.acknowledged,
                seconds=rush.seconds_to_go_on(),
            )
        )
