from django.db.models import Q, QuerySet

from accounts.models import Role, User
from accounts.permissions import Person, has_role
from jobs.models import Job

_READERS = (Role.OFFICER, Role.AUDITOR)


def can_see_job(actor: Person, job: Job) -> bool:
    """Who started it, and the officers and auditors of its call."""
    if not isinstance(actor, User) or not actor.is_active:
        return False
    if job.created_by_id == actor.pk:
        return True
    if job.call_id is None:
        return any(grant.role in _READERS and grant.call_id is None for grant in actor.scopes)
    return has_role(actor, *_READERS, call_id=job.call_id)


def visible_jobs(actor: Person) -> QuerySet[Job]:
    """The twin of `can_see_job`."""
    if not isinstance(actor, User) or not actor.is_active:
        return Job.objects.none()
    calls = {grant.call_id for grant in actor.scopes if grant.role in _READERS}
    if None in calls:
        return Job.objects.all()
    return Job.objects.filter(Q(created_by=actor) | Q(call_id__in=calls))


def can_retry_job(actor: Person, job: Job) -> bool:
    """Who started it, and the officers of its call."""
    if not isinstance(actor, User) or not actor.is_active:
        return False
    return job.created_by_id == actor.pk or (
        can_see_job(actor, job) and has_role(actor, Role.OFFICER, call_id=job.call_id)
    )
