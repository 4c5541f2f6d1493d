"""The tree against published vectors, a naive reading of RFC 6962, and proofs that must fail."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.core import merkle

# The entries and roots that implementations of Certificate Transparency test themselves with.
ENTRIES = [
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
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def naive_root(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(entries[:split]) + naive_root(entries[split:])).digest()


@pytest.mark.parametrize("size", sorted(ROOTS))
def test_known_roots(size: int) -> None:
    assert merkle.root(ENTRIES[:size]).hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=20), max_size=70))
def test_root_agrees_with_the_definition(entries: list[bytes]) -> None:
    assert merkle.root(entries) == naive_root(entries)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_of_every_small_tree_is_proved_and_only_at_its_place(size: int) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    top = merkle.root_of_hashes(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(leaves, index)
        assert merkle.verify_inclusion(leaf, index, size, proof, top)
        for elsewhere in range(size):
            if elsewhere != index:
                assert not merkle.verify_inclusion(leaf, elsewhere, size, proof, top)


@given(st.integers(1, 200), st.data())
def test_a_proof_that_was_touched_is_refused(size: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(number.to_bytes(2)) for number in range(size)]
    top = merkle.root_of_hashes(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(leaves, index)
    leaf = leaves[index]
    assert merkle.verify_inclusion(leaf, index, size, proof, top)
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, leaf], top)
    assert not merkle.verify_inclusion(leaf, index, size, proof, merkle.leaf_hash(b"another"))
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"another"), index, size, proof, top)
    if proof:
        assert not merkle.verify_inclusion(leaf, index, size, proof[:-1], top)
        at = data.draw(st.integers(0, len(proof) - 1))
        bent = [*proof]
        bent[at] = bytes([bent[at][0] ^ 1]) + bent[at][1:]
        assert not merkle.verify_inclusion(leaf, index, size, bent, top)
        bent[at] = proof[at] + b"\x00"
        assert not merkle.verify_inclusion(leaf, index, size, bent, top)


def test_a_node_cannot_pass_for_a_leaf() -> None:
    """Without the two prefixes the tree over [a, b] would have the same root as over [hash(a) + hash(b)]."""
    first, second = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")
    assert merkle.root([b"a", b"b"]) == merkle.node_hash(first, second)
    assert merkle.root([first + second]) != merkle.root([b"a", b"b"])


def test_places_outside_the_tree() -> None:
    leaves = [merkle.leaf_hash(b"a")]
    with pytest.raises(IndexError):
        merkle.inclusion_proof(leaves, 1)
    with pytest.raises(IndexError):
        merkle.inclusion_proof([], 0)
    assert not merkle.verify_inclusion(leaves[0], 1, 1, [], leaves[0])
    assert not merkle.verify_inclusion(leaves[0], -1, 1, [], leaves[0])
    assert not merkle.verify_inclusion(leaves[0], 0, 0, [], merkle.EMPTY_ROOT)
