"""The tree over the ledger: one hash for the whole log, short proofs for what is in it.

Rule: RFC 9162 (Certificate Transparency 2.0), section 2.1. A leaf is SHA-256(0x00 || entry), a
node SHA-256(0x01 || left || right); a tree of n leaves splits at the largest power of two below n.
An inclusion proof (2.1.3) leads from one leaf to the root; a consistency proof (2.1.4) shows that
an older tree is the beginning of a newer one.

A subtree over leaves [place * 2^level, (place + 1) * 2^level) that is full never changes again.
`Position(level, place)` names it; who keeps the hash of each can make any root or proof from
about log2(n) of them.

>>> leaves = [leaf_hash(text.encode()) for text in ("published", "submitted", "opened")]
>>> proof = inclusion_proof(1, 3, node_of(leaves))
>>> verify_inclusion(1, 3, leaves[1], proof, root(leaves))
True
>>> verify_inclusion(1, 3, leaves[2], proof, root(leaves))
False
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256().digest()


class Position(NamedTuple):
    """A full subtree: 2^level leaves, the first of them number place * 2^level (from 0)."""

    level: int
    place: int


NodeReader = Callable[[Position], bytes]
Span = tuple[int, int]


def leaf_hash(entry: bytes) -> bytes:
    """32 bytes: the leaf of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes: the node above two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def full_subtrees(start: int, end: int) -> list[Position]:
    """The full subtrees that cover leaves [start, end), left to right; start as proofs use it.

    >>> full_subtrees(0, 6)
    [Position(level=2, place=0), Position(level=1, place=2)]
    """
    found: list[Position] = []
    at = start
    while at < end:
        level = (end - at).bit_length() - 1
        found.append(Position(level, at >> level))
        at += 1 << level
    return found


def span_root(start: int, end: int, node: NodeReader) -> bytes:
    """Root of the leaves [start, end), from the full subtrees in it; of no leaves EMPTY_ROOT."""
    hashes = [node(position) for position in full_subtrees(start, end)]
    if not hashes:
        return EMPTY_ROOT
    found = hashes.pop()
    while hashes:
        found = node_hash(hashes.pop(), found)
    return found


class Frontier:
    """The right edge of a growing tree: append leaves one by one, ask for the root at any time.

    >>> edge = Frontier()
    >>> edge.append(leaf_hash(b"first"))
    []
    >>> [position for position, _ in edge.append(leaf_hash(b"second"))]
    [Position(level=1, place=0)]
    >>> edge.root() == root([leaf_hash(b"first"), leaf_hash(b"second")])
    True
    """

    def __init__(self, size: int = 0, full: Sequence[bytes] = ()) -> None:
        """Begin at a tree of `size` leaves: the hashes of `full_subtrees(0, size)`, in order."""
        if len(full) != size.bit_count():
            raise ValueError(f"{len(full)} subtrees do not make a tree of {size}")
        self.size = size
        self._full = list(full)

    def append(self, leaf: bytes) -> list[tuple[Position, bytes]]:
        """Add a leaf; the subtrees above it that became full, lowest first, with their hashes."""
        found: list[tuple[Position, bytes]] = []
        self._full.append(leaf)
        level = 0
        while (self.size >> level) & 1:
            level += 1
            right, left = self._full.pop(), self._full.pop()
            self._full.append(node_hash(left, right))
            found.append((Position(level, self.size >> level), self._full[-1]))
        self.size += 1
        return found

    @property
    def full(self) -> tuple[bytes, ...]:
        """The hashes of `full_subtrees(0, size)`: enough to go on from here later."""
        return tuple(self._full)

    def proof_of_next(self) -> list[bytes]:
        """The inclusion proof that the next leaf will have once it is appended.

        >>> edge, leaves = Frontier(), [leaf_hash(bytes([n])) for n in range(6)]
        >>> for leaf in leaves[:5]:
        ...     _ = edge.append(leaf)
        >>> edge.proof_of_next() == inclusion_proof(5, 6, node_of(leaves))
        True
        """
        return self._full[::-1]

    def root(self) -> bytes:
        """Root of all leaves so far."""
        if not self._full:
            return EMPTY_ROOT
        found = self._full[-1]
        for left in reversed(self._full[:-1]):
            found = node_hash(left, found)
        return found


def root(leaves: Sequence[bytes]) -> bytes:
    """Root of these leaf hashes; of none SHA-256 of nothing (RFC 9162, 2.1.1)."""
    edge = Frontier()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def node_of(leaves: Sequence[bytes]) -> NodeReader:
    """Reads any full subtree of a list that is at hand, computing it anew."""

    def node(position: Position) -> bytes:
        level, place = position
        return root(leaves[place << level : (place + 1) << level])

    return node


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The leaves [start, end) whose roots make the inclusion proof of leaf `index`, in its order.

    Raises ValueError unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    found: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The leaves [start, end) whose roots make the consistency proof, in its order.

    Empty for old = new. Raises ValueError unless 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"no proof from a tree of {old} to one of {new}")
    found: list[Span] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start > 0:
        found.append((start, end))
    return found[::-1]


def positions_of(spans: Sequence[Span]) -> list[Position]:
    """Every full subtree that the roots of these spans are made of: what to fetch beforehand."""
    return [position for span in spans for position in full_subtrees(*span)]


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """Hashes that lead from leaf `index` (from 0) to the root of the first `size` leaves."""
    return [span_root(start, end, node) for start, end in inclusion_spans(index, size)]


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """Hashes that show the tree of `old` leaves to be the beginning of the tree of `new`."""
    return [span_root(start, end, node) for start, end in consistency_spans(old, new)]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether `proof` shows `leaf` to be number `index` of `size` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes([leaf, *proof]):
        return False
    at, last = index, size - 1
    found = leaf
    for part in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(part, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, part)
        at, last = at >> 1, last >> 1
    return last == 0 and found == expected_root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows the tree of `old` to be the beginning of `new` (RFC 9162, 2.1.4.2).

    An empty tree is the beginning of any tree: old = 0 holds with EMPTY_ROOT and no proof.
    """
    if not 0 <= old <= new or not _are_hashes(proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    parts = iter([old_root, *proof] if old & (old - 1) == 0 else proof)
    return _both_roots(old, new, parts) == (old_root, new_root)


def _both_roots(old: int, new: int, parts: Iterator[bytes]) -> tuple[bytes, bytes] | None:
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = next(parts, None)
    if first is None:
        return None
    older = newer = first
    for part in parts:
        if last == 0:
            return None
        if at & 1 or at == last:
            older, newer = node_hash(part, older), node_hash(part, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, part)
        at, last = at >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _split(count: int) -> int:
    """The largest power of two below `count` (> 1)."""
    return 1 << ((count - 1).bit_length() - 1)


def _are_hashes(parts: Sequence[bytes]) -> bool:
    return all(len(part) == HASH_SIZE for part in parts)
