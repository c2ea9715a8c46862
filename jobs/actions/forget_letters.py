"""Take back letters that were promised and are not sent, with the address that they hold."""

from collections.abc import Collection

from jobs.models import Letter


def forget_letters(*, kinds: Collection[str], call: int, address: str) -> None:
    """Those of the kinds about the call (its number) to the address."""
    Letter.objects.filter(kind__in=kinds, call_id=call, address=address).delete()
