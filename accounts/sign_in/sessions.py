"""Sessions in the database, asked for only by keys that could be one."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A cookie may hold anything; PostgreSQL cannot even be asked for a text with NUL in it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key if _could_be_one(session_key) else None)


def _could_be_one(key: str | None) -> bool:
    return bool(key) and str(key).isascii() and str(key).isalnum()
