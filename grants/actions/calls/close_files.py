"""Take away the files that an opening which failed has left open: their applications stay sealed.

The file goes first, then the row forgets its name: whoever is killed between begins again.
"""

from grants.models import Attachment, Call
from grants.selectors.lying_open import open_though_sealed


def applications_to_close(*, call: Call) -> list[int]:
    """The keys of those of which files lie open."""
    rows = open_though_sealed(call).order_by("application")
    return list(rows.values_list("application", flat=True).distinct())


def remove_open_files(*, call: Call, application: int) -> None:
    """From the storage."""
    for row in open_though_sealed(call).filter(application=application).exclude(file=""):
        row.file.storage.delete(str(row.file.name))


def close_files(*, call: Call, application: int) -> None:
    """In the rows: what is known of a sealed file stands in `sealed_meta`."""
    rows = open_though_sealed(call).filter(application=application)
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).update(
        field="", name="", content_type="", size=None, sha256="", file=""
    )
