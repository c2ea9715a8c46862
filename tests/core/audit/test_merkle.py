"""The expected values come from the recursive definitions of RFC 9162, written here anew."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.core import merkle
from audit.core.merkle import Position

# The eight leaves and the roots of 1..8 of them that implementations of RFC 6962 exchange.
REFERENCE = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def _leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(b"entry %d" % number) for number in range(count)]


def _split(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def _tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = _split(len(leaves))
    return hashlib.sha256(b"\x01" + _tree_hash(leaves[:k]) + _tree_hash(leaves[k:])).digest()


def _path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if m < k:
        return [*_path(m, leaves[:k]), _tree_hash(leaves[k:])]
    return [*_path(m - k, leaves[k:]), _tree_hash(leaves[:k])]


def _subproof(m: int, leaves: list[bytes], known: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1."""
    if m == len(leaves):
        return [] if known else [_tree_hash(leaves)]
    k = _split(len(leaves))
    if m <= k:
        return [*_subproof(m, leaves[:k], known), _tree_hash(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], False), _tree_hash(leaves[:k])]


def test_leaf_and_node_are_told_apart_by_their_first_byte() -> None:
    assert merkle.leaf_hash(b"ab") == hashlib.sha256(b"\x00ab").digest()
    assert merkle.node_hash(b"a", b"b") == hashlib.sha256(b"\x01ab").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_root_of_the_reference_leaves(size: int) -> None:
    leaves = [merkle.leaf_hash(data) for data in REFERENCE[:size]]
    assert merkle.root(leaves).hex() == REFERENCE_ROOTS[size - 1]


def test_root_of_nothing() -> None:
    assert merkle.root([]) == merkle.EMPTY_ROOT == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(34))
def test_root_follows_the_definition(size: int) -> None:
    leaves = _leaves(size)
    node = merkle.node_of(leaves)
    assert merkle.root(leaves) == _tree_hash(leaves) == merkle.span_root(0, size, node)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 31, 32, 33])
def test_inclusion_proof_of_every_leaf(size: int) -> None:
    leaves = _leaves(size)
    root, node = _tree_hash(leaves), merkle.node_of(leaves)
    for index in range(size):
        proof = merkle.inclusion_proof(index, size, node)
        assert proof == _path(index, leaves)
        assert merkle.verify_inclusion(index, size, leaves[index], proof, root)


@pytest.mark.parametrize("new", [1, 2, 3, 6, 7, 8, 16, 21])
def test_consistency_proof_from_every_older_tree(new: int) -> None:
    leaves = _leaves(new)
    root, node = _tree_hash(leaves), merkle.node_of(leaves)
    for old in range(1, new + 1):
        proof = merkle.consistency_proof(old, new, node)
        assert proof == _subproof(old, leaves, True)
        assert merkle.verify_consistency(old, new, _tree_hash(leaves[:old]), root, proof)


@settings(max_examples=40)
@given(st.integers(1, 200), st.data())
def test_inclusion_holds_for_no_other_leaf_place_or_root(size: int, data: st.DataObject) -> None:
    leaves = _leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, merkle.node_of(leaves))
    root, leaf = merkle.root(leaves), leaves[index]
    verify = merkle.verify_inclusion
    assert verify(index, size, leaf, proof, root)
    assert not verify(index, size, merkle.leaf_hash(b"other"), proof, root)
    assert not verify(index, size, leaf, proof, merkle.leaf_hash(b"other"))
    assert not verify(index, size, leaf, [*proof, leaf], root)
    assert not verify(size, size, leaf, proof, root)
    assert not verify(-1, size, leaf, proof, root)
    other = data.draw(st.integers(0, size - 1))
    assert verify(other, size, leaf, proof, root) == (other == index)
    if proof:
        assert not verify(index, size, leaf, proof[:-1], root)
        spoilt = data.draw(st.integers(0, len(proof) - 1))
        parts = [*proof[:spoilt], leaf, *proof[spoilt + 1 :]]
        assert verify(index, size, leaf, parts, root) == (parts == proof)
        assert not verify(index, size, leaf, [part[:-1] for part in proof], root)


@settings(max_examples=40)
@given(st.integers(1, 150), st.data())
def test_consistency_fails_for_a_rewritten_past(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    leaves = _leaves(new)
    rewritten = [*leaves[:changed], merkle.leaf_hash(b"rewritten"), *leaves[changed + 1 :]]
    old_root = merkle.root(leaves[:old])
    proof = merkle.consistency_proof(old, new, merkle.node_of(rewritten))
    assert not merkle.verify_consistency(old, new, old_root, merkle.root(rewritten), proof)


@settings(max_examples=40)
@given(st.integers(2, 150), st.data())
def test_consistency_holds_for_no_other_proof(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    leaves = _leaves(new)
    roots = (merkle.root(leaves[:old]), merkle.root(leaves))
    proof = merkle.consistency_proof(old, new, merkle.node_of(leaves))
    verify = merkle.verify_consistency
    assert verify(old, new, *roots, proof)
    assert not verify(old, new, *roots, proof[:-1])
    assert not verify(old, new, *roots, [*proof, proof[-1]])
    assert not verify(old, new, roots[1], roots[1], proof)
    assert not verify(old, new, roots[0], roots[0], proof)
    assert not verify(new, old, *roots, proof)


def test_consistency_of_equal_and_empty_trees() -> None:
    root = merkle.root(_leaves(3))
    verify = merkle.verify_consistency
    assert verify(3, 3, root, root, [])
    assert not verify(3, 3, root, merkle.EMPTY_ROOT, [])
    assert not verify(3, 3, root, root, [root])
    assert verify(0, 3, merkle.EMPTY_ROOT, root, [])
    assert not verify(0, 3, root, root, [])


@settings(max_examples=40)
@given(st.integers(0, 130))
def test_frontier_reports_every_full_subtree_once(size: int) -> None:
    leaves = _leaves(size)
    edge = merkle.Frontier()
    found = dict(pair for leaf in leaves for pair in edge.append(leaf))
    node = merkle.node_of(leaves)
    expected = {
        Position(level, place)
        for level in range(1, size.bit_length())
        for place in range(size >> level)
    }
    assert found.keys() == expected
    assert all(found[position] == node(position) for position in expected)
    assert edge.root() == _tree_hash(leaves)


@settings(max_examples=40)
@given(st.integers(0, 130))
def test_frontier_goes_on_from_any_size(size: int) -> None:
    leaves = _leaves(size + 1)
    node = merkle.node_of(leaves)
    full = [node(position) for position in merkle.full_subtrees(0, size)]
    edge = merkle.Frontier(size, full)
    assert edge.root() == _tree_hash(leaves[:size])
    edge.append(leaves[size])
    assert edge.root() == _tree_hash(leaves)


def test_frontier_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="tree of 3"):
        merkle.Frontier(3, [bytes(32)])


@settings(max_examples=40)
@given(st.integers(1, 10**9), st.data())
def test_proofs_need_few_nodes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    bits = size.bit_length()
    assert len(merkle.positions_of(merkle.inclusion_spans(index, size))) <= 2 * bits
    old = data.draw(st.integers(1, size))
    assert len(merkle.positions_of(merkle.consistency_spans(old, size))) <= 2 * bits + 1


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_inclusion_proof_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_spans(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_consistency_proof_between_wrong_sizes_is_refused(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        merkle.consistency_spans(old, new)
