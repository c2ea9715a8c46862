"""Send a letter that got stuck, as if it had just been promised."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from jobs.models import Letter
from jobs.permissions import stuck_letters


@transaction.atomic
def send_again(*, letter: Letter, actor: User) -> Letter:
    """Try a letter that got stuck at once, and from the beginning."""
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    stuck_letters.require(actor, locked)
    now = timezone.now()
    locked.promised_at = locked.due_at = now
    locked.tries, locked.given_up_at = 0, None
    locked.save(update_fields=["promised_at", "due_at", "tries", "given_up_at"])
    return locked
