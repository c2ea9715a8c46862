"""What is stored after a case, door by door, straight from the database."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from applicants.models import Organisation, OrganisationOfficer, StoredDocument
from audit.core.canonical import loads
from audit.models import LedgerPayload
from grants.models import (
    Application,
    Call,
    CallQuestion,
    CompletenessCheck,
    Funder,
    PendingStep,
    RecognisedFact,
    RequestedThing,
    Signatory,
    StateChange,
    WeighedAnswer,
)
from grants.sealed_content import read_sealed
from grants.words.call.questions import answered_row
from reports.models import HistoricImport
from scoring.models import (
    Committee,
    CommitteeMember,
    ConflictDeclaration,
    CriterionReason,
    MeetingVote,
    MemberNote,
    MinutesSignature,
    OpeningSession,
    ReasonPhrase,
    ScoreSheet,
)
from tests.bad_input.world import NOW, World
from tests.personas import person
from tests.stage import at

_Reader = Callable[[World], Any]


def answers_of(world: World, key: str) -> dict[str, Any]:
    application = Application.objects.get(pk=world.applications[key].pk)
    with at(NOW) as now:
        return read_sealed(application=application, actor=person("Bruno"), at=now).answers


def _content(world: World) -> Any:
    return Call.objects.get(pk=world.calls["draft"].pk).content


def _session(key: str) -> Callable[[World], OpeningSession]:
    return lambda world: OpeningSession.objects.get(call=world.calls[key])


def _sheet(world: World) -> Any:
    sheet = ScoreSheet.objects.get(
        application=world.applications["scoring"], member__user=person("Celia")
    )
    return sheet.answers["A2"]["reason"]


def _meeting(world: World) -> Any:
    reason = CriterionReason.objects.get(application=world.applications["revealed"])
    return reason.text.data["sl"] if hasattr(reason.text, "data") else reason.text["sl"]


def _opinion(world: World) -> Any:
    [vote] = MeetingVote.objects.filter(meeting__call=world.calls["meeting"])
    return next(one["opinion"] for one in vote.ballots if one["user"] == person("Celia").pk)


def _fact(world: World) -> Any:
    return RecognisedFact.objects.get(application=world.applications["checking"]).reason["sl"]


def _dismissed(world: World) -> Any:
    return CompletenessCheck.objects.get(application=world.applications["checking"]).fact["it"]


PLACES: dict[str, _Reader] = {
    "answer-short": lambda world: answers_of(world, "every")["name"],
    "answer-long": lambda world: answers_of(world, "every")["story"],
    "answer-place": lambda world: answers_of(world, "every")["venue"]["text"],
    "answer-cell": lambda world: answers_of(world, "every")["events"][0]["what"],
    "plan-text": lambda world: answers_of(world, "filled")["plan"]["costs"][0]["text"],
    "new-name": lambda _world: Organisation.objects.latest("pk").name,
    "new-street": lambda _world: Organisation.objects.latest("pk").street,
    "officer": lambda _world: OrganisationOfficer.objects.latest("pk").name,
    "document-title": lambda _world: StoredDocument.objects.latest("pk").title,
    "signup-name": lambda _world: User.objects.latest("pk").name,
    "call-title": lambda world: _content(world)["title"]["sl"],
    "call-short": lambda world: _content(world)["short_title"]["sl"],
    "call-number": lambda world: Call.objects.get(pk=world.calls["draft"].pk).file_number,
    "call-remedy": lambda world: _content(world)["remedy"]["to"]["it"],
    "cancel-reason": lambda world: (
        StateChange.objects.filter(call=world.calls["plain"]).latest("pk").reason
    ),
    "question": lambda _world: CallQuestion.objects.latest("pk").text,
    "question-wording": lambda _world: CallQuestion.objects.get(number=1).wording["sl"],
    "question-answer": lambda _world: CallQuestion.objects.get(number=1).answer["it"],
    "question-declined": lambda _world: CallQuestion.objects.get(number=1).declined_because,
    "step-declined": lambda _world: PendingStep.objects.latest("pk").closed_because,
    "appointment": lambda world: Committee.objects.get(call=world.calls["draft"]).appointment,
    "seat-address": lambda world: (
        CommitteeMember.objects.get(
            committee__call=world.calls["draft"], user=person("Celia")
        ).address
    ),
    **{
        door: lambda _world: User.objects.get(email="nova@example.org").name
        for door in ("seat-name", "giving-name", "person-name")
    },
    "account-reason": lambda _world: loads(LedgerPayload.objects.latest("pk").text)["reason"],
    "funder-name_sl": lambda _world: Funder.objects.latest("pk").name.data["sl"],
    "funder-address_sl": lambda _world: Funder.objects.latest("pk").address.data["sl"],
    "funder-signatory": lambda _world: Signatory.objects.latest("pk").user.name,
    "opening-place": lambda world: _session("opening")(world).place,
    "remarks": lambda world: _session("session")(world).remarks,
    "conflict": lambda world: (
        ConflictDeclaration.objects.filter(application=world.applications["scoring"])
        .exclude(reason="")
        .latest("pk")
        .reason
    ),
    "sheet-reason": _sheet,
    "note": lambda world: MemberNote.objects.get(application=world.applications["scoring"]).text,
    "phrase": lambda _world: ReasonPhrase.objects.get().text,
    "meeting-reason": _meeting,
    "return-reason": lambda world: type(world.proposal).objects.get(pk=world.proposal.pk).reason,
    "fact-reason": _fact,
    "request-reason": lambda world: RequestedThing.objects.get(
        request__application=world.applications["checking"]
    ).reason["sl"],
    "statement": lambda world: RequestedThing.objects.get(
        request__application=world.applications["heard"]
    ).after["text"],
    "weighing": lambda world: WeighedAnswer.objects.get(
        thing__request__application=world.applications["answered"]
    ).sentence["sl"],
    "dismissal": _dismissed,
    "paper-name": lambda _world: Organisation.objects.latest("pk").name,
    "paper-representative": lambda _world: OrganisationOfficer.objects.latest("pk").name,
    "meeting-place": lambda world: world.calls["revealed"].meetings.get().place,
    "opinion": _opinion,
    "meeting-remarks": lambda world: world.calls["meeting"].meetings.get().remarks,
    **{
        door: lambda world: MinutesSignature.objects.get(meeting__call=world.calls["ended"]).reason
        for door in ("minutes-refused", "minutes-unsigned")
    },
    "answer-corrected": lambda world: answered_row(
        CallQuestion.objects.get(call=world.calls["plain"], number=2)
    ).answer["it"],
    "corrigendum": lambda world: world.calls["plain"].versions.latest("number").reason["it"],
    "translated": lambda world: (
        RecognisedFact.objects.filter(application__call=world.calls["checking"])
        .latest("pk")
        .reason["it"]
    ),
    "signatory-name": lambda _world: Signatory.objects.latest("pk").user.name,
    "signatory-title_it": lambda _world: Signatory.objects.latest("pk").title.data["it"],
    "history-source": lambda _world: HistoricImport.objects.latest("pk").source_name,
    "history-place": lambda _world: HistoricImport.objects.latest("pk").source_place,
    "history-licence": lambda _world: HistoricImport.objects.latest("pk").licence,
    "history-words": lambda world: HistoricImport.objects.get(
        pk=world.imports["prepared"].pk
    ).mapping["project"][0],
    "history-undo": lambda world: (
        HistoricImport.objects.get(pk=world.imports["done"].pk).undo_reason
    ),
}


def stored_at(door: str, world: World) -> Any:
    return PLACES[door](world)
