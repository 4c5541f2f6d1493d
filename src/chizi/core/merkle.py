"""The Merkle tree of RFC 6962, section 2.1, over SHA-256: one hash that stands for a whole ordered list.

A leaf is hashed with the prefix 0x00 and a node with 0x01, so that nobody can pass a node off as a leaf
(second preimage). Indices count from 0.
"""

import hashlib
from collections.abc import Iterable, Sequence

LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves: the hash of nothing."""


def leaf_hash(entry: bytes) -> bytes:
    """The 32 bytes that stand for one entry."""
    return hashlib.sha256(LEAF_PREFIX + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32 bytes that stand for two neighbours."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def root(entries: Iterable[bytes]) -> bytes:
    """The root over entries in their order; reads them once and keeps one hash per level."""
    return root_of_hashes(leaf_hash(entry) for entry in entries)


def root_of_hashes(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, value = 0, leaf
        while peaks and peaks[-1][0] == height:
            value = node_hash(peaks.pop()[1], value)
            height += 1
        peaks.append((height, value))
    if not peaks:
        return EMPTY_ROOT
    value = peaks.pop()[1]
    while peaks:
        value = node_hash(peaks.pop()[1], value)
    return value


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf ``index`` to the root, lowest first.

    ``leaves`` are leaf hashes. Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    start, size = 0, len(leaves)
    while size > 1:
        split = _split(size)
        if index - start < split:
            proof.append(root_of_hashes(leaves[start + split : start + size]))
            size = split
        else:
            proof.append(root_of_hashes(leaves[start : start + split]))
            start += split
            size -= split
    proof.reverse()
    return proof


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether ``proof`` shows that the leaf hash stands at ``index`` of the ``size`` leaves under the root.

    RFC 9162, section 2.1.3.2 (the check for the tree of RFC 6962): a proof with one hash more or less than
    the position calls for is refused.
    """
    if not 0 <= index < size:
        return False
    position, last = index, size - 1
    value = leaf
    for sibling in proof:
        if last == 0 or len(sibling) != hashlib.sha256().digest_size:
            return False
        if position & 1 or position == last:
            value = node_hash(sibling, value)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            value = node_hash(value, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and value == expected_root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1
