"""Prepared decisions with letters that no document can write, before they are issued."""

from dataclasses import dataclass

from awards.models import Decision
from grants.models import Call
from reports.documents.letters import missing_in


@dataclass(frozen=True, slots=True)
class Unwritten:
    """The letters of one decision, each once."""

    number: str
    letters: tuple[str, ...]

    @property
    def in_words(self) -> str:
        return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in self.letters)


def unwritten_letters(call: Call) -> list[Unwritten]:
    """Of the decisions that are not issued yet, in order of number."""
    waiting = Decision.objects.filter(call=call, issued_at=None)
    missing = set(missing_in("".join(set(waiting.values_list("letters", flat=True).order_by()))))
    if not missing:
        return []
    rows = waiting.order_by("application__number").values_list("application__number", "letters")
    return [
        Unwritten(number, tuple(one for one in letters if one in missing))
        for number, letters in rows
        if not missing.isdisjoint(letters)
    ]
