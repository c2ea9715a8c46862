"""From an empty installation to its first published call, by the pages and the letters alone.

Gina set the installation up and administers it, Ada runs the call, Emil signs, Dario looks from the
street; the committee of five is invited from its page. Nobody has an account before.
"""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from grants.models import Call, Funder
from scoring.models import CommitteeMember
from tests.architecture.sources import ROOT
from tests.journeys.browser import Visitor
from tests.journeys.presses import Presses
from tests.letters import delivered
from tests.personas import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

GINA, ADA, EMIL = "gina.hrast@bonaca.example", "ada@bonaca.example", "emil@bonaca.example"
COMMITTEE = ("Celia Benko", "Ciril Rupnik", "Igor Furlan", "Nadja Bevk", "Cvetka Zidar")
SECRETARY = len(COMMITTEE) - 1
# From the library to the published call with its committee.
MOST_PRESSES = 35


def test_empty_installation_comes_to_a_published_call(visit, it_is, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    visit().go("/")
    call_command("set_up", str(ROOT / "deploy" / "setup.example.yaml"), verbosity=0)
    gina = come_in(visit(), GINA)
    complete_the_funder(gina)
    invite(gina, ADA, "Ada Mrak", "officer")
    invite(gina, EMIL, "Emil Starc", "approver")
    gina.go("/desk/")
    assert not gina.page.locator(".m-next").count()
    ada = come_in(visit(), ADA)
    presses = Presses(ada)
    prepare(presses)
    appoint(presses)
    hand_over(presses)
    emil = Presses(come_in(visit(), EMIL))
    confirm(emil)
    assert presses.count + emil.count <= MOST_PRESSES, (presses.count, emil.count)
    # Before eight in the morning it is published for eight.
    with it_is((Call.objects.get().published_at + timedelta(hours=1)).isoformat()):
        look_from_the_street(visit())
    celia = come_in(visit(), CommitteeMember.objects.get(role="chair").user.email)
    assert celia.says("Kultura 2027")


def come_in(visitor: Visitor, address: str) -> Visitor:
    """By the link of the letter: a password, the sign-in, the second step, the own desk."""
    letter = next(
        one for one in reversed(delivered()) if one.to == [address] and "key/" in one.body
    )
    page = visitor.page
    visitor.go_to(re.search(r"https?://[^/]+(/\S+key/\S+)", letter.body)[1])
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(PASSWORD)
    visitor.send()
    visitor.go("/account/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(PASSWORD)
    visitor.send()
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(PASSWORD)
        visitor.send()
    secret = page.locator("code").first.inner_text()
    counter = next(totp.yield_hotp_counters_from_time())
    page.locator("input[name=code]").fill(totp.format_hotp_value(totp.hotp_value(secret, counter)))
    visitor.send()
    page.get_by_role("link", name="Naprej", exact=True).click()
    visitor.look()
    return visitor


def complete_the_funder(gina: Visitor) -> None:
    gina.go("/desk/funder/")
    gina.page.locator("input[name=phone]").fill("+386 5 111 11 11")
    gina.send()
    assert Funder.objects.get().phone == "+386 5 111 11 11"


def invite(gina: Visitor, address: str, name: str, role: str) -> None:
    """As the desk says what is missing."""
    gina.go("/desk/")
    gina.page.get_by_role("link", name="Povabi", exact=True).click()
    gina.look()
    gina.page.locator("input[name=email]").fill(address)
    gina.page.locator("input[name=name]").fill(name)
    gina.send()
    assert User.objects.get(email=address).role_grants.get().role == role


def prepare(ada: Presses) -> None:
    """A ready call for next year, with a budget of its own."""
    today = timezone.localdate()
    ada.follow("Pripravi nov razpis")
    ada.tick("ready", "kultura")
    ada.write_day("published", today)
    ada.write("code", "kultura")
    ada.follow("Naredi osnutek")
    ada.follow("Sredstva in meje")
    ada.write("budget_0", "60.000,00")
    ada.follow("Shrani")


def appoint(ada: Presses) -> None:
    ada.follow("Komisija")
    ada.write("appointment", "011-7/2026")
    ada.write_day("decided_on", timezone.localdate() - timedelta(days=3))
    for row, name in enumerate(COMMITTEE):
        ada.write(f"form-{row}-email", f"{name.split()[0].lower()}@bonaca.example")
        ada.write(f"form-{row}-name", name)
    ada.choose(f"form-{SECRETARY}-role", "secretary")
    ada.follow("Vpišite komisijo")
    roles = CommitteeMember.objects.order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["chair", "member", "member", "member", "secretary"]


def hand_over(ada: Presses) -> None:
    ada.follow("Priprava")
    ada.follow("Preglej in objavi")
    ada.tick("confirmed")
    ada.follow("Predaj v potrditev drugi osebi")
    assert Call.objects.get().state == "draft"


def confirm(emil: Presses) -> None:
    """By the link of the letter."""
    said = "\n".join(one.body for one in delivered() if one.to == [EMIL])
    emil.visitor.go_to(re.search(r"https?://[^/]+(/\S+second-person/)", said)[1])
    emil.follow("Potrdi in objavi razpis")
    call = Call.objects.get()
    assert call.state == "published"
    # The set-up file says how the case numbers are written.
    assert call.file_number == f"610-1/{timezone.localdate(call.published_at).year}"


def look_from_the_street(dario: Visitor) -> None:
    call = Call.objects.get()
    dario.go("/")
    assert dario.says(str(call.title["sl"])) or dario.says(str(call.short_title["sl"]))
    dario.go(f"/calls/{call.code}/")
    assert dario.says("Občini Bonaca")
