import json
import string
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.faults import Fault, FaultCode
from callfile.file import call_hash, canonical, normalised
from callfile.formula.evaluate import FormulaFault
from callfile.text.reading import read_text
from callfile.text.syntax import SyntaxReason
from grants.call_files.file_check import check_call_file
from grants.call_files.reading import read_call, write_yaml
from grants.words.call_file_messages import REASONS, SENTENCES, fault_summary, line_of, sentence_of
from scoring.core.run.files import read_file
from tests.core.callfile.sample_call import CALL
from tests.stage import at

# Every date of the sample lies ahead.
BEFORE = "2026-12-01T10:00:00+01:00"
LOOKS_LIKE_MORE = (
    *("no", "yes", "on", "null", "~", "", "true", "1e5", "200.00", "2027-01-01", "0o17", "0x1F"),
    *("1_0", "1:30", "=", "<<", "- a", "# a", "a: b", " a ", "a\n\nb\n", "\ta", "@", "!x", "*a"),
)
any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
texts = any_text | st.sampled_from(LOOKS_LIKE_MORE)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(values.map(normalised))
def test_write_yaml_is_read_back_to_the_same_canonical_bytes(value):
    found = read_text(write_yaml(value))
    assert found.faults == []
    assert canonical(found.call) == canonical(value)


def test_a_call_survives_export_and_import():
    found = read_call(write_yaml(CALL).encode())
    assert found.faults == []
    assert call_hash(found.call) == call_hash(CALL)
    assert call_hash(read_call(canonical(CALL)).call) == call_hash(CALL)


def test_write_yaml_puts_the_usual_keys_first():
    written = write_yaml(
        {"lots": [], "code": "k", "merila": "call/1", "title": {"it": "", "sl": ""}}
    )
    assert written.split("\n")[:4] == ["merila: call/1", "code: k", "title:", "  sl: ''"]


def read(text):
    found = read_text(f"---\n{text}")
    assert found.faults == []
    return found.call


def test_read_yaml_takes_only_whole_numbers_and_truths_for_more_than_text():
    assert read("[5, -3, true, false, null, ~]") == [5, -3, True, False, None, None]
    for text in ("no", "yes", "on", "off", "2027-01-01", "12:30", "0x1F", "1_000", "=", "60%"):
        assert read(f"a: {text}") == {"a": text}


def test_recomputation_reads_the_same_of_a_yaml_file_as_the_desk(tmp_path):
    call = {key: value for key, value in CALL.items() if key != "about"}
    seen = "about:\n  a: [no, yes, on, 1:30, 2027-01-01]\n  b: 010\n"
    text = write_yaml(call) + seen
    file = tmp_path / "call.yaml"
    file.write_text("\ufeff" + text, encoding="utf-8")
    about = {"a": ["no", "yes", "on", "1:30", "2027-01-01"], "b": 10}
    assert read_file(str(file)) == read_call(file.read_bytes()).call == {**call, "about": about}


def test_read_yaml_keeps_numbers_in_quotation_marks():
    assert read("a: '200.00'") == {"a": "200.00"}
    assert read('a: "5"') == {"a": "5"}


@pytest.mark.parametrize("number", ["200.00", "1e5", ".5", "5.", "-0.1", "1.5E-3"])
def test_read_call_names_the_place_of_a_number_without_quotation_marks(number):
    text = write_yaml(CALL).replace("budget: '5000.00'", f"budget: {number}")
    assert ("lots[0].budget", FaultCode.FLOAT) in [
        (fault.place, fault.code) for fault in read_call(text.encode()).faults
    ]


