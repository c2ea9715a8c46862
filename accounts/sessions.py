"""Sessions in the database, asked for only by keys that could be one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.compiled import Rows

_session = Rows(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """A cookie may hold anything; PostgreSQL cannot even be asked for a text with NUL in it."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key) and str(key).isascii() and str(key).isalnum() and len(str(key)) >= 8

    def _get_session_from_db(self) -> Session | None:
        found = _session(self.session_key or "")
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None
