"""Whose an e-mail address is: it opens the way to one account, or to none.

Anybody may enter any address for the own account, and until it is confirmed that says nothing:
whoever has the mailbox would get a link to another's account, and attempts on the account whose
address it is would be counted for another.
"""

from allauth.account.models import EmailAddress

from accounts.core.mail_address import clean_address
from accounts.models import User


def owner_of(address: str) -> User | None:
    """Who has confirmed it, else whose account was made with it; closed accounts too."""
    typed, clean = address.strip().lower(), clean_address(address)
    for spelling in dict.fromkeys((typed, clean)):
        confirmed = EmailAddress.objects.filter(email=spelling, verified=True)
        found = confirmed.select_related("user").first()
        user = found.user if found else User.objects.filter(email=spelling).first()
        if user is not None:
            return user
    return None
