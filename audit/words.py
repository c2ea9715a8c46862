"""What the codes of the ledger are called in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.core.entry import EntryType

TYPE_WORDS: dict[EntryType, Promise] = {
    EntryType.CALL_PUBLISHED: _("Call published"),
    EntryType.CALL_AMENDED: _("Call amended"),
    EntryType.CALL_ADVANCED: _("Call moved to its next step"),
    EntryType.COMMITTEE_APPOINTED: _("Committee appointed"),
    EntryType.COMMITTEE_CHANGED: _("Committee changed"),
    EntryType.APPLICATION_SUBMITTED: _("Application submitted"),
    EntryType.APPLICATION_REPLACED: _("Application replaced"),
    EntryType.APPLICATION_WITHDRAWN: _("Application withdrawn"),
    EntryType.APPLICATION_RECORDED: _("Application on paper recorded"),
    EntryType.PAPER_TRANSCRIBED: _("Application on paper typed from its scan"),
    EntryType.PAPER_HANDED_OVER: _("Applicant on paper invited into an account"),
    EntryType.DEADLINE_CLOSED: _("Deadline passed"),
    EntryType.SEAL_OPENED: _("Applications opened"),
    EntryType.FILES_OPENED: _("Files that were missing opened afterwards"),
    EntryType.CONFLICT_DECLARED: _("Statement on conflicts of interest given"),
    EntryType.MEMBER_OBJECTED: _("Objection to a member of the committee"),
    EntryType.OBJECTION_DECIDED: _("Objection to a member decided"),
    EntryType.MEMBER_EXCLUDED: _("Member excluded from an application"),
    EntryType.COMPLETENESS_DECIDED: _("Completeness of an application decided"),
    EntryType.FACT_RECOGNISED: _("Fact recognised"),
    EntryType.REQUEST_MADE: _("Supplement requested"),
    EntryType.REQUEST_DELIVERED: _("Request delivered"),
    EntryType.REQUEST_ANSWERED: _("Request answered"),
    EntryType.REQUEST_TAKEN_BACK: _("Request taken back"),
    EntryType.FINDINGS_TOLD: _("Applicant told what was found"),
    EntryType.FINDINGS_ANSWERED: _("Applicant answered what was found"),
    EntryType.ANSWER_WEIGHED: _("Answer of the applicant weighed"),
    EntryType.LETTER_PRINTED: _("Letter printed"),
    EntryType.LETTER_POSTED: _("Letter sent by post"),
    EntryType.LETTER_SERVED: _("Delivery of a letter recorded"),
    EntryType.NOTICE_PUBLISHED: _("Service by public notice begun"),
    EntryType.QUESTION_ASKED: _("Question asked"),
    EntryType.QUESTION_ANSWERED: _("Question answered"),
    EntryType.QUESTION_DECLINED: _("Question declined"),
    EntryType.STEP_ASKED: _("Step handed over to a second person"),
    EntryType.STEP_CONFIRMED: _("Step confirmed by a second person"),
    EntryType.STEP_DECLINED: _("Step not confirmed"),
    EntryType.STEP_TAKEN_BACK: _("Step taken back"),
    EntryType.ASSESSORS_DRAWN: _("Assessors drawn"),
    EntryType.SHEET_LOCKED: _("Score sheet locked"),
    EntryType.CASE_REOPENED: _("Application opened again for the committee"),
    EntryType.SCORES_REVEALED: _("Scores revealed to the committee"),
    EntryType.AGREED_SCORE_SET: _("Agreed score set"),
    EntryType.RANKING_COMPUTED: _("Ranking computed"),
    EntryType.ALLOCATION_COMPUTED: _("Allocation computed"),
    EntryType.PROPOSAL_MADE: _("Proposal made"),
    EntryType.PROPOSAL_RETURNED: _("Proposal returned"),
    EntryType.ALLOCATION_APPROVED: _("Allocation approved"),
    EntryType.DECISIONS_PREPARED: _("Decisions prepared"),
    EntryType.DECISIONS_SIGNED: _("Decisions signed"),
    EntryType.DECISION_ISSUED: _("Decision issued"),
    EntryType.APPEAL_RECEIVED: _("Appeal received"),
    EntryType.APPEAL_DECIDED: _("Appeal decided"),
    EntryType.RESULTS_PUBLISHED: _("Results published"),
    EntryType.HISTORY_IMPORTED: _("Past awards imported"),
    EntryType.HISTORY_UNDONE: _("Import of past awards undone"),
    EntryType.ORGANISATION_PROVED: _("Registration number proved"),
    EntryType.ORGANISATION_UNPROVED: _("Proved registration number changed"),
    EntryType.ROLE_GRANTED: _("Role given"),
    EntryType.ROLE_REVOKED: _("Role taken back"),
    EntryType.FUNDER_FOUNDED: _("Funder entered"),
    EntryType.FUNDER_CHANGED: _("Data of the funder changed"),
    EntryType.SIGNATORY_APPOINTED: _("Signatory of decisions appointed"),
    EntryType.SIGNATORY_ENDED: _("Appointment of a signatory ended"),
    EntryType.ACCOUNT_CLOSED: _("Account closed"),
    EntryType.ACCOUNT_OPENED: _("Account opened again"),
    EntryType.SECOND_STEP_RESET: _("Second step of a sign-in reset"),
    EntryType.CORRECTION_MADE: _("Correction made"),
    EntryType.PAYLOAD_ERASED: _("Content of an entry erased"),
    EntryType.KEY_ROTATED: _("Key replaced"),
}

ROLE_WORDS: dict[str, Promise] = {
    "applicant": _("Applicant"),
    "officer": _("Call officer"),
    "committee": _("Committee"),
    "chair": _("Committee chair"),
    "secretary": _("Committee secretary"),
    "member": _("Committee member"),
    "substitute": _("Substitute member"),
    "approver": _("Approver"),
    "signatory": _("Signatory"),
    "finance": _("Finance"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
    "system": _("The system"),
}


def type_in_words(code: str) -> Promise | str:
    return TYPE_WORDS[EntryType(code)] if code in set(EntryType) else code


def role_in_words(code: str) -> Promise | str:
    return ROLE_WORDS.get(code, code)
