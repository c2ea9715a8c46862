"""Begin an application: a number, a key of its own, an empty sealed draft."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from applicants.models import Organisation
from audit.keys.store import ensure_call_key
from grants.actions._act import act
from grants.actions.applying._numbers import take_number
from grants.application_refusals import LimitReached
from grants.core import application_stages
from grants.core.workflow import CallWork
from grants.models import Application, Call, Lot
from grants.sealed_content import new_wrapped_key, seal_draft
from grants.submission_document import SealedContent


def start_application(
    *, lot: Lot, organisation: Organisation, language: str, actor: User
) -> Application:
    """A new draft, numbered. Raises CallNotOpen, LimitReached."""
    with act(lot.call, CallWork.START_APPLICATION, actor, of=organisation) as done:
        call = done.call
        if not lot.is_leaf or lot.call_id != call.pk:
            raise PermissionDenied
        done.require_moment()
        _require_room(call, lot, organisation)
        application = Application(
            call=call,
            lot=lot,
            organisation=organisation,
            number=take_number(call, lot),
            language=language if language in call.languages else call.languages[0],
            created_by=actor,
        )
        application.wrapped_key = new_wrapped_key(application, ensure_call_key(call.uuid))
        seal_draft(application, SealedContent())
        application.save()
        return application


def _require_room(call: Call, lot: Lot, organisation: Organisation) -> None:
    limits = call.file.applications_per_organisation
    if limits is None:
        return
    theirs = call.applications.filter(organisation=organisation).exclude(
        state__in=application_stages.WITHDRAWN
    )
    in_lot, total = limits.per_lot, limits.total
    if in_lot is not None and theirs.filter(lot=lot).count() >= in_lot:
        raise LimitReached(in_lot, in_lot=True)
    if total is not None and theirs.count() >= total:
        raise LimitReached(total, in_lot=False)
