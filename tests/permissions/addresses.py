"""Where each route is tried: its arguments from the stage, its input from the person's part."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from applicants.actions.add_document import add_document
from applicants.actions.members.renew_token import token_hash
from applicants.models import Invitation
from awards.models import Decision
from callfile.file import canonical
from grants.models import Application, Call, Signatory
from grants.selectors.calls.call_set_up import set_up_of
from jobs.models import Job, JobState, Letter, SentLetter
from reports.selectors.documents import paper_mark
from scoring.models import AllocationRun, CommitteeMember, MemberObjection
from tests.architecture.rules import Of
from tests.grants.applying import a_pdf
from tests.grants.papers import SENDER
from tests.permissions.columns import Column
from tests.permissions.stage import Stage
from tests.personas import PASSWORD, person
from tests.reports.history_lists import a_prepared_list

TOKEN = "povabilo-na-prestol"
Input = dict[str, Any]


def walk(
    resolver: Any, namespace: str = "", known: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name of each route with the names of its arguments."""
    for entry in resolver.url_patterns:
        names = (*known, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", names
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, names)


ARGUMENTS: dict[str, tuple[str, ...]] = dict(walk(get_resolver()))


def add_rows(stage: Stage, home: str) -> dict[str, Any]:
    """Rows that single routes need: a document, an invitation, a job, a grant to be taken back."""
    document = add_document(
        organisation=stage.own,
        title="Statut",
        name="statut.pdf",
        content=a_pdf("Statut"),
        valid_until=None,
        actor=person("Bruno"),
    )
    invitation = Invitation.objects.create(
        organisation=stage.own,
        email="nova@example.org",
        role="viewer",
        token_hash=token_hash(TOKEN),
        invited_by=person("Bruno"),
        expires_at=timezone.now() + timedelta(days=3650),
    )
    job = Job.objects.create(
        kind="decisions",
        state=JobState.DONE,
        call_id=stage.calls[home].pk,
        funder_id=stage.funder.pk,
        created_by=person("Ada"),
        finished_at=timezone.now(),
    )
    for call in stage.calls.values():
        a_sent_letter(call)
    return {
        "document": document.pk,
        "invitation": invitation.pk,
        "member": stage.own.memberships.get(user=person("Vera")).pk,
        "grant": RoleGrant.objects.get(user=person("Franc")).pk,
        "list": a_prepared_list().pk,
        "job": job.pk,
        "letter": a_stuck_letter().pk,
        "colleague": a_colleague("Tone", stage, is_active=True).pk,
        "gone": a_colleague("Urška", stage, is_active=False).pk,
    }


def a_colleague(name: str, stage: Stage, *, is_active: bool) -> User:
    """Somebody who works for the funder of the stage, with a second step."""
    user = person(name)
    user.is_active = is_active
    user.save()
    RoleGrant.objects.create(user=user, role=Role.FINANCE, funder_id=stage.funder.pk)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def a_stuck_letter() -> Letter:
    """About an account."""
    now = timezone.now()
    return Letter.objects.create(
        kind="account-confirm",
        about=0,
        address="nihce@example.org",
        language="sl",
        promised_at=now,
        due_at=now,
        fault="SMTPRecipientsRefused",
    )


def a_sent_letter(call: Call) -> SentLetter:
    """To the committee."""
    return SentLetter.objects.create(
        kind="sheets-open",
        address=person("Igor").email,
        language="sl",
        subject="Ocenjevalni listi so odprti",
        text="Izpolnite 2 ocenjevalna lista.",
        promised_at=call.created_at,
        sent_at=call.created_at,
        call_id=call.pk,
        funder_id=call.funder_id,
    )


class Place:
    """One column of the stage, and what a route of it is addressed to."""

    def __init__(self, stage: Stage, column: Column, of: Of, rows: dict[str, Any]) -> None:
        self.stage, self.column, self.rows = stage, column, rows
        self.call: Call = stage.calls[column.call]
        first = stage.first.get(column.call)
        self.application: Application | None = (
            stage.applications[column.name] if of is Of.APPLICATION else first
        )

    def address(self, route: str) -> str:
        given = {name: self._argument(route, name) for name in ARGUMENTS[route]}
        return reverse(route, kwargs=given)

    def _argument(self, route: str, name: str) -> Any:
        special = SPECIAL.get((route, name))
        return special(self) if special else PLAIN[name](self)

    @property
    def number(self) -> str:
        return self.application.number if self.application else "NI-A-001"

    @property
    def attachment(self) -> Any:
        found = self.application.attachments.first() if self.application else None
        return found.pk if found else "8a1f0b6e-0000-4000-8000-000000000000"

    @property
    def objection(self) -> int:
        rows = MemberObjection.objects.filter(application__call=self.call)
        return rows.values_list("pk", flat=True).first() or 0

    @property
    def mark(self) -> str:
        decision = Decision.objects.filter(application=self.application).first()
        return paper_mark(decision) if decision else "0" * 16


