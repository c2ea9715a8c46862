"""Publish a corrigendum: another version of a published call, with its number and its reason.

It says in public what it changes, word by word, and everybody who has begun an application gets a
letter. What was sent may be replaced until the deadline, which only becomes longer.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from callfile.as_written import Written
from callfile.checked import Checked
from callfile.file import call_hash, canonical
from grants.actions._act import act
from grants.actions.calls._content import amend_content
from grants.actions.calls.cancel_call import SHORTEST_REASON
from grants.call_files.check import check_content
from grants.call_files.corrigendum import changes_of_call, require_amendable
from grants.core.workflow import CallWork
from grants.letters.corrigendum import CORRIGENDUM, readers_of_corrigendum
from grants.models import Call, CallVersion
from grants.permissions import run_call


def amend_call(
    *, call: Call, content: Written, reason: Mapping[str, str], actor: User, since: str
) -> CallVersion:
    """The new version. Raises Refused: faults, nothing changed, what stays as it is, no reason.

    `since` is the hash of the version that the officer has compared with; `reason` {language: text}
    is written in every official language. The file is checked before the transaction begins.
    """
    run_call.require(actor, call)
    checked = check_content(content)
    if not Checked.read(checked).is_faultless:
        raise Refused(_("The file has faults. Mend them first."), field="file")
    with act(call, CallWork.AMEND, actor) as done:
        done.require()
        locked = done.call
        before = locked.versions.latest("number")
        if before.sha256 != since:
            raise Refused(_("Somebody has changed this call in the meantime. Read it again."))
        require_amendable(locked, content, changes_of_call(locked, content))
        written = _reason(locked, reason)
        at = done.at
        amend_content(locked, content, checked)
        version = CallVersion(
            call=locked,
            number=before.number + 1,
            canonical=canonical(content).decode(),
            sha256=call_hash(content),
            reason=written,
            published_at=at,
        )
        version.entry = done.record(
            pub={
                "version": version.number,
                "sha256": version.sha256,
                "lots": {pot.code: pot.budget for pot in locked.file.pots},
            },
            payload={"sha256": version.sha256, "reason": written},
            rows={"version": [version]},
        )
        version.save()
        done.tell(CORRIGENDUM, version.pk, readers_of_corrigendum(locked))
        return version


def _reason(call: Call, reason: Mapping[str, str]) -> dict[str, str]:
    codes = call.official_languages
    written = {code: clean_text(str(reason.get(code) or "")) for code in codes}
    for code, text in written.items():
        if len(text) < SHORTEST_REASON:
            raise Refused(
                _("Write the reason, at least %(count)d characters.") % {"count": SHORTEST_REASON},
                field=f"reason_{code}",
            )
    return written
