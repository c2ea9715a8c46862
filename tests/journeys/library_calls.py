"""The ready calls as they are applied to: every lot, every field filled in with what fits it."""

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from applicants.models import Organisation
from callfile.fields import (
    Date,
    Decimal,
    Declaration,
    Field,
    Files,
    FinancialPlan,
    Integer,
    ManyOf,
    Money,
    OneOf,
    Period,
    Table,
    Venue,
    YesNo,
)
from callfile.fields.form import Form
from callfile.grant import Grant
from callfile.numbers.exact import exact_text
from callfile.numbers.money import money_text
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.call_files.reading import read_call
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
    pot = call.file.pot(lot)
    answers = answers_to(pot.lot.form, pot.grant, place)
    draft = save_answers(
        application=draft,
        answers=answers,
        eligibility={one.code: True for one in pot.lot.eligibility},
        draft_version=draft.draft_version,
        actor=bruno,
    )
    for field in pot.lot.form.shown(answers):
        if isinstance(field, Files):
            add_attachment(
                application=draft,
                field=field.code,
                name=f"{field.code}.pdf",
                content=a_pdf(f"{draft.number} {field.code}"),
                actor=bruno,
            )
    draft.refresh_from_db()
    submit_application(application=draft, draft_version=draft.draft_version, actor=bruno)
    draft.refresh_from_db()
    return draft


def answers_to(form: Form, grant: Grant, place: int) -> dict[str, Any]:
    """Canonical answers to every field that they show, files left out."""
    found = {
        field.code: _plan(field, grant, place)
        if isinstance(field, FinancialPlan)
        else _value(field, place)
        for field in form.fields
        if not isinstance(field, Files)
    }
    return {field.code: found[field.code] for field in form.shown(found) if field.code in found}


def _value(field: Field, place: int) -> Any:
    match field:
        case Integer():
            most = 40 if field.most is None else int(field.most)
            return str(max(int(field.least or 0), min(most, 20 + place)))
        case Decimal():
            return "20" if field.most is None else exact_text(field.most)
        case Money():
            return "20" if field.most is None else money_text(field.most)
        case YesNo() | Declaration():
            return True
        case OneOf():
            return field.options[place % len(field.options)].code
        case ManyOf():
            return [field.options[0].code]
        case Date():
            return "2027-05-08" if field.first is None else field.first.isoformat()
        case Period():
            first, last = field.first or date(2027, 1, 10), field.last or date(2027, 12, 10)
            return {"from": first.isoformat(), "to": last.isoformat()}
        case Venue():
            return {"text": "Bonaca"}
        case Table():
            row = {column.code: _value(column, place) for column in field.columns}
            return [row, row]
    return f"Skupaj {place + 1}"


def _plan(field: FinancialPlan, grant: Grant, place: int) -> dict[str, Any]:
    """Half of the costs is requested, the rest is own money."""
    requested = max((grant.minimum or 0) // 100, 400) + 100 * place
    cost = next(one for one in field.cost_categories if one.eligible)
    own = next(one for one in field.income_categories if one.source == "own")
    return {
        "costs": [{"category": cost.code, "text": "Delo", "amount": f"{2 * requested}.00"}],
        "incomes": [{"category": own.code, "text": "Članarina", "amount": f"{requested}.00"}],
        "requested": f"{requested}.00",
    }
