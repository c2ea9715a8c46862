"""Withdraw an application that was sent: it stays sealed for good and is not opened."""

from accounts.models import User
from grants.actions._act import act
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from grants.models import Application


def withdraw_application(*, application: Application, actor: User) -> Application:
    """Until the deadline, once and for all; once more is once. Raises CallNotOpen."""
    with act(application, ApplicationStep.WITHDRAW, actor, holding_call=True) as done:
        locked = done.application
        if locked.state in application_stages.WITHDRAWN:
            return locked
        last = locked.submissions.order_by("-sequence").first()
        done.record(
            pub={},
            payload={
                "number": locked.number,
                "lot": locked.lot.code,
                "sequence": last.sequence if last else 0,
                "sha256": last.sha256 if last else "",
            },
            moves=[done.move(locked)],
        )
        return locked
