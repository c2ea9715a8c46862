"""Every change behind the program is found, and named: each alone, on a call that was published."""

from collections.abc import Callable
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection

from audit.core import merkle
from audit.core.checkpoint import parse_note, verifier_key, write_note
from audit.models import Checkpoint, LedgerEntry, LedgerHead, MerkleNode
from audit.proof import fsck
from audit.proof.recorded import registered
from audit.tip import Tip
from grants.models import Submission
from tests.proof.tampering import nothing_refuses, tamper

pytestmark = pytest.mark.django_db


def differences() -> list[str]:
    return [str(one) for one in fsck.differences()]


FIRST = "(SELECT id FROM grants_application WHERE number = 'M27-A-001')"
SHEET = f"UPDATE scoring_scoresheet SET {{}} WHERE application_id = {FIRST}"
OPENED = "UPDATE grants_application SET {} WHERE number = 'M27-A-001'"
DECISION = f"UPDATE awards_decision SET {{}} WHERE application_id = {FIRST}"
RUN = "UPDATE scoring_rankingrun SET {} WHERE number = 1"
ENTRY = "(SELECT min(seq) FROM audit_ledgerentry WHERE type = 'sheet.locked')"

# What is changed, how, and what fsck says first of all that is not a row of the ledger.
CHANGES: list[tuple[str, str, str]] = [
    (
        "entry text",
        (
            "UPDATE audit_ledgerentry SET canonical = replace(canonical, 'mala', 'male') "
            f"WHERE seq = {ENTRY}"
        ),
        "its call is male-2027",
    ),
    (
        "entry column",
        f"UPDATE audit_ledgerentry SET call_code = 'x' WHERE seq = {ENTRY}",
        "the column beside it says x",
    ),
    (
        "payload text",
        (
            "UPDATE audit_ledgerpayload SET text = replace(text, 'some', 'full') "
            f"WHERE entry_id = {ENTRY}"
        ),
        "its payload is not the one it commits to",
    ),
    (
        "payload deleted",
        f"DELETE FROM audit_ledgerpayload WHERE entry_id = {ENTRY}",
        "its payload is gone, and no entry says it was erased",
    ),
    (
        "salt",
        f"UPDATE audit_ledgerpayload SET salt = '{'0' * 64}' WHERE entry_id = {ENTRY}",
        "its payload is not the one it commits to",
    ),
    (
        "checkpoint note",
        "UPDATE audit_checkpoint SET note = replace(note, 'ledger', 'lodger') WHERE size = 5",
        "checkpoint 5: the text is of another ledger",
    ),
    (
        "tree node",
        f"UPDATE audit_merklenode SET hash = '{'0' * 64}' WHERE level = 1 AND \"index\" = 2",
        "node 1/2: its hash is",
    ),
    ("ledger head", "UPDATE audit_ledgerhead SET size = size - 1", "end of the ledger: "),
    (
        "submission ciphertext",
        (
            "UPDATE grants_submission SET sealed = wrapped_key FROM grants_application "
            "WHERE grants_application.id = application_id AND number = 'M27-A-001'"
        ),
        "submission M27-A-001 · 1: it is not what entry",
    ),
    (
        "submission hash",
        f"UPDATE grants_submission SET sha256 = '{'0' * 64}' WHERE application_id = {FIRST}",
        "submission M27-A-001 · 1: it is not what entry",
    ),
    (
        "submission row",
        f"UPDATE grants_submission SET sequence = 7 WHERE application_id = {FIRST}",
        "submission M27-A-001 · 7: no entry speaks of it",
    ),
    (
        "submission deleted",
        f"DELETE FROM grants_submission WHERE application_id = {FIRST}",
        "submission M27-A-001 · 1: entry",
    ),
    (
        "submission receipt",
        "UPDATE grants_submission SET receipt = replace(receipt, 'M27-A-002', 'M27-A-001')",
        "receipt M27-A-002 #1: it does not hold",
    ),
    (
        "opened answers",
        OPENED.format("answers = replace(answers, '34', '35')"),
        "opened application M27-A-001: what is read of it is not what was sent",
    ),
    (
        "requested amount",
        OPENED.format("requested_cents = 59900"),
        "opened application M27-A-001: its requested amount is 59900",
    ),
    (
        "officers of an applicant",
        OPENED.format("offices = 'nobody'"),
        "opened application M27-A-001: its officers is nobody, by the answers it is",
    ),
    (
        "title to search",
        OPENED.format("title_folded = 'another'"),
        "opened application M27-A-001: its title to search is another, by the answers it is",
    ),
    (
        "name to search",
        OPENED.format("applicant_folded = 'another'"),
        "opened application M27-A-001: its name to search is another, by the answers it is",
    ),
    (
        "applicant, IBAN",
        OPENED.format("applicant = replace(applicant, 'SI56', 'SI57')"),
        "opened application M27-A-001: what is read of it is not what was sent",
    ),
    (
        "organisation of an application",
        OPENED.format("organisation_id = (SELECT max(organisation_id) FROM grants_application)"),
        "application M27-A-001: it is not what entry",
    ),
    (
        "state of an application",
        OPENED.format("state = 'dismissed'"),
        "application M27-A-001: its state is dismissed, its last change led to",
    ),
    (
        "wrapped key",
        OPENED.format("wrapped_key = sealed"),
        "application M27-A-001: it is not what entry",
    ),
    (
        "deadline column",
        "UPDATE grants_call SET deadline_at = opening_at",
        "call mala-2027: its date deadline is",
    ),
    (
        "content of a call",
        "UPDATE grants_call SET content = replace(content, '410.00', '820.00')",
        "call mala-2027: its content is not that of version 1",
    ),
    (
        "text of a version",
        "UPDATE grants_callversion SET canonical = replace(canonical, '410.00', '820.00')",
        "version mala-2027 · 1: it is not what entry",
    ),
    (
        "text and hash of a version",
        (
            "UPDATE grants_callversion SET canonical = replace(canonical, '410.00', '820.00'), "
            f"sha256 = '{'0' * 64}'"
        ),
        "version mala-2027 · 1: it is not what entry",
    ),
    (
        "budget of a lot",
        "UPDATE grants_lot SET budget_cents = 1 WHERE code = 'A'",
        "call mala-2027: its lot A is not that of the frozen version",
    ),
    (
        "answers of a locked sheet",
        SHEET.format("answers = replace(answers, 'some', 'none')"),
        "sheet M27-A-001 · ",
    ),
    (
        "sheet unlocked",
        SHEET.format("locked_at = NULL, entry_id = NULL"),
        "and it is not so",
    ),
    (
        "declaration of a conflict",
        (
            "UPDATE scoring_conflictdeclaration SET in_conflict = NOT in_conflict "
            f"WHERE application_id = {FIRST} AND excluded_by_id IS NULL"
        ),
        "statement M27-A-001 · ",
    ),
    (
        "recognised fact",
        "UPDATE grants_recognisedfact SET recognised = replace(recognised, '29', '28')",
        "fact M27-A-001 · members: it is not what entry",
    ),
    (
        "verdict",
        "UPDATE grants_completenesscheck SET verdict = 'complete' WHERE verdict = 'dismiss'",
        "verdict M27-A-003: it is not what entry",
    ),
    ("result of a ranking", RUN.format("result = '{}'"), "ranking mala-2027 · 1: it is not"),
    (
        "evaluation of a ranking",
        RUN.format("evaluation = '{}'"),
        "ranking mala-2027 · 1: it is not",
    ),
    (
        "ranked row",
        f"UPDATE scoring_rankedapplication SET total = '99' WHERE application_id = {FIRST}",
        "ranked application M27-A-001: it is not what ranking mala-2027 1 says",
    ),
    (
        "allocated amount",
        (
            "UPDATE scoring_allocatedamount SET amount_cents = amount_cents - 1 WHERE ranked_id IN "
            f"(SELECT id FROM scoring_rankedapplication WHERE application_id = {FIRST})"
        ),
        "amount M27-A-001: it is not what allocation mala-2027 1 says",
    ),
    (
        "result of an allocation",
        "UPDATE scoring_allocationrun SET result = '{}'",
        "allocation mala-2027 · 1: it is not",
    ),
    (
        "state of a proposal",
        "UPDATE awards_proposal SET state = 'approved' WHERE number = 1",
        "proposal closed mala-2027 · 1: it is not",
    ),
    (
        "amount of a decision",
        DECISION.format("amount_cents = amount_cents - 1"),
        "decision 610-25/2026-1: ",
    ),
    (
        "content of a decision",
        DECISION.format("content = replace(content, ' Prvo', ' Drugo')"),
        "decision 610-25/2026-1: it is not",
    ),
    (
        "document hash of a decision",
        DECISION.format(f"document_sha256 = '{'0' * 64}'"),
        "decision 610-25/2026-1: it is not",
    ),
    (
        "hash of a document",
        f"UPDATE reports_document SET sha256 = '{'0' * 64}' WHERE kind = 'public_call'",
        "document mala-2027 ·  · public_call: it is not",
    ),
    (
        "hash of an attachment",
        f"UPDATE grants_attachment SET sha256 = '{'0' * 64}' WHERE application_id = {FIRST}",
        "attachment M27-A-001 · ",
    ),
    (
        "line of the opening",
        "UPDATE scoring_openingsession SET opened = replace(opened, ' Prvo', ' Drugo')",
        "line of the opening M27-A-001: it is not what opening of mala-2027 says",
    ),
    (
        "seed of the draw",
        f"UPDATE grants_call SET draw_seed = '{'0' * 64}'",
        "call mala-2027: its seed of the draw is not that of its opening",
    ),
    (
        "agreed reason",
        (
            "UPDATE scoring_criterionreason SET written_by_id = 1, text = '{}' "
            f"WHERE application_id = {FIRST}"
        ),
        "reason M27-A-001 · A2: it is not what entry",
    ),
    (
        "imported award",
        'UPDATE reports_historicaward SET awarded_cents = 1 WHERE "row" = 2',
        " · 2: it is not what entry",
    ),
    (
        "imported award deleted",
        'DELETE FROM reports_historicaward WHERE "row" = 2',
        " · 2: entry",
    ),
    (
        "role added",
        (
            "INSERT INTO accounts_rolegrant (user_id, role, granted_at) "
            "SELECT id, 'administrator', date_joined FROM accounts_user WHERE name = 'Bruno'"
        ),
        " · administrator ·  · : no entry speaks of it",
    ),
    (
        "seat of a member",
        "UPDATE scoring_committeemember SET role = 'member' WHERE role = 'secretary'",
        "seat mala-2027 · ",
    ),
    (
        "state change",
        (
            "UPDATE grants_statechange SET reason = 'x' "
            f"WHERE step = 'score' AND application_id = {FIRST}"
        ),
        "state mala-2027 · M27-A-001 · score (entry ",
    ),
]


