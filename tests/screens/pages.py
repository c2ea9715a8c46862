"""The pages of the walk: their name, who opens them, where they are.

Words in braces are found in the database of the demo (`places`).
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """`person` is the first name of who is signed in; nothing for the public."""

    name: str
    person: str
    path: str
    shows: str
    italian: bool = False
    # A page of two panes that scroll by themselves ends with the window.
    whole: bool = True


PAGES = (
    Page("home", "", "/", "front page: calls, deadlines, last results", italian=True),
    Page("call", "", "/calls/{open}/", "an open call: lots, criteria, rule, example", italian=True),
    Page(
        "call-questions",
        "",
        "/calls/{open}/questions/",
        "questions about a call and their answers",
        italian=True,
    ),
    Page("subscribe", "", "/calls/{open}/news/", "letters about one call", italian=True),
    Page("call-announced", "", "/calls/{announced}/", "a call that opens later"),
    Page("call-closed", "", "/calls/{checking}/", "a call whose deadline has passed"),
    Page("results", "", "/results/", "decided calls"),
    Page(
        "call-results", "", "/calls/{decided}/results/", "points and amounts, lot A", italian=True
    ),
    Page("lot-results", "", "/calls/{decided}/results/B/", "the ranking of lot B and its cut"),
    Page("register", "", "/register/", "who got how much, with filters", italian=True),
    Page("register-organisation", "", "/register/organisations/{organisation}/", "one recipient"),
    Page("past", "", "/register/past/", "awards of earlier years, as imported", italian=True),
    Page("verify", "", "/verify/", "how to compute a result again"),
    Page("notices", "", "/notices/", "what is delivered by public notice", italian=True),
    Page("open-data", "", "/open-data/", "files and programming interface"),
    Page("ledger", "", "/ledger/", "the public ledger"),
    Page("sign-in", "", "/account/login/", "signing in", italian=True),
    Page("applicant", "nika", "/applications/", "what is next for an applicant", italian=True),
    Page("organisation", "nika", "/organisations/{organisation}/", "data, documents, members"),
    Page("apply-start", "nika", "/calls/{open}/apply/", "choosing a lot"),
    Page("apply", "nika", "/applications/{draft_application}/", "task list", italian=True),
    Page("apply-conditions", "nika", "/applications/{draft_application}/conditions/", "conditions"),
    Page("apply-facts", "nika", "/applications/{draft_application}/part/facts/", "facts, points"),
    Page("apply-finance", "nika", "/applications/{draft_application}/part/finance/", "the plan"),
    Page("apply-check", "nika", "/applications/{draft_application}/check/", "before sending"),
    Page("receipt", "bruno", "/applications/{sent}/receipt/", "proof of sending", italian=True),
    Page("applicant-bruno", "bruno", "/applications/", "an applicant with drafts and receipts"),
    Page("decision", "nika", "/applications/{answered}/decision/", "a decision", italian=True),
    Page("desk", "ada", "/desk/", "the officer's calls"),
    Page("history", "viljem", "/desk/history/", "imported lists"),
    Page("history-new", "viljem", "/desk/history/new/", "the file of a list and its source"),
    Page("history-columns", "ada", "/desk/history/{begun_list}/columns/", "which column is which"),
    Page(
        "history-preview",
        "ada",
        "/desk/history/{begun_list}/",
        "faults and rows of a list before its import",
        italian=True,
    ),
    Page("history-done", "viljem", "/desk/history/{list}/", "what an import brought"),
    Page("call-new", "ada", "/desk/call-from-library/", "a call from the library", italian=True),
    Page("call-setup", "ada", "/desk/calls/{draft}/set-up/", "a draft with faults", italian=True),
    Page(
        "call-scoring",
        "ada",
        "/desk/calls/{draft}/set-up/scoring/",
        "who judges, and what they see",
        italian=True,
    ),
    Page("workspace", "ada", "/desk/calls/{checking}/", "next act, figures", italian=True),
    Page("questions", "ada", "/desk/calls/{open}/questions/", "questions that wait", italian=True),
    Page("second-person", "emil", "/desk/calls/{open}/second-person/", "what two persons did"),
    Page("letters", "ada", "/desk/calls/{decided}/letters/", "the outbox of a call", italian=True),
    Page(
        "outstanding-letters",
        "ada",
        "/desk/calls/{checking}/post/",
        "letters by post and how they stand",
        italian=True,
    ),
    Page("question", "ada", "/desk/calls/{open}/questions/4/", "a question and its answer"),
    Page("paper", "ada", "/desk/calls/{closed}/paper/", "applications on paper", italian=True),
    Page(
        "paper-new",
        "ada",
        "/desk/calls/{closed}/paper/new/?registration_number=5015545",
        "an application on paper to record",
        italian=True,
    ),
    Page(
        "paper-hand-over",
        "ada",
        "/desk/applications/{on_paper}/paper/hand-over/",
        "an application on paper to hand over to its association",
        italian=True,
    ),
    Page("paper-typed", "ada", "/desk/applications/{on_paper}/paper/", "what stands on a paper"),
    Page("desk-applications", "ada", "/desk/calls/{checking}/applications/", "applications"),
    Page("check", "ada", "/desk/applications/{unchecked}/check/", "completeness", italian=True),
    Page(
        "supplement-request",
        "ada",
        "/desk/applications/{unchecked}/supplement/?thing=owner_consent&thing=plan",
        "a call to supplement in preparation",
        italian=True,
    ),
    Page("supplement", "ada", "/desk/applications/{asked}/supplement/", "what was asked"),
    Page(
        "hearing",
        "ada",
        "/desk/applications/{heard}/hearing/",
        "what was found, answered and weighed",
        italian=True,
    ),
    Page(
        "apply-hearing",
        "bruno",
        "/applications/{being_heard}/hearing/",
        "what was found, and the answer",
        italian=True,
    ),
    Page(
        "committee",
        "ada",
        "/desk/calls/{scoring}/committee/",
        "who sits in the committee, and what has changed",
        italian=True,
    ),
    Page(
        "objections",
        "ada",
        "/desk/calls/{checking}/committee/objections/",
        "objections to members, also on paper, and exclusions",
        italian=True,
    ),
    Page("opening", "lea", "/desk/calls/{closed}/opening/", "opening with two keys", italian=True),
    Page("minutes", "lea", "/desk/calls/{checking}/opening/minutes/", "minutes of the opening"),
    Page("conflicts", "valter", "/desk/calls/{checking}/conflicts/", "matches", italian=True),
    Page("scoring", "celia", "/desk/calls/{scoring}/scoring/", "own sheets"),
    Page(
        "untranslated",
        "ada",
        "/desk/calls/{checking}/applications/untranslated/",
        "reasons that wait for their translation",
        italian=True,
    ),
    Page("phrases", "celia", "/desk/calls/{scoring}/phrases/", "own phrases for reasons"),
    Page(
        "score",
        "celia",
        "/desk/calls/{scoring}/scoring/{begun}/",
        "one sheet",
        italian=True,
        whole=False,
    ),
    Page("meeting", "igor", "/desk/calls/{proposed}/meeting/", "differences, agreed reasons"),
    Page(
        "meeting-minutes",
        "emil",
        "/desk/calls/{proposed}/meetings/1/",
        "minutes of the meeting, votes and signatures",
        italian=True,
    ),
    Page("ranking", "ada", "/desk/calls/{proposed}/ranking/", "ranking and amounts", italian=True),
    Page(
        "trace", "ada", "/desk/calls/{proposed}/ranking/trace/{proposed_application}/", "one number"
    ),
    Page("signatures", "emil", "/desk/signatures/", "what waits for the mayor"),
    Page("approval", "emil", "/desk/calls/{proposed}/proposal/1/", "signing", italian=True),
    Page(
        "batch", "ada", "/desk/calls/{decided}/decisions/", "decisions as documents", italian=True
    ),
    Page("auditor", "fani", "/desk/", "what an auditor reads"),
    Page("people", "viljem", "/desk/people/", "who has which role, invitations", italian=True),
    Page("person", "viljem", "/desk/people/{colleague}/", "one account"),
    Page("funder", "viljem", "/desk/funder/", "names, arms, letterhead", italian=True),
    Page("signatories", "viljem", "/desk/signatories/", "who signs decisions", italian=True),
    Page("funder-new", "viljem", "/desk/funder/new/", "a further funder", italian=True),
)

_CALLS = {
    "draft": "state = 'draft'",
    "announced": "state = 'published' AND opens_at > :now",
    "open": "state = 'published' AND opens_at <= :now AND deadline_at > :now",
    "closed": "state = 'published' AND deadline_at <= :now",
    "checking": "state = 'checking'",
    "scoring": "state = 'scoring'",
    "proposed": "state = 'proposed'",
    "decided": "state = 'decided'",
}
_OWN = "organisation_id = (SELECT id FROM applicants_organisation WHERE name LIKE '%{}%')"
_APPLICATIONS = {
    "draft_application": f"state = 'draft' AND {_OWN.format('Oljčni list')}",
    "sent": f"state = 'submitted' AND {_OWN.format('Vela Bianca')}",
    "answered": f"state = 'partly_granted' AND {_OWN.format('Oljčni list')}",
    "unchecked": "state = 'received' AND id NOT IN (SELECT application_id FROM grants_request)",
    "asked": "id IN (SELECT application_id FROM grants_request WHERE kind = 'supplement')",
    "heard": (
        "id IN (SELECT application_id FROM grants_request"
        " WHERE kind = 'hearing' AND outcome = 'answered')"
    ),
    "being_heard": (
        "id IN (SELECT application_id FROM grants_request WHERE kind = 'hearing' AND outcome = '')"
    ),
    "on_paper": "channel = 'paper' AND state = 'received'",
    "proposed_application": "state = 'proposed'",
    "begun": (
        "id = (SELECT application_id FROM scoring_scoresheet WHERE locked_at IS NULL LIMIT 1)"
    ),
}


def places(folder: Path) -> dict[str, str]:
    """What the braces stand for in the demo of this folder."""
    with sqlite3.connect(folder / "merila.sqlite3") as database:
        now = database.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')").fetchone()[0]
        found = {
            name: database.execute(
                f"SELECT code FROM grants_call WHERE {rule} ORDER BY deadline_at DESC", {"now": now}
            ).fetchone()
            for name, rule in _CALLS.items()
        }
        found |= {
            name: database.execute(
                f"SELECT number FROM grants_application WHERE {rule} ORDER BY number"
            ).fetchone()
            for name, rule in _APPLICATIONS.items()
        }
        lists = "SELECT id FROM reports_historicimport WHERE state = '{}'"
        found["list"] = database.execute(lists.format("imported")).fetchone()
        found["begun_list"] = database.execute(lists.format("preview")).fetchone()
        found["organisation"] = database.execute(
            "SELECT id FROM applicants_organisation WHERE name LIKE '%Oljčni list%'"
        ).fetchone()
        found["colleague"] = database.execute(
            "SELECT user_id FROM accounts_rolegrant WHERE role = 'officer'"
        ).fetchone()
    return {name: str(row[0]) for name, row in found.items() if row is not None}
