"""What a form asks, as far as conditions and the rubric may read it."""

from dataclasses import dataclass, field

from callfile.reach.domains import Domain


@dataclass
class Asked:
    """By code: `facts` for the rubric, `fields` for conditions; `optional` ones may stay blank."""

    facts: dict[str, Domain] = field(default_factory=dict)
    fields: dict[str, Domain | None] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    # Fields of which nothing more can be said than that they are there.
    unread: set[str] = field(default_factory=set)
