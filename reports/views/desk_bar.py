"""The bar of the desk: the pages of a call that the reader may open, and in which role."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from awards.models import Proposal
from grants.core import call_stages
from grants.core.tables import LEADERS, SCORERS, STAFF
from grants.core.workflow import CallState, Part
from grants.models import Call
from grants.permissions import kept_out_of_call
from scoring.models import CommitteeRole
from scoring.selectors.committee.role_in_call import parts_in_call

_READERS: frozenset[str] = frozenset(STAFF)
_SEATED: frozenset[str] = frozenset({*SCORERS, Part.SECRETARY})
_OFFICER: frozenset[str] = frozenset({Part.OFFICER})
_LEADERS: frozenset[str] = frozenset(LEADERS)
_SECRETARY: frozenset[str] = frozenset({Part.SECRETARY})

# Page, words, who opens it, and the states in which there is nothing on it yet.
_PAGES: tuple[tuple[str, Any, frozenset[str], frozenset[CallState]], ...] = (
    ("reports:workspace", _("Work"), _READERS, frozenset()),
    ("grants:call_setup", _("Set-up"), _READERS, call_stages.PUBLIC | call_stages.CANCELLED),
    ("grants:questions", _("Questions"), _READERS, call_stages.DRAFTED),
    ("grants:paper_applications", _("On paper"), _OFFICER, call_stages.DRAFTED),
    ("grants:desk_applications", _("Applications"), _READERS, call_stages.UNTIL_OPENING),
    ("scoring:committee", _("Committee"), _READERS | _LEADERS, call_stages.DRAFTED),
    ("scoring:opening", _("Opening"), _READERS | _SEATED, call_stages.DRAFTED),
    ("scoring:conflicts", _("Conflicts"), _READERS | _SEATED, call_stages.UNTIL_OPENING),
    ("scoring:sheets", _("Scoring"), _READERS | _SEATED, call_stages.UNTIL_OPENING),
    ("scoring:meeting", _("Meeting"), _SEATED, call_stages.UNTIL_OPENING),
    ("scoring:ranking", _("Ranking"), _READERS | _SECRETARY, call_stages.UNTIL_SCORING),
    ("reports:batch", _("Decisions"), _READERS, call_stages.UNTIL_SIGNATURE),
)


def desk_bar(request: HttpRequest | None, call: Call | None) -> dict[str, Any]:
    """{pages: [{url, label, current}], role, home}: only what this person may open on this call."""
    user = getattr(request, "user", None)
    if not isinstance(call, Call) or not isinstance(user, User):
        return {"pages": [], "role": "", "home": ""}
    roles = parts_in_call(call, user)
    pages = _pages(request, call, user, roles)
    home = pages[0]["url"] if pages else ""
    return {"pages": pages, "role": _role_in_words(roles), "home": home}


def _pages(request: Any, call: Call, user: User, roles: frozenset[str]) -> list[dict[str, Any]]:
    path = request.path if isinstance(request, HttpRequest) else ""
    shut = _shut_pages(user, call, roles)
    found = [
        {"url": reverse(name, args=[call.code]), "label": label}
        for name, label, who, not_in in _PAGES
        if roles & who and call.state not in not_in and name not in shut
    ]
    if roles & _READERS and not shut and call.state not in call_stages.UNTIL_OPENING:
        number = _newest_proposal(call)
        if number:
            url = reverse("awards:approval", args=[call.code, number])
            found.append({"url": url, "label": _("Approval")})
    here = max((page["url"] for page in found if path.startswith(page["url"])), default="", key=len)
    pages = [{**page, "current": page["url"] == here} for page in found]
    if pages and call.state not in call_stages.DRAFTED:
        url = f"{reverse('audit:ledger')}?call={call.code}"
        pages.append({"url": url, "label": _("Ledger"), "current": False})
    return pages


def _shut_pages(user: User, call: Call, roles: frozenset[str]) -> frozenset[str]:
    """What speaks of all applications, where one of them is closed to the person."""
    if not kept_out_of_call.allows(user, call):
        return frozenset()
    return frozenset({"scoring:ranking", "reports:batch", "grants:paper_applications"}) | (
        frozenset({"scoring:sheets"}) if roles & _READERS else frozenset()
    )


def _newest_proposal(call: Call) -> int | None:
    numbers = Proposal.objects.filter(call=call).order_by("-number")
    return numbers.values_list("number", flat=True).first()


def _role_in_words(roles: frozenset[str]) -> str:
    words = {**dict(Role.choices), **dict(CommitteeRole.choices)}
    return ", ".join(str(words[code]) for code in words if code in roles)
