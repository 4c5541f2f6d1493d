"""What can be downloaded from a publication."""

from dataclasses import dataclass

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.public.answers import Reader
from chizi.publish.queries import FilePart, PublishedView

FORMS: dict[str, str] = {
    ".zip": N_("the whole publication file, signed"),
    ".csv": N_("table for spreadsheet programs"),
    ".parquet": N_("the same table for programs"),
    ".toml": N_("the counting rule as it was applied"),
    ".txt": N_("what the file holds and how to check it"),
    ".pub": N_("the publisher's public key"),
}
HIDDEN = "signer.pub"  # the key is offered beside the file, not out of it


@dataclass(frozen=True)
class Download:
    """One file on offer."""

    name: str
    words: str
    href: str
    size: str
    sha256: str


def downloads(reader: Reader, view: PublishedView) -> list[Download]:
    """The whole file first, then its parts; the key comes last."""
    parts = sorted(view.parts.values(), key=lambda part: part.name != part.stored_as)
    found = [_download(reader, view, part) for part in parts if part.name != HIDDEN]
    key = reader.link("key", view.card.code, view.card.version)
    return [*found, Download(key_name(view), _words(".pub"), key, _size(len(view.public_key)), "")]


def saved_as(view: PublishedView, part: FilePart) -> str:
    """The file name on the reader's machine: parts carry the number of the publication."""
    if part.name == part.stored_as:
        return part.name
    return f"{part.stored_as.removesuffix('.zip')}-{part.name}"


def key_name(view: PublishedView) -> str:
    """The file name of the public key beside the publication file."""
    return f"{view.card.file_name}.pub"


def _download(reader: Reader, view: PublishedView, part: FilePart) -> Download:
    dot = part.name.rfind(".")
    href = reader.link("file", view.card.code, view.card.version, part.name)
    return Download(part.name, _words(part.name[dot:]), href, _size(part.size), part.sha256)


def _words(form: str) -> str:
    return gettext(FORMS[form]) if form in FORMS else ""


def _size(size: int) -> str:
    if size < 1024:
        return gettext("%(size)s bytes") % {"size": size}
    if size < 1 << 20:
        return f"{size / 1024:.0f} KiB"
    return f"{size / (1 << 20):.1f} MiB"
