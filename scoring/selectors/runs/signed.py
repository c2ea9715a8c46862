"""Whether a computation was signed: the floor above signs it, and the ledger says so.

Read from the payloads of the signatures of its call, which name the ranking and the result.
"""

from audit.core import canonical
from audit.core.entry import EntryType
from audit.models import LedgerPayload
from scoring.models import AllocationRun


def was_signed(run: AllocationRun) -> bool:
    call = run.ranking.call
    signatures = LedgerPayload.objects.filter(
        entry__type=EntryType.ALLOCATION_APPROVED, entry__call_code=call.code_in_ledger
    )
    said = (canonical.loads(text) for text in signatures.values_list("text", flat=True))
    signed = {"ranking": run.ranking.number, "result_sha256": run.result_sha256}
    return any(isinstance(one, dict) and signed.items() <= one.items() for one in said)
