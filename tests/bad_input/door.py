"""One place where somebody types: whose page, where, and what is right around it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.bad_input.world import NOW, World
from tests.personas import person
from tests.stage import at

Typed = dict[str, Any]


class Door(NamedTuple):
    """`name` is the control under test, where {Celia} stands for the key of that person; `rest`
    what else is posted, right in itself.
    """

    id: str
    who: str
    path: Callable[[World], str]
    name: str
    rest: Callable[[World], Typed]
    lines: bool = False  # several lines may be written

    @property
    def field(self) -> str:
        before, _brace, after = self.name.partition("{")
        return before + str(person(after.rstrip("}")).pk) if after else before

    def post(self, world: World, value: Any, language: str = "sl", **more: Any) -> Any:
        """The answer to this value, typed by this person in this language."""
        with at(NOW):
            address = f"/{language}/{self.path(world)}"
            data = {**self.rest(world), self.field: value, **more}
            return world.client(self.who).post(address, data)


def on_desk(key: str, page: str) -> Callable[[World], str]:
    return lambda world: f"desk/calls/{world.calls[key].code}/{page}/"


def nothing_else(_world: World) -> Typed:
    return {}
