"""The people of the demo: their accounts, their roles, the organisations that they lead."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from applicants.actions.add_document import add_document
from applicants.actions.add_organisation import add_organisation
from applicants.actions.set_officers import set_officers
from applicants.models import LegalForm, Membership, MembershipRole, Organisation, StoredDocument
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.database.clock import pretended_time
from audit.keys.pseudonyms import SYSTEM
from grants.models import Funder, Letterhead, Signatory
from grants.selectors.funders import words_in_letterhead
from reports.demo.calendar import Calendar, stamp
from reports.demo.files import pdf
from reports.demo.numbers import iban, registration_number, tax_number
from reports.demo.story import story

_FLAT = str.maketrans("čćšžđèéòàìù", "ccszdeeoaiu")


@dataclass(frozen=True)
class DemoApplicant:
    """An organisation with the person who writes and sends its applications."""

    organisation: Organisation
    owner: User
    language: str
    about: dict[str, Any]


@dataclass(frozen=True)
class World:
    calendar: Calendar
    funder: Funder
    people: dict[str, User]
    applicants: dict[str, DemoApplicant]


def make_world(calendar: Calendar) -> World:
    password = make_password(story("people")["password"])
    funder = _funder()
    people = {}
    for row in story("people")["people"]:
        people[called(row)] = _account(row["name"], row.get("email"), password, row.get("language"))
    _give_roles(people, funder)
    _appoint(people, funder, calendar)
    _set_letterhead(people, funder, calendar)
    applicants = {
        row["code"]: _applicant(place, row, people, password, calendar)
        for place, row in enumerate(story("organisations"))
    }
    _furnish(applicants["oljcni-list"], calendar, password)
    return World(calendar, funder, people, applicants)


def called(row: Mapping[str, Any]) -> str:
    """The first name, by which the demo calls a person."""
    return str(row["name"]).partition(" ")[0].lower()


def logins() -> list[dict[str, str]]:
    """One login per role, as the command line prints them."""
    return [
        {
            "role": row["title"],
            "name": row["name"],
            "email": row.get("email") or _address(row["name"], "bonaca"),
            "password": story("people")["password"],
        }
        for row in story("people")["people"]
    ]


def _funder() -> Funder:
    return Funder.objects.create(
        code="bonaca",
        name={"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"},
        department={
            "sl": "občinska uprava",
            "it": "amministrazione comunale",
            "en": "municipal administration",
        },
        address={"sl": "Riva 4, Bonaca", "it": "Riva 4, Bonaccia", "en": "Riva 4, Bonaca"},
        issuer={
            "sl": "Župan",
            "it": "Il sindaco",
            "en": "The mayor",
        },
        email="razpisi@bonaca.example",
        phone="+386 5 000 00 00",
        languages=["sl", "it"],
        case_numbers="610-#/YYYY",
        fictional=True,
    )


def _account(name: str, email: str | None, password: str, language: str | None) -> User:
    user = User.objects.create(
        email=email or _address(name, "bonaca"),
        name=name,
        language=language or "sl",
        password=password,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _address(name: str, place: str) -> str:
    flat = "".join(c for c in name.lower().translate(_FLAT) if c.isalnum() or c == " ")
    return f"{flat.replace(' ', '.')}@{place}.example"


def _give_roles(people: dict[str, User], funder: Funder) -> None:
    roles = {
        row["name"].partition(" ")[0].lower(): row["role"] for row in story("people")["people"]
    }
    administrator = people[next(first for first, role in roles.items() if role == "administrator")]
    for first, role in roles.items():
        if role in Role.values:
            RoleGrant.objects.create(
                user=people[first],
                role=role,
                funder_id=None if role == Role.ADMINISTRATOR else funder.pk,
                granted_by=administrator,
            )


def _appoint(people: dict[str, User], funder: Funder, calendar: Calendar) -> None:
    """The mayor approves the proposals and signs the decisions, as in a small municipality."""
    mayor, administrator = people["emil"], people["viljem"]
    about = {"user": mayor, "funder_id": funder.pk, "granted_by": administrator}
    RoleGrant.objects.create(role=Role.SIGNATORY, **about)
    Signatory.objects.create(
        funder=funder,
        user=mayor,
        title={"sl": "župan", "it": "sindaco", "en": "mayor"},
        since=calendar.day(-700),
        appointed_by=administrator,
        appointed_at=calendar.at(-700, "08:00"),
    )


def _set_letterhead(people: dict[str, User], funder: Funder, calendar: Calendar) -> None:
    arms = (Path(__file__).parent / "data" / "arms.png").read_bytes()
    funder.arms = hashlib.sha256(arms).hexdigest()
    funder.save(update_fields=["arms"])
    Letterhead.objects.create(
        funder=funder,
        since=calendar.at(-700, "08:00"),
        set_by=people["viljem"],
        arms=arms,
        arms_sha256=funder.arms,
        words=words_in_letterhead(funder),
    )


def record_beginnings() -> None:
    """The entries of the first roles and proofs, which nobody who acts could have given."""
    append_entry(
        type=EntryType.SIGNATORY_APPOINTED,
        call_code="",
        actor=SYSTEM,
        pub={"funder": "bonaca"},
        payload={},
        rows={"signatory": Signatory.objects.all(), "letterhead": Letterhead.objects.all()},
    )
    for grant in RoleGrant.objects.order_by("pk"):
        append_entry(
            type=EntryType.ROLE_GRANTED,
            call_code="",
            actor=SYSTEM,
            pub={"role": grant.role},
            payload={},
            rows={"role": [grant]},
        )
    append_entry(
        type=EntryType.ORGANISATION_PROVED,
        call_code="",
        actor=SYSTEM,
        pub={},
        payload={},
        rows={"proved": Organisation.objects.filter(proved_at__isnull=False)},
    )


def _applicant(
    place: int, row: dict[str, Any], people: dict[str, User], password: str, calendar: Calendar
) -> DemoApplicant:
    officers = [_officer(text, first=index == 0) for index, text in enumerate(row["officers"])]
    owner_name = row.get("owner") or officers[0]["name"]
    language = row.get("language", "sl")
    known = {user.name: user for user in people.values()}
    domain = row["code"].replace("-", "")
    owner = known.get(owner_name) or _account(
        owner_name, _address(owner_name, domain), password, language
    )
    interest = row.get("interest", "")
    data = {
        "name": row["name"],
        "legal_form": LegalForm(row.get("form", "society")),
        "registration_number": registration_number(place),
        "tax_number": tax_number(place),
        "iban": iban(place),
        "registered_on": row["registered"],
        "street": row["street"],
        "postcode": "6999",
        "place": "Bonaccia" if language == "it" else "Bonaca",
        "email": f"info@{domain}.example",
        "phone": f"+386 5 000 {10 + place:02d} {11 + place:02d}",
        "public_interest_field": interest,
        "public_interest_until": calendar.day(358 + place) if interest else None,
    }
    organisation = add_organisation(data=data, actor=owner)
    # As an office has it whose associations have applied for years.
    Organisation.objects.filter(pk=organisation.pk).update(
        proved_at=timezone.now(), evidence="Poslovni register", proof_reason="Poslovni register"
    )
    set_officers(organisation=organisation, officers=officers, actor=owner)
    return DemoApplicant(organisation, owner, language, row)


def _officer(text: str, *, first: bool) -> dict[str, Any]:
    name, function, address = (*text.split("; "), "", "")[:3]
    return {
        "name": name,
        "function": function,
        "address": address,
        "legal_representative": first,
    }


def _furnish(applicant: DemoApplicant, calendar: Calendar, password: str) -> None:
    """The organisation of the story has a team and documents of its own, one about to expire."""
    team = {"Tilen Burja": MembershipRole.EDITOR, "Mara Kos": MembershipRole.VIEWER}
    for name, role in team.items():
        user = _account(name, _address(name, "oljcnilist"), password, "sl")
        Membership.objects.create(user=user, organisation=applicant.organisation, role=role)
    documents: dict[str, date | None] = {
        "Statut društva": None,
        "Odločba o statusu v javnem interesu": calendar.day(358),
        "Pooblastilo tajnika": calendar.day(24),
        "Potrdilo o plačanih davkih": calendar.day(-35),
    }
    for title, valid_until in documents.items():
        document = add_document(
            organisation=applicant.organisation,
            title=title,
            name=f"{title.split(' ')[0].lower()}.pdf",
            content=pdf(title, applicant.organisation.name),
            valid_until=valid_until,
            actor=applicant.owner,
        )
        with pretended_time(calendar.at(-320, "10:15")):
            stamp(StoredDocument.objects.filter(pk=document.pk), "added_at")
