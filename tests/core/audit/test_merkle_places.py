"""Trees named place by place: which subtrees, which spans, and every refusal."""

import pytest

from audit.core import merkle
from audit.core.merkle import Position

LEAVES = [merkle.leaf_hash(bytes([number])) for number in range(17)]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 0, []),
        (0, 1, [(0, 0)]),
        (0, 7, [(2, 0), (1, 2), (0, 6)]),
        (0, 8, [(3, 0)]),
        (8, 11, [(1, 4), (0, 10)]),
        (4, 8, [(2, 1)]),
        (6, 7, [(0, 6)]),
        (6, 8, [(1, 3)]),
    ],
)
def test_full_subtrees(start, end, found):
    assert merkle.full_subtrees(start, end) == [Position(*one) for one in found]


@pytest.mark.parametrize(
    ("index", "size", "spans"),
    [
        (0, 1, []),
        (0, 2, [(1, 2)]),
        (1, 2, [(0, 1)]),
        (2, 3, [(0, 2)]),
        (4, 7, [(5, 6), (6, 7), (0, 4)]),
        (6, 7, [(4, 6), (0, 4)]),
        (3, 8, [(2, 3), (0, 2), (4, 8)]),
    ],
)
def test_inclusion_spans(index, size, spans):
    assert merkle.inclusion_spans(index, size) == spans


@pytest.mark.parametrize(
    ("old", "new", "spans"),
    [
        (1, 1, []),
        (7, 7, []),
        (1, 2, [(1, 2)]),
        (3, 7, [(2, 3), (3, 4), (0, 2), (4, 7)]),
        (4, 7, [(4, 7)]),
        (6, 7, [(4, 6), (6, 7), (0, 4)]),
        (6, 8, [(4, 6), (6, 8), (0, 4)]),
    ],
)
def test_consistency_spans(old, new, spans):
    assert merkle.consistency_spans(old, new) == spans


def test_positions_are_those_of_every_span_in_order():
    assert merkle.positions_of([(0, 3), (4, 6)]) == [Position(1, 0), Position(0, 2), Position(1, 2)]
    assert merkle.positions_of([]) == []


def test_span_root_of_any_span_of_a_proof():
    node = merkle.node_of(LEAVES)
    assert merkle.span_root(5, 5, node) == merkle.EMPTY_ROOT
    assert merkle.span_root(4, 7, node) == merkle.root(LEAVES[4:7])
    assert merkle.span_root(8, 17, node) == merkle.root(LEAVES[8:17])
    assert node(Position(2, 1)) == merkle.root(LEAVES[4:8])


@pytest.mark.parametrize("size", range(17))
def test_frontier_keeps_the_hashes_of_its_full_subtrees(size):
    edge = merkle.Frontier()
    for leaf in LEAVES[:size]:
        edge.append(leaf)
    node = merkle.node_of(LEAVES)
    assert list(edge.full) == [node(one) for one in merkle.full_subtrees(0, size)]
    assert edge.size == size
    again = merkle.Frontier(size, edge.full)
    assert again.proof_of_next() == merkle.inclusion_proof(size, size + 1, node)
    assert again.append(LEAVES[size]) == edge.append(LEAVES[size])
    assert again.root() == edge.root() == merkle.root(LEAVES[: size + 1])


def test_every_proof_between_small_trees():
    node = merkle.node_of(LEAVES)
    roots = [merkle.root(LEAVES[:size]) for size in range(17)]
    for new in range(1, 17):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(old, new, node)
            for claimed in range(17):
                holds = merkle.verify_consistency(claimed, new, roots[claimed], roots[new], proof)
                assert holds is (claimed == old or (claimed in (0, new) and not proof)), claimed
            assert not merkle.verify_consistency(old, new, roots[0], roots[new], proof)
            longer = [*proof, LEAVES[0]]
            assert not merkle.verify_consistency(old, new, roots[old], roots[new], longer)
        for index in range(new):
            proof = merkle.inclusion_proof(index, new, node)
            for claimed in range(-1, new + 1):
                holds = merkle.verify_inclusion(claimed, new, LEAVES[index], proof, roots[new])
                assert holds is (claimed == index)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_hashes_have_thirty_two_bytes(size):
    wrong, one, two = bytes(size), LEAVES[0], merkle.root(LEAVES[:2])
    assert merkle.verify_inclusion(0, 2, one, [LEAVES[1]], two)
    assert not merkle.verify_inclusion(0, 2, one, [wrong], two)
    assert not merkle.verify_inclusion(0, 1, wrong, [], wrong)
    assert not merkle.verify_consistency(1, 2, one, two, [wrong])
    assert not merkle.verify_consistency(-1, 2, one, two, [])
    assert not merkle.verify_consistency(3, 2, one, two, [])
    assert not merkle.verify_consistency(2, 5, two, two, [])
    assert not merkle.verify_consistency(3, 5, two, two, [])
