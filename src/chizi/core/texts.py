"""Text that people typed, made fit to be kept."""


def plain_text(text: str, most: int, *, lines: bool = True) -> str | None:
    """The text with plain line ends and without blanks around; None unless 1 to ``most`` printable characters.

    Without ``lines`` neither line ends nor tabs are allowed in it.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not 1 <= len(plain) <= most:
        return None
    allowed = "\n\t" if lines else ""
    return plain if all(sign in allowed or sign.isprintable() for sign in plain) else None
