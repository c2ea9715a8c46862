"""E-mail addresses: one spelling for each mailbox, and only such as a letter can be sent to.

Source: RFC 5321 (a dot-atom of at most 64 octets, @, a host of at most 253; 254 in all) and
RFC 3490 for host names with other letters. Mail servers that take other letters before the @
(RFC 6531) cannot be counted on, so such an address is refused where it is typed.

What nobody sees is taken out: it came with pasting, and would make two accounts of one mailbox.
Only the override that shows letters backwards stays, and is refused: what was seen is not there.

>>> clean_address(" Bru\\u200bno@Klub\\u00ad.Example\\ufeff ")
'bruno@klub.example'
>>> clean_address("Bruno＠klub.example"), clean_address("bruno@čez.example")
('bruno@klub.example', 'bruno@xn--ez-dma.example')
>>> fault_of("bruno@klub.example"), fault_of("žiga@klub.example"), fault_of("bruno@klub")
(None, <AddressFault.LETTERS: 'letters'>, <AddressFault.INCOMPLETE: 'incomplete'>)
"""

import re
import unicodedata
from enum import StrEnum

LONGEST = 254
_LONGEST_NAME, _LONGEST_HOST = 64, 253
_BACKWARDS = "\u202e"
# Joiners and selectors that show nothing, beside the category of marks without a shape.
_UNSEEN = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5)))
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# IDNA of 2003 writes them as others: the letter would go to another host.
_AMBIGUOUS = frozenset("ßς")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_NAME = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,63}})")


class AddressFault(StrEnum):
    """Why no letter can be sent there."""

    INCOMPLETE = "incomplete"
    LETTERS = "letters"  # it holds letters that many mail servers refuse
    TOO_LONG = "too_long"


def clean_address(text: str) -> str:
    """In its one spelling: small letters, the host in ASCII where it can be, nothing unseen.

    What is no address comes back as it can be read, for `fault_of` to say.
    """
    if len(text) > 10 * LONGEST:
        return text
    seen = "".join(filter(_is_seen, unicodedata.normalize("NFKC", text)))
    # Some signs are seen only once they are composed, and some compose only without the unseen.
    kept = unicodedata.normalize("NFKC", seen).strip().lower()
    name, at, host = kept.rpartition("@")
    return f"{name}{at}{_ascii_host(host)}" if at else kept


def fault_of(address: str) -> AddressFault | None:
    """What is wrong with a cleaned address; None where letters can be sent to it."""
    name, at, host = address.rpartition("@")
    if len(address) > LONGEST or len(name) > _LONGEST_NAME or len(host) > _LONGEST_HOST:
        return AddressFault.TOO_LONG if at and _NAME.fullmatch(name) else AddressFault.INCOMPLETE
    if _NAME.fullmatch(name) and _HOST.fullmatch(host):
        return None
    name, host = _in_plain_letters(name), _in_plain_letters(host)
    is_whole = _NAME.fullmatch(name) and _HOST.fullmatch(host)
    return AddressFault.LETTERS if is_whole else AddressFault.INCOMPLETE


def is_same_mailbox(one: str, other: str) -> bool:
    """However each of them was written."""
    return clean_address(one) == clean_address(other)


def _is_seen(sign: str) -> bool:
    selects = any(ord(sign) in marks for marks in _SELECTORS)
    takes_room = unicodedata.category(sign) != "Cf" or sign == _BACKWARDS
    return takes_room and sign not in _UNSEEN and not selects


def _in_plain_letters(text: str) -> str:
    """With an x for every letter that is not ASCII."""
    others = (sign for sign in text if not sign.isascii())
    letters = {ord(sign): "x" for sign in others if unicodedata.category(sign)[0] in "LMN"}
    return text.translate(letters)


def _ascii_host(host: str) -> str:
    """As it is asked for in the network; unchanged where it has no such form."""
    if host.isascii() or not _AMBIGUOUS.isdisjoint(host):
        return host
    labels = re.split("[.。]", host)
    try:
        return ".".join(label.encode("idna").decode("ascii") for label in labels).lower()
    except UnicodeError:
        return host
