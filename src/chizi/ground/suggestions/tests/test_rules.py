"""Which page somebody spoke about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.ground.suggestions.rules import PAGE_LENGTH, page_in


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/desk/", "/desk/"),
        ("/ledger/?q=张三&after=3", "/ledger/"),
        ("/ledger/#story", "/ledger/"),
        ("https://elsewhere.cn/", ""),
        ("//elsewhere.cn/", ""),
        ("/\\elsewhere.cn", ""),
        ("javascript:alert(1)", ""),
        ("/a\0b", ""),
        ("", ""),
    ],
)
def test_only_a_page_of_this_installation_is_kept_without_what_was_searched_there(address, page):
    assert page_in(address) == page


@given(st.text(max_size=400))
def test_whatever_is_sent_a_page_is_short_and_our_own(address):
    page = page_in(address)
    assert page == "" or (page[0] == "/" and page[:2] != "//" and len(page) <= PAGE_LENGTH)
