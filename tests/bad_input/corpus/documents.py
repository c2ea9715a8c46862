"""JSON and YAML that two readers could read differently, or that would take all time and memory.

Each document is refused as a whole, with the code of the fault where it matters which one.
"""

import json

from tests.small_call import small_call

GOOD = json.dumps(small_call(), ensure_ascii=False)


def _with(place: str) -> bytes:
    """The good call with one more key, written by hand."""
    return GOOD.replace("{", "{" + place + ",", 1).encode("utf-8", "surrogatepass")


JSON_DOCUMENTS: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t ",
    "only-mark": b"\xef\xbb\xbf",
    "not-utf8": b'{"a": "\xe8ri\xe8ek"}',
    "utf16": '{"a": 1}'.encode("utf-16"),
    "utf32": '{"a": 1}'.encode("utf-32"),
    "utf7": '{"a": "č"}'.encode("utf-7"),
    "truncated": GOOD.encode()[:-40],
    "truncated-in-a-letter": b'{"a": "\xc4',
    "two-values": (GOOD + GOOD).encode(),
    "rest": (GOOD + " x").encode(),
    "single-quotes": b"{'a': 1}",
    "comment": b'{"a": 1 /* b */}',
    "trailing-comma": b'{"a": 1,}',
    "bare-key": b"{a: 1}",
    "duplicate-key": _with('"code":"mala-2027"'),
    "duplicate-key-escaped": _with('"c\\u006fde":"mala-2027"'),
    "duplicate-far-inside": GOOD.replace('"sl":', '"it":"x","sl":', 1).encode(),
    "float": _with('"more":0.5'),
    "float-whole": _with('"more":5.0'),
    "exponent": _with('"more":1e2'),
    "exponent-huge": _with('"more":1e400'),
    "integer-2-53": _with(f'"more":{2**53}'),
    "integer-minus-2-53": _with(f'"more":-{2**53}'),
    "integer-of-5000-digits": _with('"more":' + "9" * 5000),
    "leading-zero": _with('"more":007'),
    "plus": _with('"more":+1'),
    "nan": _with('"more":NaN'),
    "infinity": _with('"more":Infinity'),
    "minus-infinity": _with('"more":-Infinity'),
    "hexadecimal": _with('"more":0x1F'),
    "lone-high-surrogate": _with('"more":"\\ud800"'),
    "lone-low-surrogate": _with('"more":"\\udfff x"'),
    "surrogates-swapped": _with('"more":"\\udc00\\ud800"'),
    "surrogate-key": _with('"\\ud800":"x"'),
    "surrogate-raw": _with('"more":"\ud800"'),
    "not-composed": _with('"more":"c\u030c"'),
    "not-composed-key": _with('"c\u030c":"x"'),
    "raw-control": _with('"more":"a\x01b"'),
    "raw-line-end": _with('"more":"a\nb"'),
    "bad-escape": _with('"more":"\\x41"'),
    "short-escape": _with('"more":"\\u12"'),
    "depth-10000-lists": b"[" * 10_000 + b"]" * 10_000,
    "depth-10000-maps": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "depth-open": b"[" * 100_000,
    "depth-150": _with('"more":' + "[" * 150 + "]" * 150),
    "a-list": b"[]",
    "a-text": b'"call"',
    "a-number": b"5",
    "null": b"null",
    "true": b"true",
    "html": b"<!doctype html><html><script>alert(1)</script></html>",
    "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "nul": b"\0" * 100,
    "too-large": b'{"a":"' + b"a" * 2_000_001 + b'"}',
}
YAML_DOCUMENTS: dict[str, bytes] = {
    "alias": b"a: &x [1]\nb: *x\n",
    "billion-laughs": b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
    "anchor-circle": b"&a [*a]\n",
    "merge-key": b"a: &a {b: 1}\nc:\n  <<: *a\n",
    "python-object": b"!!python/object/apply:os.system ['id']\n",
    "python-name": b"a: !!python/name:os.system\n",
    "tag": b"a: !secret x\n",
    "tag-binary": b"a: !!binary aGVq\n",
    "tag-set": b"a: !!set {x, y}\n",
    "duplicate-key": b"code: a\ncode: b\n",
    "duplicate-key-quoted": b'code: a\n"code": b\n',
    "duplicate-inside": b"title:\n  sl: a\n  sl: b\n",
    "key-list": b"? [a, b]\n: c\n",
    "key-map": b"? {a: b}\n: c\n",
    "key-null": b"~: a\n",
    "key-number": b"5: a\n",
    "float": b"budget: 1000.5\n",
    "float-nan": b"budget: .nan\n",
    "float-infinity": b"budget: -.inf\n",
    "exponent": b"budget: 1e5\n",
    "integer-huge": b"supplement_days: " + b"9" * 5000 + b"\n",
    "integer-2-53": b"supplement_days: 9007199254740992\n",
    "two-documents": b"a: 1\n---\nb: 2\n",
    "tabs": b"a:\n\t- b\n",
    "bad-indent": b"a:\n   b: 1\n  c: 2\n",
    "unclosed-quote": b'a: "b\n',
    "unclosed-flow": b"a: [1, 2\n",
    "control": b"a: \x01\n",
    "escape-surrogate": b'a: "\\ud800"\n',
    "escape-nul": b'a: "\\0"\n',
    "depth-10000": b"[" * 10_000 + b"]" * 10_000,
    "depth-dashes": b"- " * 5_000 + b"x\n",
    "depth-keys": b"".join(b" " * n + b"a:\n" for n in range(500)),
    "directive": b"%YAML 9.9\n---\na: 1\n",
    "tag-directive": b"%TAG ! tag:evil.example,2026:\n---\na: !x 1\n",
    "only-comment": b"# nothing\n",
    "only-end": b"...\n",
    "list": b"- a\n- b\n",
    "scalar": b"call\n",
    "percent": b"a: %x\n",
    "at-sign": b"a: @x\n",
    "backtick": b"a: `x`\n",
}


