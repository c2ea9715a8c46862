"""Type what stands on the paper of an opened application, so that it can be checked and scored.

The submission stays as it was sent: the scan. What cannot be read on it stays empty, and is asked
for by a call to supplement.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from callfile.fields import Files
from callfile.form.values import is_blank
from grants.actions._act import act
from grants.actions._opened import keep_answers
from grants.application_refusals import UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.models import Application, Channel, RequestKind, RequestOutcome, Transcription
from grants.selectors.completeness import unfit_problems


def transcribe_paper(
    *,
    application: Application,
    answers: Mapping[str, Any],
    in_scan: Collection[str],
    eligibility: Mapping[str, bool],
    actor: User,
    seen: str = "",
) -> Transcription:
    """What was typed, instead of what was typed before; the same again writes nothing.

    `answers` are in canonical form, `in_scan` the fields whose file lies in the scan, `eligibility`
    what is ticked of the conditions. `seen` is the mark of what was typed when the page was shown.
    Raises Refused, UnfitAnswers, ChangedMeanwhile.
    """
    with act(application, ApplicationWork.TRANSCRIBE, actor, holding_call=True) as done:
        done.require()
        locked = done.application
        _refuse_unfit(locked)
        form = locked.call.file.lot(locked.lot.code).form
        scan = locked.attachments.filter(field="").exclude(sha256="").get()
        given = {code: value for code, value in answers.items() if not is_blank(value)}
        files = [one.code for one in form.fields if isinstance(one, Files) and one.code in in_scan]
        if unfit := unfit_problems(form, given):
            raise UnfitAnswers(unfit)
        given |= {code: [str(scan.pk)] for code in files}
        asked = {one.code for one in locked.call.file.lot(locked.lot.code).eligibility}
        said = {code: value is True for code, value in eligibility.items() if code in asked}
        row = Transcription.objects.filter(application=locked).first()
        if row is not None and (row.answers, row.eligibility) == (given, said):
            return row
        require_seen(seen, stored_transcription(row))
        row = row or Transcription(application=locked)
        row.application = locked
        row.answers, row.eligibility = given, said
        row.typed_by, row.typed_at = actor, done.at
        row.entry = done.record(
            pub={},
            payload={"number": locked.number, "fields": sorted(given)},
            rows={"transcription": [row]},
        )
        row.save()
        locked.answers = given
        locked.applicant = {**(locked.applicant or {}), "eligibility": said}
        locked.save(update_fields=["applicant"])
        keep_answers(locked)
        return row


def stored_transcription(row: Transcription | None) -> dict[str, Any]:
    """What another save would overwrite."""
    return {"answers": row.answers, "eligibility": row.eligibility} if row else {}


def _refuse_unfit(application: Application) -> None:
    if application.channel != Channel.PAPER:
        raise Refused(_("This application was sent online: nothing of it is typed."))
    if application.is_unread:
        raise Refused(_("Its scan could not be read at the opening: nothing of it is typed."))
    if application.paper.is_late:
        raise Refused(_("It came too late and stays in its closed envelope."))
    supplements = application.requests.filter(kind=RequestKind.SUPPLEMENT)
    if supplements.exclude(outcome=RequestOutcome.TAKEN_BACK).exists():
        raise Refused(_("The applicant was called to supplement; what was typed stays since."))
    if application.recognised_facts.exists():
        raise Refused(_("A fact of it is recognised already; what was typed stays since."))
