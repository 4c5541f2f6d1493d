"""What people type into one line, before it reaches a database that would take it badly."""

from chizi.org.refusals import BadText


def fit(text: str, most: int, field: str, *, empty: bool = True) -> str:
    """The text with every stretch of blanks and line breaks as one blank, none at its ends.

    Raises BadText at ``field`` when it is too long, cannot be printed (a NUL), or is empty though it must not be.
    """
    plain = " ".join(text.split())
    if len(plain) > most or not plain.isprintable() or not (plain or empty):
        raise BadText(field=field, most=most)
    return plain
