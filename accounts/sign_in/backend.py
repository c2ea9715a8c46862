"""Who signs in with an address and a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.models import User
from accounts.sign_in.address_owner import owner_of


class Backend(AuthenticationBackend):
    """Signs in as the library does, but nobody by an address that they have only entered."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The library takes also who has only entered the address."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user == owner_of(str(credentials.get("email", ""))) else None
