"""Whether files lie open of applications that were never opened, as an opening that failed does."""

from collections.abc import Iterator

from audit.proof.fsck import Difference, Finding
from grants.selectors.lying_open import open_by_mistake


def closed_differences() -> Iterator[Finding]:
    for row in open_by_mistake():
        yield Difference(
            f"attachment {row.application.number} · {row.pk}",
            "it lies open, and its application was never opened",
        )
