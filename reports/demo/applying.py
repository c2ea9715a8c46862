"""Applicants at work: drafts, files, submits, one that is taken back; and what comes on paper."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from applicants.models import LegalForm
from callfile.fields import Declaration, LongText
from callfile.fields.form import Form
from grants.actions.applying._paper import Scan
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.record_paper import PaperSender, Received, record_paper
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.applying.withdraw_application import withdraw_application
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_findings import Statement, answer_findings
from grants.models import Application, Attachment, Call, PaperWay
from reports.demo.answers import Writer
from reports.demo.calendar import Course, stamp, stamp_in_order
from reports.demo.files import pdf
from reports.demo.numbers import registration_number
from reports.demo.people import World
from reports.demo.story import steady, story

Entry = Mapping[str, Any]

# Filed drafts stop at one of these: begun, half written, written, sent, taken back.
SENT = ("sent", "withdrawn")
_WORKING_HOURS = (8, 21)
_MONEY_MISSING = 30_000


class Applying:
    """One application of the story, from the first click to the submit."""

    def __init__(self, world: World, entry: Entry, place: int, year: int) -> None:
        self.entry = entry
        self.applicant = world.applicants[entry["org"]]
        self.until = entry.get("send", "sent")
        self.number = ""
        self._writer = Writer(
            entry,
            self.applicant.organisation.name,
            self.applicant.about,
            self.applicant.language,
            year,
            place,
        )

    def plan(
        self, course: Course, call: Callable[[], Call], began: datetime, ended: datetime
    ) -> None:
        """Put the acts of this application into the course, between two moments."""
        first = _clock(began + (ended - began) * 0.05 * (1 + steady(self.entry["org"]) % 12), self)
        sent = _clock(
            first + (ended - first) * (0.5 + steady(self.entry["lot"], self) % 9 / 20), self
        )
        first = min(first, ended - timedelta(hours=6))
        sent = max(first + timedelta(hours=1), min(sent, ended - timedelta(minutes=23)))
        course.add(first, lambda: self.start(call()))
        if self.until in SENT:
            course.add(sent, self.send)
        if self.until == "withdrawn":
            course.add(sent + timedelta(minutes=17), self.withdraw)

    def __str__(self) -> str:
        return f"{self.entry['org']} {self.entry['lot']} {self.entry.get('title', '')}"

    @property
    def application(self) -> Application:
        return Application.objects.select_related("call", "lot").get(number=self.number)

    def start(self, call: Call) -> None:
        draft = start_application(
            lot=call.lots.get(code=self.entry["lot"]),
            organisation=self.applicant.organisation,
            language=self.applicant.language,
            actor=self.applicant.owner,
        )
        self.number = draft.number
        if self.until != "started":
            self._write(draft)
        stamp(Application.objects.filter(pk=draft.pk), "created_at", "updated_at")
        stamp_in_order(Attachment.objects.filter(application=draft), "added_at")

    def send(self) -> None:
        draft = self.application
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=self.applicant.owner
        )

    def withdraw(self) -> None:
        withdraw_application(application=self.application, actor=self.applicant.owner)

    def take_over(self) -> None:
        """What the funder asks or tells, in the account of the applicant."""
        asked = self.application.requests.latest("number")
        accept_request(request=asked, actor=self.applicant.owner)

    def answer(self) -> None:
        """Of every fact that was told the same: what the story says."""
        asked = self.application.requests.latest("number")
        said = Statement(agrees=False, text=self.entry["heard"]["text"])
        answer_findings(
            request=asked,
            statements={thing.field: said for thing in asked.things.all()},
            actor=self.applicant.owner,
        )

    def _write(self, draft: Application) -> None:
        lot = draft.call.file.lot(draft.lot.code)
        answers = self._writer.answers(lot.form)
        files = self._writer.files(lot.form, answers)
        if self.until == "half":
            answers, files = _half(lot.form, answers), files[:1]
        draft = save_answers(
            application=draft,
            answers=answers,
            eligibility={condition.code: True for condition in lot.eligibility},
            draft_version=draft.draft_version,
            actor=self.applicant.owner,
        )
        for field in files:
            label = field.label[self.applicant.language]
            add_attachment(
                application=draft,
                field=field.code,
                name=f"{field.code.replace('_', '-')}.pdf",
                content=pdf(label, self.applicant.organisation.name, draft.number),
                actor=self.applicant.owner,
            )


def _half(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Without the declarations and the last text, and with a plan that does not come out yet."""
    declared = {field.code for field in form.fields if isinstance(field, Declaration)}
    kept = {code: value for code, value in answers.items() if code not in declared}
    texts = [field.code for field in form.fields if isinstance(field, LongText)]
    kept.pop(next(code for code in reversed(texts) if code in kept))
    plan = dict(kept["plan"])
    first, *others = plan["incomes"]
    cents = int(first["amount"].replace(".", "")) - _MONEY_MISSING
    plan["incomes"] = [{**first, "amount": f"{cents // 100}.{cents % 100:02d}"}, *others]
    return {**kept, "plan": plan}


def _clock(moment: datetime, about: Applying) -> datetime:
    """The same day, at an hour at which people sit down to such work."""
    first, last = _WORKING_HOURS
    hour = first + steady(about, "hour") % (last - first)
    minute, second = steady(about, "minute") % 60, steady(about, "second") % 60
    return timezone.localtime(moment).replace(
        hour=hour, minute=minute, second=second, microsecond=0
    )


def plan_papers(world: World, key: str, course: Course, call_of: Callable[[], Call]) -> None:
    """`key` is that of the call in the story; `call_of` gives it once it is published."""
    for place, entry in enumerate(story("papers").get(key, []), start=1):
        moment = world.calendar.at(*entry["recorded"])
        course.add(moment, _recording(world, entry, place, call_of))


def _recording(
    world: World, entry: Mapping[str, Any], place: int, call_of: Callable[[], Call]
) -> Callable[[], None]:
    def record() -> None:
        call, filed_at = call_of(), world.calendar.at(*entry["filed"])
        is_late = call.deadline_at is not None and filed_at > call.deadline_at
        found = record_paper(
            lot=call.lots.filter(is_leaf=True).order_by("position")[0],
            sender=PaperSender(_sender_of(entry), entry["representative"]),
            received=Received(
                PaperWay(entry["way"]), filed_at, f"{call.file_number}-{40 + place}", "sl"
            ),
            scan=None if is_late else Scan("vloga.pdf", pdf(entry["name"], "Vloga na papirju")),
            actor=world.people["ada"],
        )
        stamp(Application.objects.filter(pk=found.pk), "updated_at")
        stamp_in_order(Attachment.objects.filter(application=found), "added_at")

    return record


def _sender_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "registration_number": registration_number(entry["place"]),
        "name": entry["name"],
        "legal_form": LegalForm.SOCIETY.value,
        "street": entry["street"],
        "postcode": "6999",
        "place": "Bonaca",
        "email": "",
        "phone": "",
        "tax_number": "",
        "iban": "",
    }