PLAIN: dict[str, Callable[[Place], Any]] = {
    "code": lambda place: place.call.code,
    "number": lambda place: place.number,
    "form": lambda place: "json",
    "funder": lambda place: place.stage.funder.code,
    "part": lambda place: "basics",
    "lot": lambda place: "A",
    "criterion": lambda place: "A2",
    "kind": lambda place: "call",
    "seq": lambda place: 1,
    "old": lambda place: 1,
    "new": lambda place: 2,
    "mark": lambda place: place.mark,
    "token": lambda place: TOKEN,
    "key": lambda place: "unknown",
    "uidb36": lambda place: "1",
    "pk": lambda place: place.stage.own.pk,
    "letter": lambda place: 1,
    "document": lambda place: place.rows["document"],
    "invitation": lambda place: place.rows["invitation"],
    "member": lambda place: place.rows["member"],
}


def _letter_of(place: Place) -> int:
    rows = SentLetter.objects.filter(call_id=place.call.pk)
    return rows.values_list("pk", flat=True).first() or 0


def _signatory_of(place: Place) -> int:
    rows = Signatory.objects.filter(funder=place.stage.funder)
    return rows.values_list("pk", flat=True).first() or 0


def _seat_of(name: str) -> Callable[[Place], int]:
    """Of the committee of the call; before it is appointed there is none."""

    def found(place: Place) -> int:
        seats = CommitteeMember.objects.filter(committee__call=place.call, user=person(name))
        return seats.values_list("pk", flat=True).first() or 0

    return found


SPECIAL: dict[tuple[str, str], Callable[[Place], Any]] = {
    **{
        (f"reports:history_{page}", "pk"): lambda place: place.rows["list"]
        for page in ("import", "columns", "faults", "discard", "undo")
    },
    ("jobs:show", "pk"): lambda place: place.rows["job"],
    ("jobs:retry", "pk"): lambda place: place.rows["job"],
    ("jobs:send_again", "pk"): lambda place: place.rows["letter"],
    ("grants:revoke_role", "pk"): lambda place: place.rows["grant"],
    ("grants:end_signatory", "pk"): _signatory_of,
    ("grants:funder_arms", "mark"): lambda place: place.stage.funder.arms,
    ("grants:person", "pk"): lambda place: place.rows["colleague"],
    ("grants:invite_again", "pk"): lambda place: place.rows["colleague"],
    ("grants:close_account", "pk"): lambda place: place.rows["colleague"],
    ("grants:open_account", "pk"): lambda place: place.rows["gone"],
    ("grants:reset_second_step", "pk"): lambda place: place.rows["colleague"],
    ("grants:apply_file", "pk"): lambda place: place.attachment,
    ("grants:opened_attachment", "pk"): lambda place: place.attachment,
    ("scoring:seat_leave", "seat"): _seat_of("Celia"),
    ("scoring:seat_give", "seat"): _seat_of("Nejc"),
    ("scoring:objection", "pk"): lambda place: place.objection,
    ("scoring:sheet_file", "pk"): lambda place: place.attachment,
    ("scoring:sheet_file_shown", "pk"): lambda place: place.attachment,
    ("grants:letter", "pk"): _letter_of,
    ("grants:question", "number"): lambda place: 1,
    ("grants:question_decline", "number"): lambda place: 1,
    ("grants:answer_correct", "number"): lambda place: 1,
    ("grants:confirm_subscription", "mark"): lambda place: "1.x",
    ("grants:unsubscribe", "mark"): lambda place: "1.x",
    ("grants:second_person_confirm", "number"): lambda place: 1,
    ("grants:second_person_decline", "number"): lambda place: 1,
    ("grants:second_person_take_back", "number"): lambda place: 1,
    ("grants:apply_section", "code"): lambda place: "about",
    ("grants:recognise_fact", "code"): lambda place: "members",
    ("grants:weigh_answer", "code"): lambda place: "members",
    ("reports:post_letter", "letter"): lambda place: "decision",
    ("reports:print_letter", "letter"): lambda place: "request-1",
    ("reports:request_letter", "letter"): lambda place: "request-1",
    ("reports:member_ruling", "ruling"): lambda place: 1,
    ("scoring:meeting_minutes", "number"): lambda place: 1,
    ("scoring:meeting_end", "number"): lambda place: 1,
    ("scoring:meeting_sign", "number"): lambda place: 1,
    ("scoring:meeting_unsigned", "number"): lambda place: 1,
    ("reports:meeting_minutes_pdf", "number"): lambda place: 1,
    ("awards:approval", "number"): lambda place: 1,
    ("reports:decision_preview", "number"): lambda place: 1,
    ("reports:decision_preview", "application"): lambda place: place.number,
    ("awards:sign", "number"): lambda place: 1,
    ("awards:sign_decisions", "number"): lambda place: 1,
    ("awards:return_proposal", "number"): lambda place: 1,
}


