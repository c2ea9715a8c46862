"""Why a run refused, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callfile.strict.fault import CoreFault, FaultKind

_KINDS: dict[FaultKind, str | Promise] = {
    FaultKind.TIE: gettext_lazy(
        "The rule would have to cut between equal applications, and the published tie-breaks "
        "do not separate them: %(names)s."
    ),
    FaultKind.SETUP: gettext_lazy("The published call cannot be computed (%(names)s)."),
    FaultKind.INPUT: gettext_lazy("The data of these applications cannot be computed: %(names)s."),
    FaultKind.NOT_RANKABLE: gettext_lazy(
        "These applications have no complete score, so no money is divided: %(names)s."
    ),
}


def sentence_of_fault(fault: CoreFault) -> str:
    """One sentence with the numbers concerned, and the code of the reason where there is one."""
    names = ", ".join(fault.names) or _("no number")
    said = str(_KINDS[fault.kind]) % {"names": names}
    return f"{said} [{fault.reason}]" if fault.reason else said