@pytest.mark.parametrize(
    ("text", "code", "args"),
    [
        ("a: ]", FaultCode.SYNTAX, {"line": 1, "column": 4, "reason": "stray_bracket"}),
        ("a: b: c", FaultCode.SYNTAX, {"line": 1, "column": 5, "reason": "colon"}),
        ("a:\n\t- b", FaultCode.SYNTAX, {"line": 2, "column": 1, "reason": "tab"}),
        (
            "a: b\n---\nc: d",
            FaultCode.SYNTAX,
            {"line": 2, "column": 1, "reason": "second_document"},
        ),
        ("a: &x b\nc: *x", FaultCode.ALIAS, {"line": 2, "column": 4}),
        ("a: !!python/object:os.system b", FaultCode.TAG, {"line": 1, "column": 4}),
        ("a: !!float 5", FaultCode.TAG, {"line": 1, "column": 4}),
        ("a: 1\na: 2", FaultCode.DUPLICATE_KEY, {"key": "a", "first": 1}),
        ("? [a]\n: b", FaultCode.KEY_COMPOUND, {}),
        ("5: b", FaultCode.KEY_NOT_TEXT, {"key": "5"}),
        ("[" * 200 + "]" * 200, FaultCode.TOO_DEEP, {}),
    ],
)
def test_read_yaml_refuses(text, code, args):
    found = read_text(text)
    assert found.call is None
    assert (found.faults[0].code, found.faults[0].args) == (code, args)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 'x\nb: 1", "open_quote"),
        ("a:\n  - b\n c: 1", "indent"),
        ("- a\nb: 1", "indent"),
        ("a: [1, 2", "open_bracket"),
        ("a: {x: 1", "open_bracket"),
        ("a: @b", "first_character"),
        ('a: "x\\q"', "escape"),
        ("a: b\x00", "control_character"),
        ("a: b\n  c: d", "colon"),
        ("%YAML 9\n---\na: 1", "directive"),
        ('{"a": 1 "b": 2}', "comma"),
        ("{a: 1}", "quoted_key"),
        ('{"a": 1,}', "trailing_comma"),
        ('{"a": "b', "open_quote"),
        ('{"a": "\\q"}', "escape"),
        ('{"a": "\t"}', "control_character"),
        ('{"a": }', "value"),
        ('{"a": 1} 2', "more"),
    ],
)
def test_fault_of_syntax_says_what_is_wrong_there(text, reason):
    [fault] = read_text(text).faults
    assert (fault.code, fault.args["reason"]) == (FaultCode.SYNTAX, reason)


@pytest.mark.parametrize("reason", SyntaxReason)
def test_every_reason_of_syntax_has_words(reason):
    fault = Fault("", FaultCode.SYNTAX, {"line": 3, "column": 7, "reason": reason.value})
    assert "3" in sentence_of(fault)
    assert "%(" not in sentence_of(fault)


