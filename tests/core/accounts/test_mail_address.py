"""Mail addresses at each limit, and what nobody sees in them."""

import pytest

from accounts.core.mail_address import AddressFault, clean_address, fault_of, is_same_mailbox

LABEL = "a" * 63
HOST_253 = f"{LABEL}.{LABEL}.{LABEL}.{'a' * 57}.com"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (" Bruno@Klub.Example ", "bruno@klub.example"),
        ("bruno＠klub.example", "bruno@klub.example"),
        ("bru\u00adno@klub.example", "bruno@klub.example"),
        ("bru\u034fno\ufe0f@klub.example\U000e0100", "bruno@klub.example"),
        ("bru\u115fno\u1160\u17b4\u17b5\u3164\uffa0@klub.example", "bruno@klub.example"),
        ("bruno@klub\ufe00.example\ufe0f", "bruno@klub.example"),
        ("bruno\U000e01ef@klub.example", "bruno@klub.example"),
        ("bruno\U000e01f0@klub.example", "bruno\U000e01f0@klub.example"),
        ("bru\u202eno@klub.example", "bru\u202eno@klub.example"),
        ("bruno@čez.example", "bruno@xn--ez-dma.example"),
        ("bruno@čez。example", "bruno@xn--ez-dma.example"),
        ("bruno@straße.example", "bruno@straße.example"),
        ("bruno@nikoς.example", "bruno@nikoς.example"),
        (f"bruno@{'č' * 64}.example", f"bruno@{'č' * 64}.example"),
        ("a@b@klub.example", "a@b@klub.example"),
        ("Bruno", "bruno"),
    ],
)
def test_clean_address_is_the_one_spelling(written, clean):
    assert clean_address(written) == clean


def test_clean_address_leaves_what_is_far_too_long():
    assert clean_address("A" * 2540) == "a" * 2540
    assert clean_address("A" * 2541) == "A" * 2541


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("bruno@klub.example", None),
        ("b.r+u_n-o'1@a-b.klub.example", None),
        ("a" * 64 + "@klub.example", None),
        ("a" * 65 + "@klub.example", AddressFault.TOO_LONG),
        (f"{'a' * 64}@{LABEL}.{LABEL}.{'a' * 57}.com", None),
        (f"{'a' * 64}@{LABEL}.{LABEL}.{'a' * 58}.com", AddressFault.TOO_LONG),
        (f"a@{HOST_253[5:]}", None),
        (f"a@{HOST_253}", AddressFault.TOO_LONG),
        ("a b" * 30 + "@klub.example", AddressFault.INCOMPLETE),
        ("a" * 300, AddressFault.INCOMPLETE),
        ("", AddressFault.INCOMPLETE),
        ("bruno", AddressFault.INCOMPLETE),
        ("bruno@klub", AddressFault.INCOMPLETE),
        ("@klub.example", AddressFault.INCOMPLETE),
        (".bruno@klub.example", AddressFault.INCOMPLETE),
        ("bruno.@klub.example", AddressFault.INCOMPLETE),
        ("bru..no@klub.example", AddressFault.INCOMPLETE),
        ("bruno@-klub.example", AddressFault.INCOMPLETE),
        ("bruno@klub-.example", AddressFault.INCOMPLETE),
        ("bruno@klub.e", AddressFault.INCOMPLETE),
        ("bruno@klub.e1", AddressFault.INCOMPLETE),
        (f"bruno@{LABEL}a.example", AddressFault.INCOMPLETE),
        (f"bruno@{LABEL}.example", None),
        ("bruno@klub.xn--ab", None),
        ("žiga@klub.example", AddressFault.LETTERS),
        ("bruno@straße.example", AddressFault.LETTERS),
        ("žiga@klub", AddressFault.INCOMPLETE),
        ("žig a@klub.example", AddressFault.INCOMPLETE),
        ("bru\u202eno@klub.example", AddressFault.INCOMPLETE),
        ("a→b@klub.example", AddressFault.INCOMPLETE),
        ("a٣@klub.example", AddressFault.LETTERS),
        ("a\u0301@klub.example", AddressFault.LETTERS),
    ],
)
def test_fault_of_says_why_no_letter_arrives(address, fault):
    assert fault_of(address) is fault


def test_the_same_mailbox_however_it_is_written():
    assert is_same_mailbox("Bruno@Klub.example", " bruno@klub.EXAMPLE\u200b")
    assert not is_same_mailbox("bruno@klub.example", "bruna@klub.example")
