"""A committee at work: opened applications, five seats, sheets filled in through the real acts."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from callfile.numbers.money import cents
from grants.actions._transition import lock_call
from grants.core.workflow import ApplicationState, CallState
from grants.models import Application, Call
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.models import Committee, CommitteeMember, CommitteeRole
from scoring.selectors.committee.conflicts import conflict_rows
from tests.applications import write_application
from tests.built_once import built_once
from tests.personas import person
from tests.small_call import ANSWERS
from tests.stage import FILING, a_published_call, an_organisation, at

CHECKED = "2026-11-10T09:00:00+01:00"
SCORED = "2026-11-20T14:07:00+01:00"
NAMES = {
    "Igor": ("Igor Stante", CommitteeRole.CHAIR, ""),
    "Celia": ("Celia Vidmar", CommitteeRole.MEMBER, ""),
    "Valter": ("Valter Renko", CommitteeRole.MEMBER, "Ulica školjk 12, Bonaca"),
    "Ines": ("Ines Dobrila", CommitteeRole.SUBSTITUTE, ""),
    "Lea": ("Lea Furlan", CommitteeRole.SECRETARY, ""),
}
DORA = {"name": "Dora RENKO", "function": "blagajničarka", "address": "ulica  skoljk 12"}


def member(name: str) -> User:
    user = person(name)
    if user.name != NAMES[name][0]:
        user.name = NAMES[name][0]
        user.save(update_fields=["name"])
    return user


@built_once
def a_checking_call(**changes: object) -> Call:
    call = a_published_call(**changes)
    Call.objects.filter(pk=call.pk).update(state=CallState.CHECKING)
    call.refresh_from_db()
    return call


def a_committee(call: Call, **memberships: str) -> Committee:
    """Chair, two members, one substitute, one secretary."""
    with at(CHECKED):
        return appoint_committee(
            call=call,
            appointment="032-4/2026",
            seats=[
                Seat(member(name), role, address, memberships.get(name, ""))
                for name, (_full, role, address) in NAMES.items()
            ],
            actor=person("Ada"),
        )


def an_opened_application(
    call: Call,
    name: str = "Mešani zbor Oljčni list",
    *,
    lot: str = "A",
    state: ApplicationState = ApplicationState.COMPLETE,
    officers: list[dict[str, str]] | None = None,
    **answers: Any,
) -> Application:
    """As the opening leaves it."""
    organisation = an_organisation(name)
    with transaction.atomic():
        held = lock_call(call)
        held.last_number += 1
        held.save(update_fields=["last_number"])
    kept = {**ANSWERS, **answers}
    facts = call.file.lot(lot).form.facts(kept)
    with at(FILING):
        return write_application(
            call,
            lot,
            organisation,
            f"{call.prefix}-{lot}-{held.last_number:03}",
            state=state,
            answers=kept,
            applicant={
                "name": name,
                "street": organisation.street,
                "postcode": organisation.postcode,
                "place": organisation.place,
                "officers": officers or [],
            },
            title=str(kept["title"]),
            requested_cents=cents(facts.get("requested")),
            eligible_cents=cents(facts.get("eligible_cost")),
        )


def declare(call: Call, name: str, answers: Mapping[int, tuple[bool, str]] | None = None) -> None:
    """No conflict with what matches nothing, unless something else is said."""
    with at(CHECKED):
        said = {**no_conflicts(call, member(name)), **(answers or {})}
        declare_conflicts(call=call, answers=said, actor=member(name))


def no_conflicts(call: Call, user: User) -> dict[int, tuple[bool, str]]:
    """The word on every application that matches nothing and is not declared yet."""
    seat = CommitteeMember.objects.get(committee__call=call, user=user)
    return {
        row.application.pk: (False, "")
        for row in conflict_rows(call, user, seat)
        if not row.matches and not row.is_declared
    }


@built_once
def a_scoring_call(count: int = 1, **changes: object) -> tuple[Call, list[Application]]:
    """Being scored; everybody has declared that there is no conflict."""
    call = a_checking_call(**changes)
    applications = [an_opened_application(call, f"Društvo {n}") for n in range(1, count + 1)]
    a_committee(call)
    for name in ("Igor", "Celia", "Valter", "Ines"):
        declare(call, name)
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call, applications


def fill(
    application: Application,
    name: str,
    value: str = "full",
    reason: str = "",
    criterion: str = "A2",
) -> None:
    with at(SCORED):
        save_sheet(
            application=application,
            criterion=criterion,
            value=value,
            reason=reason,
            actor=member(name),
        )


def fill_and_lock(
    application: Application, name: str, value: str = "full", reason: str = ""
) -> None:
    fill(application, name, value, reason)
    with at(SCORED):
        lock_sheet(application=application, actor=member(name))


@built_once
def a_revealed_call(
    values: Mapping[str, tuple[str, str]] | None = None, count: int = 1, **changes: object
) -> tuple[Call, list[Application]]:
    """Every sheet is locked with these values, {name: (level, reason)}, and revealed."""
    call, applications = a_scoring_call(count, **changes)
    given = values or {"Igor": ("full", ""), "Celia": ("some", "Izvajalci"), "Valter": ("full", "")}
    for application in applications:
        for name, (value, reason) in given.items():
            fill_and_lock(application, name, value, reason)
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))
    for application in applications:
        application.refresh_from_db()
    call.refresh_from_db()
    return call, applications
