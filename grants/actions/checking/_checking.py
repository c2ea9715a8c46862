"""What the acts of the completeness check have in common."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.refusal import Refused
from grants.models import Application, Call, Channel, RequestKind
from grants.selectors.calls.paper_applications import is_closed_envelope, is_to_type
from grants.selectors.requests.asked import newest_request

MOST_CHARACTERS = 2000


def in_an_official_language(
    call: Call, texts: Mapping[str, str], message: str, *, field: str
) -> dict[str, str]:
    """Those texts that are written. Raises Refused where no official language has one: the other
    shows it as not yet translated.
    """
    cleaned = _cleaned(call, texts, field=field)
    if not cleaned.keys() & {*call.official_languages}:
        raise Refused(message, field=field)
    return cleaned


def require_read(application: Application, *, allows_late: bool = False) -> None:
    """Raises Refused for what could not be read at the opening, until the applicant is asked to
    send it again; for a paper application that was not typed from its scan yet, and for one in
    its closed envelope.
    """
    if application.is_unread:
        if newest_request(application, RequestKind.SUPPLEMENT) is None:
            raise Refused(
                _(
                    "What this application says could not be read at the opening. Ask the applicant"
                    " to send it again in a call to supplement, or open it on the page of the"
                    " opening session once the administrator has put it back."
                ),
                field="verdict",
            )
        return
    if application.channel != Channel.PAPER:
        return
    if is_closed_envelope(application):
        if not allows_late:
            raise Refused(
                _("It came too late and stays in its closed envelope: it can only be dismissed."),
                field="verdict",
            )
    elif is_to_type(application):
        raise Refused(_("Type first what stands on the paper."), field="verdict")


def _cleaned(call: Call, texts: Mapping[str, str], *, field: str) -> dict[str, str]:
    """Of the languages of the call, what is not empty. Raises Refused for what is too long."""
    found = {code: clean_text(str(texts.get(code) or "")) for code in call.languages}
    cleaned = {code: text for code, text in found.items() if text}
    if any(len(text) > MOST_CHARACTERS for text in cleaned.values()):
        raise Refused(_("Write it shorter."), field=field)
    return cleaned
