"""`manage.py set_up [FILE]`: the first administrator and the funder, asked for or out of a file."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.languages import LANGUAGES
from accounts.models import Role, User
from accounts.refusal import Refused
from accounts.sign_in.letters import new_password_link
from grants.actions.office.set_up import everything_is_administered, set_up
from grants.call_files.set_up_file import SetUpFileFault, read_set_up_file
from grants.forms.office.first_administrator import FirstAdministratorForm
from grants.forms.office.funder import NewFunderForm
from grants.models.funder import steps_for_two

Answers = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Set up an empty installation: the funder and the first administrator. Without a file the "
        "questions are asked; deploy/setup.example.yaml shows what a file holds."
    )

    # It comes before anything is served, so before styles are built.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--language", choices=list(LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            if everything_is_administered():
                self._say_what_is_there(options["language"])
                return
            administrator, funder = (
                self._from_file(options["file"])
                if options["file"]
                else self._by_asking(options["language"])
            )
            arms = str(funder.pop("arms", None) or "")
            beside = options["file"].parent if options["file"] else Path()
            self._set_up(
                FirstAdministratorForm(administrator),
                NewFunderForm(
                    {"second_person": steps_for_two(), **funder},
                    {"arms": _sent(beside / arms)} if arms else None,
                ),
            )

    def _from_file(self, file: Path) -> tuple[Answers, Answers]:
        try:
            return read_set_up_file(_read(file))
        except SetUpFileFault as fault:
            raise CommandError(f"{file}: {fault}") from fault

    def _by_asking(self, language: str) -> tuple[Answers, Answers]:
        self.stdout.write(_("First the funder, then the administrator. Ctrl-C ends it."))
        funder = self._asked(NewFunderForm({}), ("code", "languages"))
        # Which texts are needed follows from the languages.
        rest = NewFunderForm({"languages": funder["languages"]})
        funder |= self._asked(rest, [name for name in rest.fields if name not in funder])
        funder["arms"] = self._arms_asked()
        administrator = self._asked(FirstAdministratorForm({}), ("name", "email"))
        return {**administrator, "language": language}, funder

    def _arms_asked(self) -> str:
        """The path of a picture that can be drawn, or nothing."""
        field, none = NewFunderForm({}).fields["arms"], _("Empty: none.")
        while True:
            try:
                path = input(f"{field.label} ({field.help_text} {none}): ")
                if path:
                    field.clean(_sent(Path(path)))
            except EOFError as error:
                raise CommandError(_("The answers ended; nothing was set up.")) from error
            except CommandError as fault:
                self.stderr.write(str(fault))
            except ValidationError as fault:
                self.stderr.write(" ".join(fault.messages))
            else:
                return path

    def _asked(self, form: forms.Form, names: Any) -> Answers:
        """An answer to each question that needs one; a wrong one is asked for again."""
        return {
            name: self._answer(form.fields[name]) for name in names if form.fields[name].required
        }

    def _answer(self, field: forms.Field) -> Any:
        choices = [code for code, _name in getattr(field, "choices", ())]
        shown = f" ({', '.join(choices)})" if choices else ""
        while True:
            try:
                typed = input(f"{field.label}{shown}: ")
            except EOFError as error:
                raise CommandError(_("The answers ended; nothing was set up.")) from error
            value: Any = typed.replace(",", " ").split() if choices else typed
            try:
                field.clean(value)
            except ValidationError as fault:
                self.stderr.write(" ".join(fault.messages))
            else:
                return value

    def _set_up(self, administrator: forms.Form, funder: NewFunderForm) -> None:
        faults = [
            f"{part}.{name}: {fault}"
            for part, form in (("administrator", administrator), ("funder", funder))
            for name, said in form.errors.items()
            for fault in said
        ]
        if faults:
            raise CommandError("\n".join(faults))
        try:
            user, made = set_up(
                administrator=administrator.cleaned_data,
                funder={
                    "code": funder.cleaned_data["code"],
                    **funder.columns(),
                    "arms": funder.cleaned_data["arms"],
                    "signatory": funder.first_signatory(),
                },
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("The funder %(code)s is entered.") % {"code": made.code})
        self._show_link(user)

    def _show_link(self, user: User) -> None:
        link = new_password_link(user, user.language)
        words = _(
            "%(name)s chooses a password here, once and within three days (a letter with the same"
            " way goes out too):"
        )
        self.stdout.write(f"{words % {'name': user.name}}\n{link}")

    def _say_what_is_there(self, language: str) -> None:
        """Set up already; whoever never came in gets another link."""
        self.stdout.write(
            _("This installation is set up already. What comes next is done on its pages.")
        )
        held = {"role_grants__role": Role.ADMINISTRATOR, "role_grants__funder_id": None}
        for user in User.objects.filter(is_active=True, last_login=None, **held).distinct():
            if not user.has_usable_password():
                self._show_link(user)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        said = _("%(file)s cannot be opened: %(reason)s")
        raise CommandError(said % {"file": file, "reason": reason}) from error


def _sent(file: Path) -> SimpleUploadedFile:
    """A file of this machine, as a form takes it."""
    return SimpleUploadedFile(file.name, _read(file))
