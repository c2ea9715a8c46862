"""What somebody has chosen of the list of applications: the page, its file and its acts read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from grants.models import Application, Call
from grants.selectors.desk_applications import (
    CheckTally,
    applications_known_to,
    as_listed,
    opened_applications,
    tally_of,
)
from grants.words.states import state_of

MOST_WORDS = 100


@dataclass(frozen=True)
class Choice:
    """Of the opened applications that the person may read; what does not exist chooses nothing.

    `tally` counts all that the person knows of, sealed ones too.
    """

    words: str
    state: str
    lot: str
    order: str
    filters: list[dict[str, Any]]
    known: QuerySet[Application]
    tally: CheckTally
    rows: QuerySet[Application]

    @property
    def together(self) -> CheckTally:
        """Of those that are chosen."""
        return tally_of(self.rows) if self.words else self.tally.opened.of(self.state, self.lot)

    @property
    def listed(self) -> QuerySet[Application]:
        """In the chosen order."""
        return as_listed(self.rows, self.order)

    @property
    def query(self) -> str:
        """For an address that chooses the same."""
        return urlencode(list(self.parts()))

    def parts(self) -> Iterator[tuple[str, str]]:
        chosen = {"q": self.words, "state": self.state, "lot": self.lot, "order": self.order}
        yield from ((name, value) for name, value in chosen.items() if value)


def choice_of(said: QueryDict, user: User, call: Call) -> Choice:
    words = " ".join(said.get("q", "")[:MOST_WORDS].split())
    known = applications_known_to(user, call)
    tally = tally_of(known)
    states = {
        one: f"{state_of(one)[1]} ({tally.opened.of(one).count})" for one in tally.opened.states
    }
    lots = {lot.code: lot.code for lot in call.lots.filter(is_leaf=True)}
    orders = {
        "applicant": pgettext("order", "applicant"),
        "received": pgettext("order", "received last"),
        "requested": pgettext("order", "most requested"),
    }
    state, lot, order = (said.get(name, "") for name in ("state", "lot", "order"))
    filters = [
        _filter("state", _("State"), _("All states"), states, state),
        _filter("lot", _("Lot"), _("All lots"), lots, lot),
        _filter("order", _("Order by"), pgettext("order", "number"), orders, order),
    ]
    state = state if state in states else ""
    lot = lot if lot in lots else ""
    rows = opened_applications(user, call, words=words, state=state, lot=lot)
    return Choice(words, state, lot, order if order in orders else "", filters, known, tally, rows)


def _filter(
    name: str, label: str, everything: str, words: dict[str, str], chosen: str
) -> dict[str, Any]:
    options = [{"value": "", "words": everything, "selected": chosen not in words}]
    options += [
        {"value": value, "words": text, "selected": value == chosen}
        for value, text in words.items()
    ]
    return {"name": name, "label": label, "options": options}
