"""A person who signs in. The e-mail address is the login; there is no user name."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.core.mail_address import clean_address

if TYPE_CHECKING:
    from accounts.models.role_grant import RoleGrant


_told: "list[Callable[[User], object]]" = []


def tell_of_superusers(tell: "Callable[[User], object]") -> None:
    """A higher floor hears of each account that may do everything, as it is made."""
    if tell not in _told:
        _told.append(tell)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=clean_address(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        with transaction.atomic():
            user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
            for tell in _told:
                tell(user)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=clean_address(username or ""))

    def with_address(self, address: str) -> "User | None":
        """Whoever signs in with it, however it is written; not whose account is closed."""
        return self.filter(email__iexact=clean_address(address), is_active=True).first()


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address already exists.")},
    )
    name = models.CharField(_("name and surname"), max_length=150)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    # Another one ends every session of the account (accounts/sign_in/second_step.py).
    session_mark = models.CharField(max_length=32, blank=True, default="", editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # Two accounts that differ only in capitals would be one mailbox and two applicants.
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="user_language_is_offered",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """A session with another hash is none of this account."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by the secrets that were in use before."""
        return map(self._session_hash, settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | None) -> str:
        known_by = f"{self.password}\0{self.session_mark}"
        return salted_hmac(
            "merila.session", known_by, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]

    @cached_property
    def scopes(self) -> "list[RoleGrant]":
        """The person's roles, read once per request."""
        return list(self.role_grants.all())
