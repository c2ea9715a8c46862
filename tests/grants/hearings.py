"""A fact recognised otherwise than declared, told to its applicant, answered and weighed."""

from typing import Any

from grants.actions.checking.recognise_fact import recognise_fact
from grants.actions.requests.answer_findings import Statement, answer_findings
from grants.actions.requests.tell_findings import tell_findings
from grants.actions.requests.weigh_answer import weigh_answer
from grants.models import Application, Request, WeighedAnswer
from grants.selectors.recognition import facts_to_recognise
from tests.grants.requests import IN_TIME, accept
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

FEWER = {"sl": "Šest oseb nima vpisane članarine.", "it": "Sei persone senza quota."}
STAYS = {
    "sl": "Potrdil o plačilu ni, zato ostane pri petih.",
    "it": "Mancano le ricevute, perciò restano cinque.",
}


def recognise(application: Application, when: str = CHECKING, **values: Any) -> None:
    """All facts, as declared but for those that are named."""
    with at(when):
        for fact in facts_to_recognise(application):
            value = values.get(fact.code, fact.declared)
            recognise_fact(
                application=application,
                code=fact.code,
                value=value,
                reason={} if value == fact.declared else FEWER,
                actor=person("Ada"),
            )


def tell(application: Application, when: str = CHECKING) -> Request:
    with at(when):
        return tell_findings(application=application, actor=person("Ada"))


def tell_and_accept(application: Application) -> Request:
    return accept(tell(application))


def say(
    request: Request,
    text: str = "",
    *,
    agrees: bool | None = False,
    code: str = "members",
    when: str = IN_TIME,
    who: str = "Bruno",
) -> Request:
    with at(when):
        return answer_findings(
            request=request, statements={code: Statement(agrees, text)}, actor=person(who)
        )


def weigh(
    request: Request,
    sentence: dict[str, str] = STAYS,
    *,
    code: str = "members",
    when: str = IN_TIME,
    seen: str = "",
) -> WeighedAnswer:
    with at(when):
        return weigh_answer(
            thing=request.things.get(field=code),
            sentence=sentence,
            actor=person("Ada"),
            seen=seen,
        )
