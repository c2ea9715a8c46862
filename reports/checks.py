"""What `manage.py check` says of the certificate that seals documents."""

from datetime import timedelta
from typing import Any

from django.core import checks
from django.utils import timezone

from reports.documents.seal import SealUnusable, is_sealing, usable_signer

_HINT = "docs/operate.md, “The certificate”."
_SOON = timedelta(days=30)


def check_seal(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if not is_sealing():
        return []
    now = timezone.now()
    try:
        signer = usable_signer(now)
    except SealUnusable as fault:
        return [checks.Error(str(fault), hint=_HINT, id="reports.E001")]
    until = signer.signing_cert.not_valid_after
    if until - now < _SOON:
        said = f"The certificate that seals documents expires on {until:%Y-%m-%d}."
        return [checks.Warning(said, hint=_HINT, id="reports.W001")]
    return []
