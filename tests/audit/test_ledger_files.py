import pytest
from django.test import Client

from audit.core import canonical, merkle
from audit.core.checkpoint import parse_note
from audit.core.entry import parse_entry
from audit.core.receipt import parse_receipt, verify_receipt
from tests.audit.entries import write_entries, write_entry
from tests.signatures import is_signed

pytestmark = pytest.mark.django_db


def _lines(client: Client, query: str = "") -> list[bytes]:
    response = client.get(f"/ledger/entries.ndjson{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).splitlines()


def test_stranger_recomputes_the_signed_root_from_the_files(client: Client) -> None:
    write_entries(7)
    note = parse_note(client.get("/ledger/checkpoint").content.decode())
    lines = _lines(client)
    assert [parse_entry(line).seq for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert note.checkpoint.size == 7
    assert note.checkpoint.root == merkle.root([merkle.leaf_hash(line) for line in lines])


def test_files_are_for_everybody(client: Client) -> None:
    write_entry()
    for path, kind in (
        ("checkpoint", "text/plain; charset=utf-8"),
        ("entries.ndjson", "application/x-ndjson"),
        ("receipt/1", "application/json"),
        ("proof/1", "application/json"),
        ("consistency/1/1", "application/json"),
    ):
        response = client.get(f"/ledger/{path}")
        assert response.status_code == 200
        assert response["Content-Type"] == kind
        assert response["Access-Control-Allow-Origin"] == "*"
        assert client.post(f"/ledger/{path}").status_code == 405


def test_entries_begin_where_asked(client: Client) -> None:
    write_entries(4)
    assert len(_lines(client, "?from=3")) == 2
    assert _lines(client, "?from=5") == []


@pytest.mark.parametrize("first", ["0", "-1", "x", "1.5", "", "٣", "9" * 40, "1%00"])
def test_entries_from_no_number_is_refused(client: Client, first: str) -> None:
    response = client.get(f"/ledger/entries.ndjson?from={first}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain"


def test_receipt_of_an_entry_holds_and_shows_no_payload(client: Client) -> None:
    write_entries(2)
    write_entry(payload={"number": "canary-7731"})
    response = client.get("/ledger/receipt/3")
    assert b"canary-7731" not in response.content
    receipt = parse_receipt(response.content)
    assert (receipt.entry.seq, receipt.payload) == (3, None)
    verify_receipt(receipt, is_signed)


def test_payloads_stay_out_of_every_public_answer(client: Client) -> None:
    write_entry(payload={"number": "canary-7731"})
    public = [b"".join(client.get("/ledger/entries.ndjson").streaming_content)]
    public += [
        client.get(path).content
        for path in ("/ledger/checkpoint", "/ledger/receipt/1", "/sl/ledger/", "/sl/ledger/1/")
    ]
    assert not [answer for answer in public if b"canary-7731" in answer]


def test_proof_leads_to_the_root_of_the_size_asked_for(client: Client) -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(6)]
    for query, size in (("", 6), ("?size=4", 4)):
        answer = canonical.loads(client.get(f"/ledger/proof/3{query}").content)
        assert isinstance(answer, dict)
        assert (answer["index"], answer["size"]) == (2, size)
        proof = [bytes.fromhex(part) for part in answer["proof"]]
        root = merkle.root(leaves[:size])
        assert merkle.verify_inclusion(2, size, leaves[2], proof, root)


def test_consistency_of_an_older_state(client: Client) -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(6)]
    answer = canonical.loads(client.get("/ledger/consistency/3/6").content)
    assert isinstance(answer, dict)
    proof = [bytes.fromhex(part) for part in answer["proof"]]
    older, newer = merkle.root(leaves[:3]), merkle.root(leaves)
    assert merkle.verify_consistency(3, 6, older, newer, proof)


@pytest.mark.parametrize(
    "path",
    [
        "receipt/0",
        "receipt/4",
        "receipt/99999999999999999999999",
        "receipt/x",
        "proof/0",
        "proof/4",
        "proof/3?size=2",
        "proof/3?size=4",
        "proof/3?size=x",
        "consistency/0/3",
        "consistency/3/2",
        "consistency/2/4",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    write_entries(3)
    assert client.get(f"/ledger/{path}").status_code == 404


def test_checkpoint_of_an_empty_ledger_is_not_found(client: Client) -> None:
    assert client.get("/ledger/checkpoint").status_code == 404
