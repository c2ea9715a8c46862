"""What is closed to the reader of a page."""

from django import template

from accounts.models import User
from grants.models import Call
from grants.selectors.closed_applications import Closed, closed_applications

register = template.Library()


@register.simple_tag
def closed_to(user: object, call: object) -> Closed:
    """Of the call; nothing where nobody is signed in."""
    if not isinstance(user, User) or not isinstance(call, Call):
        return Closed()
    return closed_applications(user, call)
