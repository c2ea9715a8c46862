"""Letters: whatever somebody is called, a letter has one subject and the readers it should have."""

import pytest
from django.core import mail

from accounts.models import User
from applicants.models import Organisation
from tests.bad_input.corpus.markup import MARKUP
from tests.bad_input.doors import DOORS, own_organisation
from tests.letters import delivered

pytestmark = pytest.mark.django_db
NAMES = {
    "line-ends": "Zbor\r\nBcc: zlo@evil.example",
    "line-feed": "Zbor\nSubject: Zadetek",
    "return": "Zbor\rTo: zlo@evil.example",
    "encoded": "Zbor =?utf-8?q?=0ABcc=3A_zlo=40evil.example?=",
    "percent": "Zbor%0d%0aBcc: zlo@evil.example",
    "line-separator": "Zbor\u2028Bcc: zlo@evil.example",
    "vertical-tab": "Zbor\x0bBcc: zlo@evil.example",
    "next-line": "Zbor\x85Bcc: zlo@evil.example",
    "very-long": "Zbor " * 28,
    "letters": "Čez šest žlebov così è 🎶",
    "quotes": '"Zbor" <zlo@evil.example>, x',
    "template": "{{ 31337|add:1 }}{% debug %}",
    "html": "<script>alert(1)</script>",
}


def letters(run):
    run()
    for letter in delivered():
        message = letter.message()
        assert "\n" not in str(message["Subject"]).replace("\n ", "")
        assert letter.cc == letter.bcc == []
        assert message["Bcc"] is None
        assert len(message.get_all("Subject")) == len(message.get_all("To")) == 1
        assert not any("evil.example" in reader for reader in letter.to)
        assert "31338" not in letter.body
    return mail.outbox


@pytest.mark.parametrize("name", NAMES)
def test_invitation_has_the_name_in_one_line_of_its_subject(world, name):
    """Also where the name came into the database by another way than the form."""
    pk = own_organisation(world).pk
    Organisation.objects.filter(pk=pk).update(name=NAMES[name])
    found = letters(lambda: DOORS["invite"].post(world, "nekdo@example.org"))
    assert [letter.to for letter in found] == [["nekdo@example.org"]]


@pytest.mark.parametrize("name", NAMES)
def test_cancellation_says_its_reason_and_nothing_else(world, name):
    reason = f"Občina nima denarja. {NAMES[name]}"
    found = letters(lambda: DOORS["cancel-reason"].post(world, reason))
    # What ends a line in a word processor ends one here.
    [letter] = found
    assert "Občina nima denarja." in letter.body


@pytest.mark.parametrize("name", NAMES)
def test_letter_to_a_strange_name_is_one_letter(world, name):
    User.objects.filter(email="bruno@example.org").update(name=NAMES[name])
    found = letters(lambda: DOORS["invite"].post(world, "nekdo@example.org"))
    assert len(found) == 1


@pytest.mark.parametrize("name", list(MARKUP)[:20])
def test_letter_is_plain_text_and_says_markup_as_it_is(world, name):
    Organisation.objects.filter(pk=own_organisation(world).pk).update(name=MARKUP[name])
    found = letters(lambda: DOORS["invite"].post(world, "nekdo@example.org"))
    message = found[0].message()
    assert message.get_content_type() == "text/plain"
    assert MARKUP[name] in message.get_payload(decode=True).decode()
