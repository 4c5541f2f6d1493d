"""Files shown where they are spoken of (证据): pictures, the pages of documents one after another, words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from chizi.core.refusals import Refusal
from chizi.ground.files.queries import KeptFile, preview

MOST_PAGES = 20
MOST_WORDS = 4000


@dataclass(frozen=True)
class Evidence:
    """A file as `kit/evidence.html` draws it. ``pages`` are (address of a picture, its words for those who do not
    see it); ``text`` is shown as it is; ``more`` says what is left out."""

    name: str
    size: str
    digest: str
    href: str
    version: int = 0
    pages: tuple[tuple[str, str], ...] = ()
    text: str = ""
    more: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """The beginning of the hash, enough to compare by eye."""
        return self.digest[:12]


def evidence(
    kept: KeptFile, *, href: str, page_href: Callable[[int], str], version: int = 0, note: str = ""
) -> Evidence:
    """A kept file with the addresses of its download and of its pages (`serving.send_file`, `send_preview`), which
    the room's front serves after its own check. ``version`` 0 is not shown; ``note`` says who handed it in."""
    text, more = "", ""
    pages: tuple[tuple[str, str], ...] = ()
    if kept.is_words:
        text, more = _words(kept)
    elif kept.pages:
        pages = tuple((page_href(n), _said(kept, n)) for n in range(1, min(kept.pages, MOST_PAGES) + 1))
        if kept.pages > MOST_PAGES:
            more = gettext("%(count)s more pages are in the download.") % {"count": kept.pages - MOST_PAGES}
    else:
        more = gettext("This kind of file is not shown here; download it to read it.")
    size = str(filesizeformat(kept.size))
    return Evidence(kept.name, size, kept.digest, href, version, pages, text, more, note)


def _said(kept: KeptFile, page: int) -> str:
    if kept.pages == 1:
        return kept.name
    return gettext("%(name)s, page %(page)s of %(pages)s") % {
        "name": kept.name, "page": page, "pages": kept.pages,
    }  # fmt: skip


def _words(kept: KeptFile) -> tuple[str, str]:
    try:
        text = preview(kept.digest)[1].decode("utf-8", errors="ignore")
    except Refusal:
        return "", gettext("This kind of file is not shown here; download it to read it.")
    if len(text) <= MOST_WORDS:
        return text, ""
    return text[:MOST_WORDS], gettext("The text goes on in the download.")
