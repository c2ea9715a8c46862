"""What a criterion reads where its points are computed."""

from dataclasses import dataclass, field
from fractions import Fraction

from callfile.criteria import Scale
from callfile.ranking import Aggregation
from scoring.core.points.entries import EvaluatedEntry
from scoring.core.points.sheets import Reader, score_answer
from scoring.core.trace import Step

Steps = list[Step]
Points = Fraction | None


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """Whose points are computed, and how several sheets become one value.

    `readers` keeps what reads the answers to a range, so that the entries of a lot share it.
    """

    entry: EvaluatedEntry
    aggregation: Aggregation
    readers: dict[Scale, Reader] = field(default_factory=dict)

    def answer_to(self, scale: Scale) -> Reader:
        """Reads an answer on this scale."""
        if scale not in self.readers:
            self.readers[scale] = score_answer(scale)
        return self.readers[scale]
