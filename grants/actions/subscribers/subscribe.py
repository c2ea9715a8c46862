"""Leave an address to be told of a call: it holds once the link of its first letter is opened.

The answer is the same whether or not the address is known, so nobody learns who is told.
"""

from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.attempts.limits import is_once_too_often, is_used_up
from accounts.refusal import Refused
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.letters.subscribers import SUBSCRIPTION
from grants.models import Call, Subscription

# In a day: from one network address, about one call, and letters to one address.
MOST_FROM_ONE: Final = 20
MOST_ABOUT_ONE: Final = 1000
MOST_TO_ONE: Final = 3


def subscribe(*, call: Call, address: str, language: str, reader: str = "") -> None:
    """Raises Refused: nothing is told of this call any more, or too many have asked today.

    `reader` is the network address that is counted, if it is known.
    """
    with act(call, CallWork.SUBSCRIBE, AnonymousUser()) as done:
        done.require_moment()
        known = Subscription.objects.filter(call=done.call, address=address)
        _refuse_too_many(done.call, reader, is_known=known.exists())
        subscription, _is_new = Subscription.objects.get_or_create(
            call=done.call,
            address=address,
            defaults={"language": language, "asked_at": done.at},
        )
        if subscription.confirmed_at is not None:
            return
        # Whoever enters a stranger's address fills nobody's mailbox.
        if is_once_too_often("subscribe-to", (done.call.pk, address), MOST_TO_ONE):
            return
        done.tell(SUBSCRIPTION, subscription.pk, [(address, language)])


def _refuse_too_many(call: Call, reader: str, *, is_known: bool) -> None:
    # An address that is there already takes nobody's place; where no place is left it is refused
    # like any other, so that the answer does not tell that it is known.
    is_too_often = is_used_up if is_known else is_once_too_often
    if (reader and is_once_too_often("subscribe-from", reader, MOST_FROM_ONE)) or (
        is_too_often("subscribe-about", call.pk, MOST_ABOUT_ONE)
    ):
        raise Refused(_("Too many addresses were left today. Try again tomorrow."))
