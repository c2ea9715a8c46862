"""Slots: what a page shows and a floor above knows.

A page of a low floor names a slot (`{% slot "desk" as desk_url %}`) and knows nothing of whoever
fills it; a higher floor fills it in `AppConfig.ready` (`fill`). So templates obey the floors as
imports do, and `tests/architecture/test_slots.py` holds them to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

SLOTS: Final[Mapping[str, str]] = {
    "start_page": "of a person who has signed in: an address, or nothing for somebody else",
    "asks_by_itself": "name of a page that asks again without its reader",
    "public_menu": "entries of the public menu: code of the section, address, words",
    "public_footer": "links at the end of public pages: address, words",
    "calls": "address of the public list of calls",
    "funder_arms": "of the code of a funder and the mark of its arms: address of the picture",
    "register": "address of the register of grants",
    "verify": "address where a computation is verified",
    "my_applications": "address of a person's own applications",
    "desk": "address of the first page of whoever works here",
    "desk_bar": "of a request and a call: pages of the desk, role in words, first page",
    "act_under_way": "of a call and a person: the act that is being computed, its page, its words",
    "newest_page": "of an application and a person: what came after the receipt, or nothing",
    "minutes_pdf": "of an opening session: address of its minutes as a document, or nothing",
    "meeting_pdf": "of a meeting of a committee: address of its minutes as a document, or nothing",
    "member_ruling": "of a number, and that of a decision about a member: its document",
    "receipt_pdf": "of a number: address of the receipt as a document",
    "case_file": "of a number: address of the whole file of an application as one document",
    "own_case_file": "of an application and a person: that of its applicant, or nothing",
    "letters_by_post": "of a number: address where letters of an application are served by post",
    "applications_file": "of a code: address of the list of applications as a workbook",
    "paper_forms": "of a call: by lot its form on paper, an address in each language of the call",
    "committee": "of a code: address where the committee of the call is appointed",
    "opening": "of a code: address of the opening session",
    "conflicts": "of a code: address of the statement on conflicts of interest",
    "objection": "of an application: address where its applicant objects to a member, or nothing",
    "step_for_two": "of a step that waits for a second person: what it would do, as a block",
    "standing": "of a call and a page of applications: place and points by application",
    "expected_points": "of a lot and facts: the points that follow, as a block",
    "points_of_facts": "of a lot and facts: by criterion points and whether they are the most",
    "worked_example": "of a lot, its money and its most points: the rule on three applications",
    "results": "of a code: address of the published results",
    "workspace": "of a code: address of the work on a call",
    "proposal": "of a call and a person: address of the newest proposal that the person may read",
    "decision_preview": "of a code, the number of a proposal and of an application: its decision",
    "decisions": "of a code: address where its decisions are issued",
    "propose": "of a code: address where the newest allocation is proposed",
}

Give = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Fill:
    order: int
    give: Give


_fills: dict[str, list[_Fill]] = {}


def fill(slot: str, give: Give, *, order: int = 0) -> None:
    """`give` is called with what the page says. Raises KeyError for a slot that no page names."""
    SLOTS[slot]
    fills = _fills.setdefault(slot, [])
    if all(one.give != give for one in fills):
        fills.append(_Fill(order, give))
        fills.sort(key=lambda one: one.order)


def fill_with_page(slot: str, route: str) -> None:
    """The address of a page, with the arguments that the slot is given."""
    if slot not in _fills:
        fill(slot, lambda *args: reverse(route, args=args))


def filled(slot: str, *args: Any) -> Any:
    """What the first says that has something to say; an empty text where nobody has."""
    return next((said for said in every(slot, *args) if said), "")


def every(slot: str, *args: Any) -> list[Any]:
    """What all of them say, in their order. Raises KeyError for a slot that does not exist."""
    SLOTS[slot]
    return [one.give(*args) for one in _fills.get(slot, ())]
