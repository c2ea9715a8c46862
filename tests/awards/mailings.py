"""Letters by post: sent, and their return slips."""

from datetime import date

from awards.actions.post.post_letter import post_letter
from awards.actions.post.print_letter import print_letter
from awards.actions.post.publish_notice import publish_notice
from awards.actions.post.serve_letter import Slip, serve_letter
from awards.models import Decision, Mailing, PublicNotice, SlipKind
from grants.actions.applying._paper import Scan
from grants.models import Request
from tests.grants.applying import a_pdf
from tests.personas import person


def print_for_post(asked: Request, by: str = "Ada") -> None:
    print_letter(about=asked, letter=a_pdf("Poziv"), actor=person(by))


def send(about: Request | Decision, on: date, by: str = "Ada") -> Mailing:
    """Now; of a request any PDF is printed before, where nothing was."""
    if isinstance(about, Request) and not about.printed.exists():
        print_for_post(about, by)
    return post_letter(about=about, posted_on=on, item_number="RA 123 456 785 SI", actor=person(by))


def serve(
    mailing: Mailing, on: date, kind: SlipKind = SlipKind.HANDED_OVER, by: str = "Ada"
) -> Mailing:
    scan = Scan("vrocilnica.pdf", a_pdf("Vročilnica"))
    return serve_letter(mailing=mailing, slip=Slip(kind, on, scan), actor=person(by))


def announce_and_serve(about: Request | Decision, on: date) -> PublicNotice:
    """It comes back, is announced to the public and taken over after all, on the same day."""
    returned = serve(send(about, on), on, SlipKind.RETURNED)
    notice = publish_notice(mailing=returned, actor=person("Ada"))
    serve(send(about, on), on)
    return notice