# ---- what a person would enter there, so that an act that may happen does happen


def _seats(place: Place) -> Input:
    given: Input = {
        "appointment": "011-7/2026",
        "decided_on": "2026-01-08",
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 0,
    }
    for row, (name, role) in enumerate(
        (("Igor", "chair"), ("Celia", "member"), ("Lea", "secretary"))
    ):
        given |= {f"form-{row}-email": person(name).email, f"form-{row}-role": role}
    return given


def _present() -> list[int]:
    """Both who vote."""
    return [person(name).pk for name in ("Igor", "Celia", "Lea")]


def _at_the_meeting() -> Input:
    return {"present": _present(), "presides": person("Igor").pk}


def _version(place: Place) -> Input:
    return {"draft_version": place.application.draft_version if place.application else 0}


def _publish(place: Place) -> Input:
    return {"sha256": set_up_of(place.call).sha256, "confirmed": "on"}


def _corrigendum(place: Place) -> Input:
    """A longer deadline of the call as it stands."""
    dates = {**place.call.content["dates"], "deadline": "2026-11-03T12:00:00+01:00"}
    newest = place.call.versions.order_by("number").last()
    return {
        "since": newest.sha256 if newest else "",
        "content_read": canonical({**place.call.content, "dates": dates}).decode(),
        "reason_sl": "Odgovor na vprašanje.",
        "reason_it": "Risposta a un quesito.",
    }