def _call(**changes: object) -> bytes:
    return json.dumps({**small_call(), **changes}, ensure_ascii=False).encode()


def _lot(**changes: object) -> bytes:
    return _call(lots=[{**small_call()["lots"][0], **changes}])


def _fields(count: int, **more: object) -> bytes:
    words = {"sl": "Polje", "it": "Campo"}
    fields = [
        {"code": f"f{number}", "kind": "short_text", "label": words, **more}
        for number in range(count)
    ]
    section = {"code": "s", "title": words, "fields": fields}
    return _lot(form={"sections": [section]})


# Files that are far larger than any call, and as faulty: read to the end, or refused in time.
LARGE_DOCUMENTS: dict[str, bytes] = {
    "4000-unknown-keys": _call(**{f"key-{number}": number for number in range(4_000)}),
    "4000-mistyped-keys": _call(**{f"strateg{number}": number for number in range(4_000)}),
    "4000-languages": _call(languages=["xx"] * 4_000),
    "4000-other-languages": _call(languages=[f"x{number}" for number in range(4_000)]),
    "4000-times-a-language": _call(languages=["sl", "it"] * 2_000),
    "4000-lots": _call(lots=[{"code": f"A{number}"} for number in range(4_000)]),
    "4000-lots-that-are-none": _call(lots=[None] * 4_000),
    "40000-lots-within-lots": _call(lots=[{"lots": [{"a": 1}] * 200}] * 200),
    "4000-points-of-a-rubric": _lot(rubric={"children": [{"code": f"C{n}"} for n in range(4_000)]}),
    "4000-texts": _call(title={f"l{number}": "x" for number in range(4_000)}),
    "4000-articles": _call(basis=[{}] * 4_000),
    "4000-goals": _call(strategy=[None] * 4_000),
    "4000-tie-breaks": _lot(tie_break=[f"x{number}" for number in range(4_000)]),
    "4000-conditions": _lot(eligibility=[{"expression": "x > 1"}] * 4_000),
    "1000-fields": _fields(1_000),
    "1000-fields-for-each-other": _fields(1_000, shown_if={"field": "f999", "is": "x"}),
    "300-lots": _call(lots=[small_call()["lots"][0]] * 300),
    "4000-repeated-keys": b"a: 1\n" * 4_000,
    "4000-tags": b"- !x a\n" * 4_000,
    "4000-aliases": b"".join(b"- &a%d x\n- *a%d\n" % (n, n) for n in range(4_000)),
    "4000-null-keys": b"? ~\n: 1\n" * 4_000,
    "4000-number-keys": b"".join(b"%d: 1\n" % n for n in range(4_000)),
    "formula-of-100000-letters": _lot(
        eligibility=[{"code": "e", "expression": "1+" * 50_000 + "1"}]
    ),
}
# Dropped into every place of a call or of an evaluation.
VALUES: dict[str, object] = {
    "null": None,
    "text": "zbor",
    "empty-text": "",
    "blank": " ",
    "nul": "a\0b",
    "number": 5,
    "negative": -1,
    "zero": 0,
    "big": 2**53,
    "true": True,
    "list": [],
    "list-of-lists": [[[]]],
    "map": {},
    "map-of-html": {"sl": "<script>alert(1)</script>", "it": "{{ 7*7 }}"},
    "amount-with-comma": "1.000,50",
    "nan": "NaN",
    "exponent": "1e5",
    "surrogate": "\ud800",
    "long": "a" * 5_000,
    "expression": "__import__('os').system('id')",
}
