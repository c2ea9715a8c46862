"""What could not be read at an opening, in the sentences of its minutes."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.selectors.committee.attendance import Line


def unread_in_words(lines: Sequence[Line]) -> Iterator[str]:
    """Applications that are received, and of which nothing could be read."""
    numbers = [line["number"] for line in lines if line.get("unread")]
    if not numbers:
        return
    yield ngettext(
        "What is kept of this application is not what was sent, so it could not be read at the"
        " opening: %(numbers)s. All others were opened; its sum is in no total.",
        "What is kept of these applications is not what was sent, so they could not be read at the"
        " opening: %(numbers)s. All others were opened; their sums are in no total.",
        len(numbers),
    ) % {"numbers": ", ".join(numbers)}
    yield _(
        "The administrator puts it back from the backup; it is then opened with an entry in the"
        " ledger. What cannot be put back the applicant is asked to send again in a request for"
        " supplements."
    )


def lost_in_words(lines: Sequence[Line], *, is_public: bool) -> Iterator[str]:
    """Files that rows name and nobody could read: the applications themselves were opened. Names of
    files may name people, so the public reads only whose they are.
    """
    lost = [
        line["number"] if is_public else f"{line['number']}: {', '.join(line['lost'])}"
        for line in lines
        if line.get("lost")
    ]
    if not lost:
        return
    yield _(
        "Files of these applications could not be read at the opening, because they are missing"
        " from the storage or are not those that were sent: %(files)s. The applications themselves"
        " and all others were opened."
    ) % {"files": "; ".join(lost)}
    yield _(
        "The administrator puts these files back from the backup; they are then opened with an"
        " entry in the ledger. What cannot be put back is asked for again in a request for"
        " supplements."
    )


def note_in_words(line: Line) -> str:
    if line.get("unread"):
        return _("could not be read")
    return _("a file could not be read") if line.get("lost") else ""
