"""Who sees a long piece of work, and who starts it again."""

from typing import Any

from django.db.models import Q

from accounts.models import Role
from accounts.permissions import Rule, granted_for_call
from jobs.models import Job


def _of_job(user: Any, *roles: Role) -> Q:
    return granted_for_call(user, *roles, call="call_id", funder="funder_id")


def _started_by(user: Any) -> Q:
    return Q(created_by=user)


# Who started it, and the officers and auditors of its call.
view_job = Rule(Job, lambda user: _started_by(user) | _of_job(user, Role.OFFICER, Role.AUDITOR))
# The officers of its call; what belongs to no call, who started it.
retry_job = Rule(
    Job,
    lambda user: (_started_by(user) & Q(call_id=None)) | _of_job(user, Role.OFFICER),
)