INPUTS: dict[str, Callable[[Place], Input]] = {
    "applicants:invite": lambda place: {"email": "se-ena@example.org", "role": "viewer"},
    "applicants:member": lambda place: {"role": "editor"},
    "grants:apply_start": lambda place: {"lot": "A", "organisation": place.stage.own.pk},
    "grants:apply_conditions": lambda place: _version(place) | {"seat": "yes"},
    "grants:apply_section": lambda place: _version(place) | {"title": "Drug naslov"},
    "grants:apply_submit": _version,
    "scoring:start_opening": lambda place: {"place": "Riva 4", "present": _present()},
    "scoring:confirm_opening": lambda place: {"password": PASSWORD, "present": _present()},
    "scoring:close_opening": lambda place: {"public": "0"},
    "grants:check": lambda place: {"q0": "holds", "verdict": "complete"},
    "grants:recognise_fact": lambda place: {"value": "34"},
    "grants:request_supplement": lambda place: {
        "thing": "members",
        "reason_members_sl": "Podatek manjka.",
        "article_members": "0",
        "send": "1",
    },
    "reports:post_letter": lambda place: {"posted_on": "2. 12. 2026"},
    "reports:serve_letter": lambda place: {
        "kind": "handed_over",
        "on": "2. 12. 2026",
        "scan": SimpleUploadedFile("vrocilnica.pdf", a_pdf("Vročilnica")),
    },
    "grants:hand_over_paper": lambda place: {"email": "x@example.org", "evidence": "Obrazec."},
    "grants:paper_new": lambda place: {
        **SENDER,
        "way": "post",
        "day": "29. 10. 2026" if place.column.call != "published.open" else "9. 10. 2026",
        "time": "12.00",
        "registry_number": "610-25/2026-7",
        "lot": "A",
        "language": "sl",
        "scan": SimpleUploadedFile("vloga.pdf", a_pdf("Vloga")),
    },
    "grants:call_publish": _publish,
    "grants:call_cancel": lambda place: {
        "reason_sl": "Proračun ni sprejet.",
        "reason_it": "Il bilancio non è stato approvato.",
    },
    "grants:call_amend": _corrigendum,
    "grants:call_questions": lambda place: {"text": "Kdo se lahko prijavi?"},
    "grants:question": lambda place: {
        "wording_sl": "Ali šteje članarina?",
        "wording_it": "Vale la quota?",
        "answer_sl": "Da.",
        "answer_it": "Sì.",
    },
    "grants:question_decline": lambda place: {"reason": "To ni vprašanje."},
    "grants:answer_correct": lambda place: {"answer_sl": "Ne.", "answer_it": "No.", "since": "0"},
    "grants:subscribe": lambda place: {"address": "nekdo@example.org"},
    "grants:second_person_decline": lambda place: {"reason": "Razpis je potreben."},
    "scoring:committee": _seats,
    "scoring:seat_leave": lambda place: {
        "why": "excused",
        "day": "1. 9. 2026",
        "reason": "Bolezen.",
    },
    "scoring:seat_give": lambda place: {
        "who": "new",
        "email": person("Nada").email,
        "decision": "011-9/2026",
        "day": "1. 9. 2026",
    },
    "scoring:object": lambda place: {
        "member": _seat_of("Celia")(place),
        "reason": "Sestra našega predsednika.",
    },
    "scoring:objections": lambda place: {
        "application": place.application.pk if place.application else 0,
        "member": _seat_of("Celia")(place),
        "reason": "Sestra predsednika.",
    },
    "scoring:objection": lambda place: {"outcome": "rejected", "reason": "Ni razloga."},
    "scoring:meeting_begin": lambda place: _at_the_meeting() | {"place": "Riva 4"},
    "scoring:meeting_attendance": lambda place: _at_the_meeting(),
    "scoring:meeting_sign": lambda place: {"do": "sign"},
    "scoring:meeting_unsigned": lambda place: {"reason": "V bolnišnici je."},
    "scoring:conflicts": lambda place: {"statement": "on"},
    "scoring:sheet": lambda place: {
        "criterion": "A2",
        "value": "some",
        "reason": "Kratko.",
        "do": "save",
    },
    "scoring:note": lambda place: {"note": "Poglej še stran 3."},
    "scoring:phrases": lambda place: {"text": f"Stavek {place.column.name}."},
    "scoring:reopen": lambda place: {
        "parts": [f"sheet-{_seat_of('Igor')(place)}"],
        "reason": "List je bil zaklenjen pomotoma.",
    },
    "scoring:case": lambda place: {"do": "save", "text_sl": "Kratko.", "text_it": "Breve."},
    "awards:sign": lambda place: {"password": PASSWORD},
    "awards:sign_decisions": lambda place: {"password": PASSWORD},
    "awards:return_proposal": lambda place: {"reason": "Razlogi so pomanjkljivi."},
    "awards:propose": lambda place: {"sha256": _sha256(place)},
    "grants:people": lambda place: {
        "email": person("Dario").email,
        "role": "auditor",
        "language": "sl",
    },
    "grants:close_account": lambda place: {"reason": "Konec dela."},
    "grants:open_account": lambda place: {"reason": "Spet dela."},
    "grants:reset_second_step": lambda place: {"reason": "Izgubljen telefon."},
    "grants:funder_new": lambda place: a_new_funder(),
    "reports:batch": lambda place: {"signatory": person("Emil").pk},
    "grants:signatories": lambda place: a_new_signatory(),
}


def a_new_signatory() -> Input:
    """What the form of a signatory takes."""
    titles = {"title_sl": "županja", "title_it": "sindaca"}
    about = {"email": "nada.kos@example.org", "name": "Nada Kos"}
    return {**about, **titles, "since": "2026-12-01", "until": ""}


def a_new_funder() -> Input:
    """What the form of a new funder takes."""
    texts = ("name", "department", "address", "issuer", "signatory_title")
    return {
        "code": "drugi-breg",
        "languages": ["sl"],
        "signatory": "Emil Starc",
        "signatory_email": "emil.starc@drugi-breg.example",
        "email": "obcina@drugi-breg.example",
        "phone": "+386 5 000 00 01",
        **{f"{column}_sl": f"{column} č" for column in texts},
    }


def _sha256(place: Place) -> str:
    found = AllocationRun.objects.filter(ranking__call=place.call).last()
    return found.result_sha256 if found else ""
