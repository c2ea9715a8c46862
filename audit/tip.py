"""What the next entry needs of all those before it: the right edge of the tree, the key in force.

The head of the ledger keeps both as one line of text. The line counts only for the size that it
names; otherwise, as after an upgrade, they are read from the tree. fsck compares the two.
"""

import json
from dataclasses import dataclass

from audit.core.merkle import Frontier
from audit.selectors import key_in_force, tree_edge


@dataclass(frozen=True, slots=True)
class Tip:
    edge: Frontier
    key: str

    def text(self) -> str:
        full = [one.hex() for one in self.edge.full]
        return json.dumps({"size": self.edge.size, "edge": full, "key": self.key})


def is_unlike(text: str, tip: Tip) -> bool:
    """Whether the text would be believed as the tip of this size, and is another."""
    try:
        kept = json.loads(text) if text else {}
        return kept.get("size") == tip.edge.size and kept != json.loads(tip.text())
    except (ValueError, AttributeError):
        return True


def read_tip(text: str, size: int) -> Tip:
    """The tip of the ledger of this size."""
    kept = json.loads(text) if text else {}
    if kept.get("size") != size:
        return Tip(tree_edge(size), key_in_force(size + 1))
    return Tip(Frontier(size, [bytes.fromhex(one) for one in kept["edge"]]), kept["key"])
