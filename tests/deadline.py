"""The last hours of a call, for faults and measurements: people, organisations, filled drafts.

    python -m tests.deadline PEOPLE DRAFTS

runs in the environment of an installation (`Installation.python`), with its clock and its keys,
and prints what a load needs as JSON: for each person e-mail, password, a session that is signed in
and the numbers of the drafts. Run again it adds drafts for the same people. The rows are made many
at a time, but each as the acts of the program make it: sealed with a key of its own, complete, and
owned by an organisation with one owner.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    django.setup()

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from applicants.models import Membership, MembershipRole, Organisation
from audit.database.clock import database_now
from audit.keys.store import ensure_call_key
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Application, Call, SealedRead
from grants.sealed_content import new_wrapped_key, seal_draft
from grants.submission_document import SealedContent
from tests.any_day import on_any_day
from tests.organisations import an_ownerless_organisation
from tests.personas import PASSWORD, bonaca, person, say_roles
from tests.small_call import ANSWERS, small_call


def an_open_call() -> Call:
    """Published, open for two hours more; the same one every time."""
    found = Call.objects.filter(code="mala-2027").first()
    if found is not None:
        return found
    now = timezone.now()
    moments = {"published": -48, "opens": -24, "deadline": 2, "opening": 96, "results_by": 999}
    dates = {
        name: (now + timedelta(hours=hours)).isoformat(timespec="seconds")
        for name, hours in moments.items()
    }
    content = small_call(dates=dates)
    del content["applications_per_organisation"]
    with transaction.atomic():
        say_roles()
    call = import_call(
        funder=bonaca(), content=content, file_number="610-25/2026", actor=person("Ada")
    )
    with on_any_day():
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call


@transaction.atomic
def the_people(count: int) -> list[tuple[User, Organisation]]:
    """Each with an organisation of their own."""
    known = User.objects.filter(email__startswith="oseba-").count()
    password = make_password(PASSWORD)
    for number in range(known, count):
        user = User.objects.create(
            email=f"oseba-{number}@example.org",
            password=password,
            name=f"Oseba {number}",
            language=("sl", "it")[number % 2],
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        organisation = an_ownerless_organisation(
            f"Društvo {number}", registration_number=f"{9000000 + number}000", email=user.email
        )
        Membership.objects.create(user=user, organisation=organisation, role=MembershipRole.OWNER)
    owners = Membership.objects.filter(user__email__startswith="oseba-").order_by("pk")[:count]
    return [(one.user, one.organisation) for one in owners.select_related("user", "organisation")]


@transaction.atomic
def add_drafts(call: Call, people: list[tuple[User, Organisation]], count: int) -> list[list[str]]:
    """`count` filled drafts for each person: their numbers."""
    lot, key = call.lots.get(code="A"), ensure_call_key(call.uuid)
    made: list[Application] = []
    for user, organisation in people * count:
        call.last_number += 1
        application = Application(
            call=call,
            lot=lot,
            organisation=organisation,
            number=f"{call.prefix}-{lot.code}-{call.last_number:03d}",
            language=user.language,
            created_by=user,
            draft_version=2,
        )
        application.wrapped_key = new_wrapped_key(application, key)
        seal_draft(application, SealedContent(answers=ANSWERS, eligibility={"seat": True}))
        made.append(application)
    Application.objects.bulk_create(made, batch_size=200)
    # Whoever has filled in a draft has read it.
    now = database_now()
    day = timezone.localtime(now).date()
    SealedRead.objects.bulk_create(
        SealedRead(application=one, user=one.created_by, day=day, first_at=now) for one in made
    )
    call.save(update_fields=["last_number"])
    numbers = [one.number for one in made]
    return [numbers[place :: len(people)] for place in range(len(people))]


def signed_in(user: User) -> str:
    """The key of a session, as signing in leaves it."""
    session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main(people: int, drafts: int) -> None:
    call = an_open_call()
    owners = the_people(people)
    numbers = add_drafts(call, owners, drafts)
    load = [
        {
            "email": user.email,
            "password": PASSWORD,
            "session": signed_in(user),
            "drafts": numbers[place],
        }
        for place, (user, _organisation) in enumerate(owners)
    ]
    json.dump(load, sys.stdout)


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:3]))
