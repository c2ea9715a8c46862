"""What a refused act becomes on the page: a fault of the form, or a sentence on top."""

from collections.abc import Callable
from types import TracebackType

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile


class Telling:
    """A block whose refusal is told; what follows the block then runs."""

    def __init__(self, tell: Callable[[Refused], None], *others: type[Refused]) -> None:
        self._tell, self._others = tell, others

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Refused) or isinstance(error, self._others):
            return False
        self._tell(error)
        return True


def told_in(form: BaseForm, elsewhere: str | None = None) -> Telling:
    """A refusal stands at its field; where the form has no such field `elsewhere`, which is the top
    of the page unless it is said. What others have changed meanwhile is the page's to show.

        if form.is_valid():
            with told_in(form):
                publish_call(call=call, actor=user)
                return redirect(...)
        return render(..., status=422 if form.errors else 200)
    """

    def tell(refused: Refused) -> None:
        place = refused.field if refused.field in form.fields else elsewhere
        form.add_error(place if place in form.fields else None, str(refused.message))

    return Telling(tell, ChangedMeanwhile)


def told_on_top(request: HttpRequest) -> Telling:
    """A refusal is the message of the next page."""
    return Telling(lambda refused: messages.error(request, str(refused.message)))
