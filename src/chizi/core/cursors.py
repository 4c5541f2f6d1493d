"""Cursors of keyset pages, as they come back from an address that anybody may have edited."""

LONGEST = 18


def number_cursor(text: str) -> int | None:
    """The row number in a cursor; None (the first page) for anything that is not a plain number."""
    if text.isascii() and text.isdecimal() and len(text) <= LONGEST:
        return int(text)
    return None


def text_cursor(text: str) -> str:
    """The code in a cursor; empty (the first page) for what no code can be: PostgreSQL refuses a NUL in text."""
    return text if text.isprintable() and len(text) <= 40 else ""
