"""Make a draft of a call from a call file."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.refusal import Refused
from callfile.as_written import Written, written_code
from grants.actions.calls._content import write_content
from grants.call_files.check import check_content
from grants.models import Call, Funder


def import_call(*, funder: Funder, content: Written, file_number: str, actor: User) -> Call:
    """A new draft. The content may still have faults: publication refuses them, a draft does not.

    It is checked before the transaction begins. Raises Refused where the file has no usable code or
    another call has it already.
    """
    if not _may_prepare(actor, funder):
        raise PermissionDenied
    return _keep(funder, content, check_content(content), file_number, actor)


@transaction.atomic
def _keep(
    funder: Funder,
    content: Written,
    checked: Mapping[str, Any],
    file_number: str,
    actor: User,
) -> Call:
    if not _may_prepare(actor, funder):
        raise PermissionDenied
    code = written_code(content)
    if not isinstance(code, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", code):
        raise Refused(
            _("The call needs a code of small letters, digits and hyphens, such as culture-2027."),
            field="code",
        )
    if Call.objects.filter(code=code).exists():
        raise Refused(
            _("A call with the code %(code)s is already here.") % {"code": code}, field="code"
        )
    call = Call(
        funder=funder,
        code=code,
        prefix=_free_prefix(code),
        file_number=file_number,
        created_by=actor,
    )
    write_content(call, content, checked)
    return call


def _may_prepare(actor: User, funder: Funder) -> bool:
    grants = actor.role_grants.filter(role=Role.OFFICER, call_id=None)
    return grants.filter(funder_id=None).exists() or grants.filter(funder_id=funder.pk).exists()


def _free_prefix(code: str) -> str:
    """`kultura-2027` gives K27; where that is taken KU27, KUL27, and so on."""
    word = "".join(re.findall(r"[a-z]", code)).upper() or "R"
    year = re.search(r"20(\d\d)", code)
    digits = year.group(1) if year else ""
    tried = [word[:length] + digits for length in range(1, min(len(word), 6) + 1)]
    tried += [f"{word[:3]}{number}" for number in range(1, 1000)]
    taken = set(Call.objects.filter(prefix__in=tried).values_list("prefix", flat=True))
    return next(prefix for prefix in tried if prefix not in taken)
