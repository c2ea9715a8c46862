"""Name who signs the decisions of a call, where several could."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from awards.selectors.signatories import has_unsigned, readers_who_sign, signatories_in_term
from awards.selectors.signed import newest_signed
from awards.signature_mail import DECISIONS_WAIT
from grants.actions._act import act
from grants.core import call_stages
from grants.core.workflow import CallWork
from grants.models import Call
from grants.permissions import sign_for_call


def name_signatory(*, call: Call, user_id: int, actor: User) -> Call:
    """The call with whoever signs it; naming the same person again changes nothing. Where the
    decisions wait already, the person gets the letter that says so.

    Raises Refused for somebody who does not sign for the funder today, who is kept out of an
    application, and where nothing is left to be signed; PermissionDenied.
    """
    with act(call, CallWork.NAME_SIGNATORY, actor) as done:
        done.require()
        call = done.call
        today = timezone.localdate(done.at)
        found = signatories_in_term(call, today).filter(user=user_id).first()
        if found is None or not sign_for_call.allows(found.user, call):
            raise Refused(_("This person does not sign this call."), field="signatory")
        waits = call.state not in call_stages.TO_SIGN
        if waits and not has_unsigned(call):
            raise Refused(_("All decisions of this call are signed."))
        if call.signatory_id == user_id:
            return call
        call.signatory = found.user
        done.record(
            pub={},
            payload={"person": pseudonym_in_call(user_id=user_id, call_code=call.code_in_ledger)},
            rows={"signatory of call": [call]},
        )
        call.save(update_fields=["signatory", "updated_at"])
        if waits:
            about = newest_signed(call).pk
            done.tell(DECISIONS_WAIT, about, readers_who_sign(call, today))
        return call