def test_read_yaml_stops_an_alias_bomb_before_it_grows():
    lines = ["a0: &a0 [x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    assert {fault.code for fault in read_text("\n".join(lines)).faults} == {FaultCode.ALIAS}


def test_read_yaml_names_every_repeated_key():
    found = read_text("a: {b: 1, b: 2}\nc: [{d: 1, d: 1}]\na: 3")
    assert [(fault.place, fault.args["key"]) for fault in found.faults] == [
        ("a", "b"),
        ("c[0]", "d"),
        ("", "a"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", FaultCode.NOT_UTF8),
        (b"a: \x00", FaultCode.SYNTAX),
        (b"", FaultCode.EXPECTED_MAPPING),
        (b"just text", FaultCode.EXPECTED_MAPPING),
        (b'{"a": 1, "a": 2}', FaultCode.DUPLICATE_KEY),
        (b'{"a": 1.5}', FaultCode.FLOAT),
        (b'{"a": ', FaultCode.SYNTAX),
        (b"[" * 100_000, FaultCode.TOO_DEEP),
        (b"#" * 2_000_001, FaultCode.FILE_TOO_LARGE),
        (b"a: 99999999999999999999999999", FaultCode.INTEGER_TOO_LARGE),
    ],
)
def test_read_call_explains_what_cannot_be_read(data, code):
    assert code in {fault.code for fault in read_call(data).faults}


def test_read_call_takes_a_byte_order_mark_and_letters_in_pieces():
    found = read_call(b"\xef\xbb\xbf" + "title: {sl: Sec\u030covlje}".encode())
    assert found.call == {"title": {"sl": "Sečovlje"}}


@settings(max_examples=60, deadline=None)
@given(st.text(string.printable, max_size=40) | st.binary(max_size=40))
def test_read_call_never_fails_on_any_bytes(data):
    raw = data.encode() if isinstance(data, str) else data
    assert read_call(raw).faults


def test_every_fault_has_a_sentence_in_each_language():
    assert set(SENTENCES) == set(FaultCode)
    assert set(REASONS) == set(FormulaFault)


def test_sentence_of_fills_in_the_values():
    fault = Fault("K.bands", FaultCode.BANDS_SHARE_VALUE, {"value": "50"})
    with translation.override("en"):
        assert sentence_of(fault) == "The value 50 falls into two bands."
        assert line_of(fault) == "error · K.bands · The value 50 falls into two bands."
    with translation.override("sl"):
        assert sentence_of(fault) == "Vrednost 50 sodi v dva razreda."
    with translation.override("it"):
        assert sentence_of(fault) == "Il valore 50 rientra in due fasce."


def test_sentence_of_says_why_an_expression_cannot_be_read():
    args = {"reason": "open_text", "position": 7}
    with translation.override("en"):
        assert sentence_of(Fault("", FaultCode.FORMULA_SYNTAX, args)) == (
            "The expression cannot be read from character 7: a quotation mark is missing."
        )


def test_summary_of_counts_in_the_grammar_of_the_language():
    errors = [Fault(str(number), FaultCode.EMPTY_LIST) for number in range(2)]
    with translation.override("sl"):
        assert fault_summary([*errors, Fault("", FaultCode.NO_STRATEGY)]) == "2 napaki, 1 opozorilo"
        assert fault_summary([]) == "Datoteka razpisa je brez napak."


def run(path, language="en"):
    out = StringIO()
    try:
        with at(BEFORE):
            call_command("check_call", str(path), language=language, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_check_call_prints_each_fault_and_exits_with_1(tmp_path):
    path = tmp_path / "call.yaml"
    path.write_text(write_yaml({**CALL, "strategy": [], "supplement_days": 0}), encoding="utf-8")
    written = path.read_text(encoding="utf-8").splitlines()

    def line(key):
        return next(at for at, one in enumerate(written, 1) if one.startswith(f"{key}:"))

    code, lines = run(path)
    assert code == 1
    assert lines == [
        (
            f"error · line {line('supplement_days')} · supplement_days · The value lies "
            "outside what is allowed (from 1 to 60)."
        ),
        (
            f"warning · line {line('strategy')} · strategy · The call names no goal of the"
            " municipality that it serves."
        ),
        "1 error, 1 warning",
    ]


def test_check_call_exits_with_0_where_there_are_only_warnings(tmp_path):
    path = tmp_path / "call.json"
    path.write_text(json.dumps({**CALL, "strategy": []}), encoding="utf-8")
    assert run(path, "it") == (
        0,
        [
            (
                "avviso · riga 1 · strategy · Il bando non indica alcun obiettivo del comune al "
                "quale serve."
            ),
            "0 errori, 1 avviso",
        ],
    )
    moment = datetime.fromisoformat(BEFORE)
    assert [fault.code for fault in check_call_file(path, moment)] == [FaultCode.NO_STRATEGY]


def test_check_call_warns_of_dates_that_are_past(tmp_path):
    path = tmp_path / "call.json"
    path.write_text(json.dumps(CALL), encoding="utf-8")
    moment = datetime.fromisoformat("2027-02-05T10:00:00+01:00")
    found = [(fault.place, fault.code) for fault in check_call_file(path, moment)]
    assert ("dates.published", FaultCode.DATE_PAST) in found
    assert ("dates.deadline", FaultCode.SHORT_TIME) in found


def test_check_call_says_that_a_file_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        run(tmp_path / "nothing.yaml")
