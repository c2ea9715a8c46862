"""Draw the token of an invitation for the letter that is being written."""

import hashlib
import secrets

from applicants.models import Invitation


def renew_token(*, invitation: Invitation) -> str:
    """The token, which is kept nowhere; one of a letter before it no longer holds."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.save(update_fields=["token_hash"])
    return token


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
