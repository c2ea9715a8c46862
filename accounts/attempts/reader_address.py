"""From where a page is asked for: what is counted for a while is counted by it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The reader's address, or the network of a reader with IPv6; empty where it is not known.

    Without a trusted proxy, loopback is the machine itself or a proxy that nobody has declared:
    then all readers would be one.
    """
    proxies = settings.TRUSTED_PROXIES
    chain = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    text = chain[-proxies] if 0 < proxies <= len(chain) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text[:64])
    except ValueError:
        return ""
    if address.is_loopback:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
