"""Desk, `check-call` and `recompute` read one file alike, whatever it is called and encoded in."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from callfile.file import call_hash, canonical
from callfile.text.reading import LARGEST_FILE
from callfile.text.sentences import READING
from grants.call_files.check import read_sent
from grants.call_files.reading import read_call, write_yaml
from grants.words.call_file_messages import line_of, sentence_of
from scoring.core.run.files import UnreadableFile, read_file
from tests.core.callfile.sample_call import CALL
from tests.core.callfile.test_broken_files import FILES
from tests.core.callfile.test_setup_faults import CASES, changed
from tests.stage import at

BEFORE = "2026-12-01T10:00:00+01:00"
MARK = b"\xef\xbb\xbf"
NAMES = ("call.yaml", "call.YML", "call.json", "call.txt", "call", "call.yaml.bak", "razpis č.dat")
_JSON = json.dumps(CALL, ensure_ascii=False, indent=1)
_YAML = write_yaml(CALL)
GOOD = {
    "yaml": _YAML.encode(),
    "yaml-mark": MARK + _YAML.encode(),
    "yaml-crlf": _YAML.replace("\n", "\r\n").encode(),
    "yaml-cr": _YAML.replace("\n", "\r").encode(),
    "yaml-begun": b"---\n" + _YAML.encode() + b"...\n",
    "yaml-comment": "# č\n".encode() + _YAML.encode(),
    "json": _JSON.encode(),
    "json-ascii": json.dumps(CALL).encode(),
    "json-mark": MARK + _JSON.encode(),
    "json-two-marks": MARK + MARK + _JSON.encode(),
    "json-crlf": _JSON.replace("\n", "\r\n").encode(),
    "json-cr": _JSON.replace("\n", "\r").encode(),
    "json-blank": b"\n\n\t " + _JSON.encode() + b"\n\n",
    "json-pieces": _JSON.replace("č", "c\u030c").replace("š", "s\u030c").encode(),
    "yaml-pieces": _YAML.replace("č", "c\u030c").replace("š", "s\u030c").encode(),
    "canonical": canonical(CALL),
}
BAD = {
    "empty": b"",
    "blank": b" \n",
    "only-mark": MARK,
    "list": b"[]",
    "text": b"just text",
    "utf-16": _YAML.encode("utf-16"),
    "utf-16-json": _JSON.encode("utf-16"),
    "utf-16-bare": _JSON.encode("utf-16-le"),
    "utf-32": _JSON.encode("utf-32"),
    "latin": "code: dru\u0161tvo č".encode("cp1250"),
    "half-mark": MARK[:2] + _JSON.encode(),
    "flow": b"{code: k}",
    "deep-json": b"[" * 61 + b"]" * 61,
    "deep-yaml": b"- " * 61,
    "large": b"#" * (LARGEST_FILE + 1),
    "nul": b'{"a": "\x00"}',
    **{f"broken {number}": text.encode() for number, (text, _) in enumerate(FILES)},
}


def at_the_desk(data):
    """The call, and what is said of reading it in English."""
    sent = read_sent(data)
    reading = [one for one in sent.checked.shown if one.code in READING]
    with translation.override("en"):
        return sent.call, [sentence_of(one) for one in reading]


def checked(path):
    with translation.override("en"), at(BEFORE):
        lines = [line_of(one) for one in read_call(path.read_bytes()).faults]
        out = StringIO()
        with suppress(SystemExit):
            call_command("check_call", str(path), stdout=out)
    assert out.getvalue().splitlines()[: len(lines)] == lines
    return lines


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", GOOD)
def test_call_has_one_digest_whoever_reads_it(tmp_path, kind, name):
    path = tmp_path / name
    path.write_bytes(GOOD[kind])
    read = read_file(str(path), LARGEST_FILE)
    assert call_hash(read) == call_hash(CALL)
    found = read_call(GOOD[kind])
    assert (found.faults, found.call) == ([], read)


@pytest.mark.parametrize("kind", GOOD)
def test_desk_and_check_read_the_same_call(tmp_path, kind):
    path = tmp_path / "call.txt"
    path.write_bytes(GOOD[kind])
    call, words = at_the_desk(GOOD[kind])
    assert (call_hash(call), words) == (call_hash(CALL), [])
    assert checked(path) == []


@pytest.mark.parametrize("kind", BAD)
def test_file_is_refused_with_the_same_sentences(tmp_path, kind):
    call, words = at_the_desk(BAD[kind])
    said = set()
    for name in NAMES[:4]:
        path = tmp_path / name
        path.write_bytes(BAD[kind])
        with pytest.raises(UnreadableFile) as refused:
            read_file(str(path), LARGEST_FILE)
        said.add(str(refused.value).replace(f"{path}: ", ""))
    assert len(said) == 1
    lines = said.pop().splitlines()
    assert not isinstance(call, dict)
    assert [line.rpartition(" · ")[2] for line in lines] == words[: len(lines)]
    assert [line for line in lines if not any(one.endswith(line) for one in checked(path))] == []


@pytest.mark.parametrize("write", [write_yaml, lambda call: json.dumps(call, indent=1)])
def test_every_fault_of_the_set_up_has_its_line(write):
    without = []
    for case in CASES:
        call = changed(case["place"], case["value"])
        text = write(call)
        lines = text.split("\n")
        for fault in read_call(text.encode()).faults:
            if not fault.place:
                continue
            assert fault.line, fault
            line = lines[fault.line - 1]
            # What is missing has the line of what it is missing in.
            around, _, inside = fault.place.rpartition(".")
            steps = [inside, around.rpartition(".")[2], str(fault.args.get("key", inside))]
            names = [one.partition("[")[0] for one in steps]
            is_top = fault.line == 1 and not around
            if (
                not is_top
                and "[" not in fault.place
                and not any(one and one in line for one in names)
            ):
                without.append((fault, line))
    assert without == []
