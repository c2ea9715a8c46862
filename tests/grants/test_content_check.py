"""The set-up check: in a child, before the transaction, and once for each content."""

import pytest
from django.db import connection

from accounts.guarded.pool import Busy, TookTooLong
from accounts.refusal import Refused
from callfile.checked import MOST_SHOWN
from callfile.file import FaultCode, check
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.calls.replace_call_content import replace_call_content
from grants.call_files import check as content_check
from grants.call_files.check import check_content, checked_of, read_sent
from grants.models import Call
from grants.selectors.calls.call_set_up import set_up_of
from reports.selectors.call_facts import facts_of
from tests.personas import bonaca, person
from tests.small_call import small_call
from tests.stage import PREPARED, a_draft_call, at

pytestmark = pytest.mark.django_db
MANY = {**small_call(), **{f"key-{number}": number for number in range(4_000)}}


@pytest.fixture
def looks(monkeypatch):
    """How often the child was asked; `fault` is what comes instead of its answer."""
    asked, really = [], content_check.look_at

    def look_at(*given):
        asked.append(connection.in_atomic_block)
        if isinstance(asked[0], Exception):
            raise asked[0]
        return really(*given)

    monkeypatch.setattr(content_check, "look_at", look_at)
    return asked


def _imported(content):
    with at(PREPARED):
        return import_call(
            funder=bonaca(), content=content, file_number="610-1/2026", actor=person("Ada")
        )


def test_check_of_4000_unknown_keys_names_each_once():
    faults = [one for one in check(MANY) if one.code is FaultCode.UNKNOWN_KEY]
    assert len(faults) == len({str(one) for one in faults}) == 4_000


def test_check_says_a_fault_once():
    call = {**small_call(), "languages": ["sl", "xx", "xx"]}
    places = [str(fault) for fault in check(call)]
    assert len(places) == len(set(places))


def test_check_compares_only_the_first_unknown_keys_with_the_known():
    mistyped = {f"strateg{number}": 1 for number in range(40)}
    codes = [fault.code for fault in check({**small_call(), **mistyped})]
    assert 0 < codes.count(FaultCode.MISSPELT_KEY) <= 20


def test_looks_at_the_desk_check_nothing_again(looks, client):
    call = _imported(MANY)
    del looks[:]
    client.force_login(person("Ada"))
    page = client.get(f"/sl/desk/calls/{call.code}/set-up/").content.decode()
    assert "200" in page
    assert "4.000" in page
    assert page.count('class="m-mono m-mute"') <= 2 * MOST_SHOWN
    assert set_up_of(call).checked.errors == 4_000
    assert facts_of([call])[call.pk].faults == 4_000
    assert looks == []


def test_content_is_checked_again_when_it_changes(looks):
    call = _imported(MANY)
    with at(PREPARED):
        call = replace_call_content(
            call=call, content=small_call(), content_version=1, actor=person("Ada")
        )
    assert len(looks) == 2
    assert checked_of(call).is_faultless
    with at(PREPARED):
        publish_call(call=call, actor=person("Ada"))
    assert len(looks) == 2


def test_kept_check_of_another_content_or_of_other_rules_counts_for_nothing(looks):
    call = a_draft_call()
    del looks[:]
    call.content = MANY
    assert checked_of(call).errors == 4_000
    call.content = small_call()
    call.checked = {**call.checked, "rules": "0" * 64}
    assert checked_of(call).is_faultless
    assert len(looks) == 2


def test_publication_refuses_a_content_that_was_changed_behind_its_check():
    call = a_draft_call()
    Call.objects.filter(pk=call.pk).update(content=MANY)
    with at(PREPARED), pytest.raises(Refused):
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    assert call.state == "draft"


@pytest.mark.parametrize(
    ("fault", "code"),
    [(TookTooLong("x"), FaultCode.ENDLESS), (Busy("x"), FaultCode.NOT_NOW)],
)
def test_check_that_fails_is_a_fault_and_is_tried_again(looks, fault, code):
    looks.append(fault)
    assert [one.code for one in read_sent(b"{}").checked.shown] == [code]
    call = _imported(small_call())
    assert [one.code for one in checked_of(call).shown] == [code]
    with at(PREPARED), pytest.raises(Refused):
        publish_call(call=call, actor=person("Ada"))
    del looks[:]
    assert checked_of(call).is_faultless
    with at(PREPARED):
        publish_call(call=call, actor=person("Ada"))


def test_check_of_a_content_is_json_of_the_database():
    kept = check_content(MANY)
    assert kept["errors"] == 4_000
    assert len(kept["shown"]) <= 2 * MOST_SHOWN


@pytest.mark.parametrize("key", [b"5", b"true", b"~", b"[a]"])
def test_key_that_is_no_text_keeps_the_file_out(key):
    sent = read_sent(b"code: x\n? " + key + b"\n: 1\n")
    assert sent.call is None
    code = FaultCode.KEY_COMPOUND if key == b"[a]" else FaultCode.KEY_NOT_TEXT
    assert (code, 2) in [(fault.code, fault.line) for fault in sent.checked.shown]


@pytest.mark.django_db(transaction=True)
def test_content_is_checked_before_the_transaction_begins(looks):
    call = _imported(small_call())
    with at(PREPARED):
        replace_call_content(call=call, content=MANY, content_version=1, actor=person("Ada"))
    assert looks == [False, False]
