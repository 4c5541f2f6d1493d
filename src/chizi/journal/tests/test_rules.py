"""What an entry is, byte for byte."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.journal import rules

NOON = datetime(2021, 3, 18, 4, 0, tzinfo=UTC)
DRAFT = rules.Draft("order.issued", "person:lin", "140100000000", "order:1", NOON, None, "ab" * 32)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def chain(count: int) -> list[rules.Stored]:
    stored, prev = [], None
    for number in range(1, count + 1):
        content, salt = {"step": number}, bytes([number]) * 16
        entry = replace(DRAFT, content_commit=rules.commitment(salt, content)).sealed(number, prev)
        prev = rules.leaf_hash(entry)
        stored.append(rules.Stored(number, entry, prev, "order:1", number, salt, content))
    return stored


def faults(entries: list[rules.Stored]) -> list[tuple[int, str]]:
    return [(stored.number, code) for stored, code in rules.checked(entries) if code]


def test_an_entry_has_one_spelling():
    assert DRAFT.sealed(1, None) == (
        b'{"actor":"person:lin","content":"' + b"ab" * 32 + b'","kind":"order.issued","object":"order:1",'
        b'"occurred_at":"","prev":"","recorded_at":"2021-03-18T04:00:00.000000Z","seq":1,'
        b'"unit":"140100000000","v":1}'
    )


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="aware"):
        rules.instant_text(datetime(2021, 3, 18))


@given(JSON, JSON)
def test_two_contents_never_share_a_commitment(one, other):
    first, second = rules.commitment(b"s" * 16, {"c": one}), rules.commitment(b"s" * 16, {"c": other})
    assert (first == second) == (rules.canonical(one) == rules.canonical(other))


def test_an_honest_chain_has_no_faults():
    assert faults(chain(5)) == []


def test_an_erased_content_leaves_the_chain_provable():
    entries = chain(3)
    entries[1] = replace(entries[1], salt=None, content=None)
    assert faults(entries) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda e: replace(e, content={"step": 99}), "content"),
        (lambda e: replace(e, leaf=b"\0" * 32), "leaf"),
        (lambda e: replace(e, entry=e.entry.replace(b"person:lin", b"person:liu")), "leaf"),
        (lambda e: replace(e, entry=e.entry + b" "), "not-canonical"),
        (lambda e: replace(e, entry=b"[]"), "not-canonical"),
        (lambda e: replace(e, seq=9), "object"),
    ],
)
def test_each_change_is_found_and_named(change, code):
    entries = chain(3)
    entries[1] = change(entries[1])
    assert (2, code) in faults(entries)


def test_a_missing_entry_is_found_at_the_next_one():
    entries = chain(3)
    assert faults([entries[0], entries[2]]) == [(3, "sequence")]


def test_a_rewritten_entry_breaks_the_link_of_the_next():
    entries = chain(3)
    forged = replace(DRAFT, actor="person:liu", content_commit="cd" * 32).sealed(2, entries[0].leaf)
    entries[1] = replace(entries[1], entry=forged, leaf=rules.leaf_hash(forged), salt=None, content=None)
    assert faults(entries) == [(3, "previous")]
