from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """Django's rule in our words, which its catalogues do not have in every language."""

    def get_error_message(self) -> str:
        return ngettext(
            "The password must have at least %d character.",
            "The password must have at least %d characters.",
            self.min_length,
        ) % self.min_length  # fmt: skip


class UnlikeThePerson(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("The password resembles your name or address. Choose another.")


class Uncommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Too many people have this password. Choose another.")


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("The password must not be digits only.")
