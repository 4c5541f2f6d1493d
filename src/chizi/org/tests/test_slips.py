"""Codes of slips: what is printed can be typed, and a slip of the pen is seen."""

from hypothesis import given
from hypothesis import strategies as st

from chizi.org import slips

signs = st.text(slips.ALPHABET, min_size=15, max_size=15).map(lambda text: text + slips.check_sign(text))


def test_a_new_code_is_read_back_and_no_two_are_alike():
    codes = {slips.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(slips.plain_code(code) == code.replace("-", "") for code in codes)


@given(signs, st.integers(0, 15), st.sampled_from(slips.ALPHABET))
def test_one_wrong_sign_is_seen(code, at, sign):
    typed = code[:at] + sign + code[at + 1 :]
    assert slips.plain_code(typed) == (code if sign == code[at] else None)


@given(signs, st.integers(0, 14))
def test_two_signs_in_the_wrong_order_are_seen(code, at):
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert slips.plain_code(typed) == (code if typed == code else None)


@given(signs)
def test_case_width_blanks_and_dashes_do_not_matter(code):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert slips.plain_code(f" {wide[:7]}　－ {wide[7:]}\n") == code


@given(st.text(max_size=120))
def test_rubbish_is_no_code(text):
    plain = slips.plain_code(text)
    assert plain is None or len(plain) == 16


def test_only_the_hash_is_kept():
    code = slips.new_code().replace("-", "")
    kept = slips.hash_of(code)
    assert code not in kept
    assert len(kept) <= 160
    assert slips.matches(code, kept)
    assert not slips.matches(code[::-1], kept)
