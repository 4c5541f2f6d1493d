"""A mark by which a picture is known again after scaling, other compression or a little trimming (perceptual hash)."""

from io import BytesIO

import numpy as np
from PIL import Image, UnidentifiedImageError

from chizi.ground.files.queries import file, open_file
from chizi.ground.files.refusals import FileLost, NoSuchFile

EDGE, KEPT = 32, 8
PLAIN = 6  # fewer set or unset bits than this: an empty page, which looks like every other
_AT = np.arange(EDGE)
_COSINES = np.cos(np.pi * (2 * _AT[None, :] + 1) * _AT[:KEPT, None] / (2 * EDGE))


def mark_of(content: bytes) -> bytes:
    """Eight bytes from the low frequencies of the grey picture; empty for what is no picture or has nothing on it."""
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.draft("L", (EDGE * 4, EDGE * 4))
            grey = np.asarray(
                picture.convert("L").resize((EDGE, EDGE), Image.Resampling.LANCZOS), dtype=float
            )
    except (UnidentifiedImageError, OSError, ValueError):
        return b""
    low = _COSINES @ grey @ _COSINES.T
    flat = low.flatten()[1:]  # the first is the brightness of the whole
    if np.ptp(grey) < PLAIN:
        return b""
    bits = np.append(flat > np.median(flat), False)
    if not PLAIN <= int(bits.sum()) <= bits.size - PLAIN:
        return b""
    return bytes(np.packbits(bits).tobytes())


def mark_of_file(digest: str) -> bytes:
    """The mark of a kept picture; empty for a file that is none, or is gone."""
    try:
        if not file(digest).is_picture:
            return b""
        with open_file(digest) as source:
            return mark_of(source.read())
    except (NoSuchFile, FileLost):
        return b""