def _for_this_database(statement: str) -> str:
    """PostgreSQL keeps JSON as a type of its own, which has to be said."""
    if connection.vendor != "postgresql":
        return statement
    for column in ("answers", "applicant", "content", "recognised", "receipt", "opened"):
        statement = statement.replace(
            f"{column} = replace({column},", f"{column} = replace({column}::text,"
        )
    start = statement.find("::text,")
    if start >= 0:
        end = statement.index(")", start) + 1
        statement = f"{statement[:end]}::jsonb{statement[end:]}"
    return statement


@pytest.mark.parametrize(
    ("statement", "said"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES]
)
def test_change_behind_the_program_is_found_and_named(case, statement, said):
    tamper(_for_this_database(statement))
    found: list[str] = []
    for one in fsck.differences():
        found.append(str(one))
        if said in found[-1]:
            return
    pytest.fail(f"{said!r} is not among {found}")


def test_untouched_call_is_what_the_ledger_says(case):
    assert differences() == []
    out = StringIO()
    call_command("fsck", stdout=out)
    said = out.getvalue()
    compared = said.partition("Compared: ")[2]
    for kind in (*(one.name for one in registered()), "file of document 8", "receipt 7"):
        assert f"{kind} " in compared or f"{kind}," in compared, kind


def test_cut_end_is_found_with_a_checkpoint_that_somebody_kept(case, tmp_path):
    kept = tmp_path / "checkpoint"
    kept.write_text(Checkpoint.objects.latest("size").note)
    last = LedgerEntry.objects.latest("seq").seq
    with nothing_refuses(), connection.cursor() as cursor:
        # The undone import and everything about it, as if it had never been.
        for statement in (
            "DELETE FROM reports_historicimport WHERE undone_at IS NOT NULL",
            f"DELETE FROM audit_ledgerpayload WHERE entry_id > {last - 2}",
            f"DELETE FROM audit_ledgerentry WHERE seq > {last - 2}",
            f"DELETE FROM audit_checkpoint WHERE size > {last - 2}",
        ):
            cursor.execute(statement)
        _trim_tree(last - 2)
    assert differences() == []
    with pytest.raises(CommandError, match=f"{last - 2} entries are there, the given checkpoint"):
        call_command("fsck", f"--at-least={kept}")


