"""An opened application as it is read on the desk."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applicants.models import LegalForm
from applicants.selectors import is_contested
from callfile.fields import Files
from callfile.reading.shapes import iso_day
from grants.formats import write_day, write_day_short, write_file_size, write_time
from grants.models import Application, Attachment
from grants.selectors.calls.paper_applications import files_of_field
from grants.words.answers import answer_lines
from grants.words.states import state_of

Row = dict[str, Any]


def parts_of(application: Application, files: Sequence[Attachment]) -> list[Row]:
    """The sections of the form: [{title, rows}], files with their links."""
    answers = application.answers or {}
    parts = []
    for section, fields in application.call.file.lot(application.lot.code).form.pages(answers):
        rows: list[Row] = []
        for field in fields:
            if isinstance(field, Files):
                rows += file_rows(field, files_of_field(field.code, answers, files))
            else:
                lines = answer_lines(field, answers.get(field.code))
                value = "\n".join(lines) or pgettext("answer", "Not answered")
                rows.append({"term": field.label, "value": value})
        parts.append({"code": section.code, "title": section.title, "rows": rows})
    return parts


def file_rows(field: Files, files: Sequence[Attachment]) -> list[Row]:
    if not files:
        return [{"term": field.label, "value": _("No file")}]
    return [
        {
            "term": field.label,
            "value": file.name,
            "note": write_file_size(file.size or 0),
            "url": reverse("grants:opened_attachment", args=[file.pk]),
            "action": pgettext("file", "Download"),
        }
        for file in files
    ]


def applicant_rows(application: Application) -> list[Row]:
    """The organisation as it was when it sent the application."""
    was = application.applicant or {}
    form = was.get("legal_form", "")
    seat = f"{was.get('street', '')}, {was.get('postcode', '')} {was.get('place', '')}"
    pairs = (
        (_("Name"), was.get("name")),
        (_("Legal form"), LegalForm(form).label if form in LegalForm.values else form),
        (_("Registration number"), _number(application)),
        (_("Tax number"), was.get("tax_number")),
        (_("Registered"), _day(was.get("registered_on"))),
        (_("Seat"), seat.strip(" ,")),
        (_("Bank account"), was.get("iban")),
        (_("E-mail address"), was.get("email")),
        (_("Telephone"), was.get("phone")),
        (_("Officers"), "\n".join(_officer(one) for one in was.get("officers") or [])),
    )
    return [{"term": term, "value": value} for term, value in pairs if value]


def _number(application: Application) -> str:
    """As it was sent, and what the office knows of it now."""
    number = str((application.applicant or {}).get("registration_number") or "")
    organisation = application.organisation
    if not number or (organisation.is_proved and organisation.registration_number == number):
        return number
    if is_contested(organisation):
        return _("%(number)s (not proved; another organisation has entered it too)") % {
            "number": number
        }
    return _("%(number)s (not proved)") % {"number": number}


def _officer(officer: dict[str, Any]) -> str:
    words = ", ".join(filter(None, (officer.get("name"), officer.get("function"))))
    if not officer.get("legal_representative"):
        return words
    return _("%(person)s (legal representative)") % {"person": words}


def _day(text: object) -> str:
    day = iso_day(text)
    return write_day(day) if day else ""


def history_of(application: Application) -> list[Row]:
    """Each change of state: when, and what it became."""
    return [
        {
            "time": f"{write_day_short(change.at)}, {write_time(change.at)}",
            "words": f"{state_of(change.target)[1]}{f': {change.reason}' if change.reason else ''}",
        }
        for change in application.state_changes.order_by("pk")
    ]
