"""The ready calls as they are applied to: every lot, every field filled in with what fits it."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from applicants.models import Organisation
from callfile.as_written import grant_of
from callfile.form.fields import Field, FieldKind, fields_of, shown_fields
from grants.actions.add_attachment import add_attachment
from grants.actions.save_answers import save_answers
from grants.actions.start_application import start_application
from grants.actions.submit_application import submit_application
from grants.call_file_io import read_call
from grants.models import Application, Call
from tests.grants.applying import a_pdf
from tests.personas import person

NAMES = ("kultura", "kulturni-projekti", "mladi", "prireditve", "socialno", "sport")


@cache
def _ready(name: str) -> Any:
    return read_call((Path(settings.BASE_DIR) / "library" / f"{name}.yaml").read_bytes()).call


def ready_call(name: str) -> dict[str, Any]:
    content: dict[str, Any] = deepcopy(_ready(name))
    return content


def apply(call: Call, lot: str, organisation: Organisation, place: int) -> Application:
    """Bruno's application, sent; `place` makes it differ from the others. The clock stands."""
    bruno = person("Bruno")
    draft = start_application(
        lot=call.lots.get(code=lot), organisation=organisation, language="sl", actor=bruno
    )
    content = call.lot_content(lot)
    answers = answers_to(content, grant_of(call.content, lot), place)
    draft = save_answers(
        application=draft,
        answers=answers,
        eligibility={one["code"]: True for one in content.get("eligibility", [])},
        draft_version=draft.draft_version,
        actor=bruno,
    )
    for field in shown_fields(content, answers):
        if field["kind"] == FieldKind.FILE:
            add_attachment(
                application=draft,
                field=field["code"],
                name=f"{field['code']}.pdf",
                content=a_pdf(f"{draft.number} {field['code']}"),
                actor=bruno,
            )
    draft.refresh_from_db()
    submit_application(application=draft, draft_version=draft.draft_version, actor=bruno)
    draft.refresh_from_db()
    return draft


def answers_to(lot: Mapping[str, Any], grant: Mapping[str, str], place: int) -> dict[str, Any]:
    """Canonical answers to every field that they show, files left out."""
    found = {
        field["code"]: _plan(field, grant, place)
        if field["kind"] == FieldKind.FINANCIAL_PLAN
        else _value(field, place)
        for field in fields_of(lot)
        if field["kind"] != FieldKind.FILE
    }
    return {
        field["code"]: found[field["code"]]
        for field in shown_fields(lot, found)
        if field["code"] in found
    }


def _value(field: Field, place: int) -> Any:
    match field["kind"]:
        case FieldKind.INTEGER:
            return str(max(int(field.get("min", 0)), min(int(field.get("max", 40)), 20 + place)))
        case FieldKind.DECIMAL | FieldKind.MONEY:
            return str(field.get("max", "20"))
        case FieldKind.YES_NO | FieldKind.DECLARATION:
            return True
        case FieldKind.ONE_OF:
            return field["options"][place % len(field["options"])]["code"]
        case FieldKind.MANY_OF:
            return [field["options"][0]["code"]]
        case FieldKind.DATE:
            return str(field.get("min", "2027-05-08"))
        case FieldKind.PERIOD:
            return {"from": field.get("min", "2027-01-10"), "to": field.get("max", "2027-12-10")}
        case FieldKind.PLACE:
            return {"text": "Bonaca"}
        case FieldKind.TABLE:
            row = {column["code"]: _value(column, place) for column in field["columns"]}
            return [row, row]
    return f"Skupaj {place + 1}"


def _plan(field: Field, grant: Mapping[str, str], place: int) -> dict[str, Any]:
    """Half of the costs is requested, the rest is own money."""
    requested = max(int(float(grant.get("minimum", "0"))), 400) + 100 * place
    cost = next(row for row in field["cost_categories"] if row.get("eligible") is not False)
    own = next(row for row in field["income_categories"] if row["source"] == "own")
    return {
        "costs": [{"category": cost["code"], "text": "Delo", "amount": f"{2 * requested}.00"}],
        "incomes": [{"category": own["code"], "text": "Članarina", "amount": f"{requested}.00"}],
        "requested": f"{requested}.00",
    }