def _trim_tree(size: int) -> None:
    edge = merkle.Frontier()
    known = set()
    for text in LedgerEntry.objects.order_by("seq").values_list("canonical", flat=True):
        known |= {
            tuple(position) for position, _hash in edge.append(merkle.leaf_hash(text.encode()))
        }
    for node in MerkleNode.objects.all():
        if (node.level, node.index) not in known:
            node.delete()
    tip = Tip(edge, Checkpoint.objects.get(size=size).key)
    at = LedgerEntry.objects.get(seq=size).t
    LedgerHead.objects.update(size=size, last_t=at, tip=tip.text())


def _sign_all_anew(key: Ed25519PrivateKey) -> None:
    public = key.public_key().public_bytes_raw()
    with nothing_refuses():
        for row in Checkpoint.objects.all():
            note = parse_note(row.note)
            origin = note.checkpoint.origin
            row.note = write_note(note.text, origin, public, key.sign(note.text.encode()))
            row.key = verifier_key(origin, public)
            row.save()
        LedgerHead.objects.update(tip="")
        for sent in Submission.objects.all():
            signed = Checkpoint.objects.get(size=sent.entry_id)
            sent.receipt = {**sent.receipt, "checkpoint": signed.note, "key": signed.key}
            sent.save()


def test_every_root_signed_by_a_stranger_is_found(case):
    _sign_all_anew(Ed25519PrivateKey.generate())
    [said] = differences()
    assert said.startswith("key of the ledger: ")
    assert said.endswith("signs it, and that is not the expected key")


def test_given_key_is_the_one_that_must_sign(case, tmp_path):
    given = tmp_path / "key"
    given.write_text(Checkpoint.objects.latest("size").key + "\n")
    call_command("fsck", f"--key={given}", stdout=StringIO())
    given.write_text(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    with pytest.raises(CommandError, match="key of the ledger"):
        call_command("fsck", f"--key={given}")
    given.write_text("no key")
    with pytest.raises(CommandError, match="not a key file") as caught:
        call_command("fsck", f"--key={given}")
    assert caught.value.returncode == 2


def _sqlite_empty_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" BEGIN SELECT 1; END')


def _postgresql_empty_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'append_only_%%'", [])
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
            )


def test_empty_triggers_of_the_same_names_are_found(case):
    act: Callable[[], None] = (
        _postgresql_empty_triggers if connection.vendor == "postgresql" else _sqlite_empty_triggers
    )
    act()
    found = differences()
    assert len(found) > 30
    assert all(one.endswith("another one than the program made") for one in found)
