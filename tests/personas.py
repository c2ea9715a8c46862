"""The people of the tests: each name is one role, everywhere."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Role, RoleGrant, User
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import SYSTEM
from grants.models import Funder, Letterhead, Signatory
from grants.selectors.funders import words_in_letterhead

ADDRESS = {
    "Ada": "ada@example.org",  # officer
    "Bruno": "bruno@example.org",  # applicant
    "Celia": "celia@example.org",  # committee
    "Dario": "dario@example.org",  # stranger
    "Emil": "emil@example.org",  # approver
    "Fani": "fani@example.org",  # auditor
}
STAFF = {"Ada": Role.OFFICER, "Emil": Role.APPROVER, "Fani": Role.AUDITOR}
PASSWORD = "kamnita-vrata-2026"


def person(name: str, **scope: int) -> User:
    """The person with this name; staff have their role for every call, or within `scope`."""
    email = ADDRESS.get(name, f"{name.lower()}@example.org")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name, language="sl")
        if name in STAFF:
            RoleGrant.objects.create(user=user, role=STAFF[name], **scope)
    return user


def bonaca() -> Funder:
    """The fictional municipality; one person publishes here, so that most stories need no other."""
    found = Funder.objects.filter(code="bonaca").first()
    return found or Funder.objects.create(
        code="bonaca",
        name={"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"},
        department={
            "sl": "občinska uprava",
            "it": "amministrazione comunale",
            "en": "administration",
        },
        address={"sl": "Riva 4, Bonaca", "it": "Riva 4, Bonaccia", "en": "Riva 4, Bonaca"},
        issuer={
            "sl": "Direktorica občinske uprave",
            "it": "La direttrice dell’amministrazione comunale",
            "en": "The director of the administration",
        },
        email="razpisi@bonaca.example",
        phone="+386 5 000 00 00",
        languages=["sl", "it"],
        second_person=[],
        fictional=True,
    )


def with_arms(funder: Funder) -> Funder:
    """A letterhead with a picture; what is in it does not matter."""
    arms, set_by = b"PNG", person("Gina")
    funder.arms = hashlib.sha256(arms).hexdigest()
    funder.save()
    Letterhead.objects.create(
        funder=funder,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        set_by=set_by,
        arms=arms,
        arms_sha256=funder.arms,
        words=words_in_letterhead(funder),
    )
    return funder


def signatory(name: str = "Emil", funder: Funder | None = None, **changes: Any) -> Signatory:
    """Who signs the decisions of the funder: Emil the mayor, who approves proposals too."""
    user, funder = person(name), funder or bonaca()
    RoleGrant.objects.get_or_create(user=user, role=Role.SIGNATORY, funder_id=funder.pk)
    found = Signatory.objects.filter(user=user, funder=funder, ended_at=None).first()
    return found or Signatory.objects.create(
        **{
            "user": user,
            "funder": funder,
            "title": {"sl": "župan", "it": "sindaco", "en": "mayor"},
            "since": date(2026, 1, 1),
            "appointed_by": user,
            "appointed_at": datetime(2026, 1, 1, tzinfo=UTC),
            **changes,
        }
    )


def another_funder() -> Funder:
    """A second one on the same installation, with the words of the first."""
    known = bonaca()
    known.pk, known.code = None, "druga"
    known.save()
    return known


def say_roles() -> None:
    """The entries of the roles that are given without an act, for stories that end in fsck."""
    for name in STAFF:
        person(name)
    append_entry(
        type=EntryType.ROLE_GRANTED,
        call_code="",
        actor=SYSTEM,
        pub={},
        payload={},
        rows={
            "role": list(RoleGrant.objects.all()),
            "signatory": list(Signatory.objects.all()),
        },
    )
