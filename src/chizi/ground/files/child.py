"""The process that understands one picture or PDF: takes its task from standard input, walls itself in, then works.

Whatever the file does, it does it here, without the database, the secrets or the network settings of its parent.
"""

import errno
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chizi.ground.files import rules

if sys.platform != "win32":
    import resource

JPEG_QUALITY, PREVIEW_QUALITY = 92, 82
Answer = dict[str, Any]


class Turned(Exception):
    """A refusal by the name of its class; the parent fills in the name of the file."""


def wall_in() -> None:
    """Let the operating system end this process when it takes too much memory, CPU or disk (POSIX only)."""
    if sys.platform != "win32":  # there the caller's clock is the only wall
        resource.setrlimit(resource.RLIMIT_AS, (rules.CHILD_MEMORY, rules.CHILD_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (rules.CHILD_SECONDS, rules.CHILD_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * rules.MIB, 1024 * rules.MIB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(task: dict[str, Any]) -> Answer:
    """Paint the first frame anew, the right way up, with nothing but its pixels; and a smaller one to show."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit comes before anything is unpacked
    kind = rules.Kind(task["kind"])
    with Image.open(task["path"], formats=[kind.name]) as source:
        width, height = source.size
        if width * height > rules.MOST_PIXELS:
            raise Turned("TooManyPixels")
        if kind is rules.Kind.TIFF and getattr(source, "n_frames", 1) > 1:
            raise Turned("SeveralPictures")
        source.load()
        frame: Image.Image = ImageOps.exif_transpose(source)
    clear = "A" in frame.getbands() or "transparency" in frame.info
    mode = "RGBA" if clear else "L" if frame.mode in ("1", "L") else "RGB"
    if frame.mode.startswith("I;16"):
        frame = frame.point(lambda value: value / 256).convert("L")
    frame = frame.convert(mode)
    frame.info = {}
    photo = kind is rules.Kind.JPEG or (kind is rules.Kind.WEBP and not clear)
    if photo:
        frame.save(task["out"], "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        frame.save(task["out"], "PNG")
    _show(frame, task["preview"])
    return {"media_type": str(rules.Kind.JPEG if photo else rules.Kind.PNG), "pages": 1}


def _show(frame: Any, path: str) -> None:
    from PIL import Image

    frame.thumbnail((rules.PREVIEW_EDGE, rules.PREVIEW_EDGE))
    if frame.mode == "RGBA":
        paper = Image.new("RGB", frame.size, "white")
        paper.paste(frame, mask=frame.getchannel("A"))
        frame = paper
    frame.save(path, "JPEG", quality=PREVIEW_QUALITY)


def pdf(task: dict[str, Any]) -> Answer:
    """Count the pages, and paint the one that is asked for."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(task["path"])
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower() or "security" in str(fault).lower()
        raise Turned("LockedFile" if locked else "BrokenFile") from fault
    pages = len(document)
    if not 1 <= task["page"] <= pages:
        raise Turned("BrokenFile")
    if pages > rules.MOST_PAGES:
        raise Turned("HeavyFile")
    page = document[task["page"] - 1]
    edge = max(page.get_size())
    if not 1 <= edge <= 20_000 or min(page.get_size()) <= 0:
        raise Turned("BrokenFile")
    bitmap = page.render(scale=rules.PREVIEW_EDGE / edge, may_draw_forms=False)
    bitmap.to_pil().convert("RGB").save(task["preview"], "JPEG", quality=PREVIEW_QUALITY)
    return {"media_type": str(rules.Kind.PDF), "pages": pages}


def words(task: dict[str, Any]) -> Answer:
    """The text of a PDF, page after page, as far as rules.MOST_WORDS."""
    import pypdfium2

    document = pypdfium2.PdfDocument(task["path"])
    found: list[str] = []
    for number in range(min(len(document), rules.MOST_PAGES)):
        found.append(document[number].get_textpage().get_text_bounded())
        if sum(len(one) for one in found) > rules.MOST_WORDS:
            break
    return {"text": "\n".join(found).replace("\0", "")[: rules.MOST_WORDS]}


WORK: dict[str, Callable[[dict[str, Any]], Answer]] = {"picture": picture, "pdf": pdf, "words": words}


def answer(task: dict[str, Any]) -> Answer:
    """What the parent is told: what was made, or the name of a refusal."""
    try:
        return WORK[task["do"]](task)
    except Turned as turned:
        return {"refusal": str(turned)}
    except MemoryError:
        return {"refusal": "HeavyFile"}
    except OSError as fault:
        return {"refusal": "DiskIsFull" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "BrokenFile"}
    except Exception:  # what decoders raise for broken bytes is not theirs to promise
        return {"refusal": "BrokenFile"}


def main() -> None:
    """Read the task, do it, print the answer as JSON."""
    task = json.load(sys.stdin)
    Path(task["path"]).stat()
    wall_in()
    json.dump(answer(task), sys.stdout)


if __name__ == "__main__":
    main()
