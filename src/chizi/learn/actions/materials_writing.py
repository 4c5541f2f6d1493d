"""What a version is made of: its words, its files, its passages. Parts of the actions on materials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chizi.ground.files.queries import KeptFile, files, open_file
from chizi.ground.files.queries import words as words_of_file
from chizi.ground.search.actions import index_text, index_texts, remove_text
from chizi.learn.models import Material, MaterialFile, MaterialVersion, Passage
from chizi.learn.refusals import materials as refusals
from chizi.learn.rules import materials as rules
from chizi.learn.rules.materials import FilePart
from chizi.learn.rules.materials_text import Passage as TextPassage
from chizi.learn.rules.materials_text import line_start, passages_of, spaced, to_markdown

WHOLE, PARTS = "learn.material", "learn.passage"
CAPTION_LIMIT = 2 << 20
TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s",
        "a", "table", "thead", "tbody", "tr", "th", "td", "br", "hr", "section"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}} | {
    f"h{level}": {"id"} for level in range(1, 7)
}
ATTRIBUTES["p"] = {"id"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Written:
    """A version before it is stored: Markdown, sanitised HTML, passages, files and the marks of secrecy."""

    text: str
    html: str
    passages: Sequence[TextPassage]
    files: Sequence[tuple[KeptFile, FilePart]]
    marks: tuple[str, ...]
    searched: str


def words_in(text: str, most: int, field: str, *, empty: bool = False) -> str:
    """The text without blanks at its ends. Raises WrongWords when it is empty, too long or holds a NUL."""
    plain = text.replace("\r\n", "\n").strip()
    if (not plain and not empty) or len(plain) > most or "\0" in plain:
        raise refusals.WrongWords(field=field, most=most)
    return plain


def rendered(text: str) -> tuple[str, tuple[TextPassage, ...]]:
    """Markdown as HTML that can do nothing (no scripts, no pictures from elsewhere), and its passages: chapters,
    articles and headings carry the same anchors in both."""
    tokens = _MARKDOWN.parse(text)
    skipped = _code(tokens)
    numbers: dict[str, int] = {}
    starts = {
        number: found.anchor
        for number, line in enumerate(text.split("\n"))
        if number not in skipped and (found := line_start(line, numbers)) is not None
    }
    for token in tokens:
        if token.type in ("heading_open", "paragraph_open") and token.map and token.map[0] in starts:
            token.attrSet("id", starts[token.map[0]])
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"  # the page has its own first heading
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        filter_style_properties={"text-align"},
    )
    return clean, passages_of(text, skipped)


def _code(tokens: Sequence[Token]) -> frozenset[int]:
    """Lines that stand in blocks of code."""
    blocks = [token.map for token in tokens if token.type in ("fence", "code_block") and token.map]
    return frozenset(number for begins, ends in blocks for number in range(begins, ends))


def write(text: str, given: Mapping[str, str], *, law: bool = False) -> Written:
    """Everything that follows from a text and its files (digest to name). A text that is left empty is taken from
    the first Word file, PDF or text file. A ``law`` is public, so that words which only speak of secrets are no marks
    there. Raises what is wrong with the files, EmptyMaterial, MaterialTooLong."""
    if "\0" in text:
        raise refusals.WrongWords(field="text", most=rules.LONGEST_TEXT)
    if len(given) > rules.MOST_FILES:
        raise refusals.TooManyFiles(field="files", most=rules.MOST_FILES)
    kept = [(one, _part(one)) for one in files(dict(given)).values()]
    _check_films(kept)
    from_files = {
        one.digest: words_of_file(one.digest)[: rules.LONGEST_TEXT]
        for one, part in kept
        if part is FilePart.DOCUMENT
    }
    plain = text.replace("\r\n", "\n").strip() or next(
        (to_markdown(words) for words in from_files.values() if words.strip()), ""
    )
    if not plain and not kept:
        raise refusals.EmptyMaterial(field="text")
    if len(plain) > rules.LONGEST_TEXT:
        raise refusals.MaterialTooLong(field="text", most=rules.LONGEST_TEXT)
    plain = spaced(plain)
    html, passages = rendered(plain)
    captions = [_captions(one) for one, part in kept if part is FilePart.CAPTIONS]
    names = [one.name for one, _ in kept]
    searched = "\n".join([plain, *from_files.values(), *captions, *names])
    return Written(plain, html, passages, kept, rules.secrecy_marks(searched, spoken=not law), searched)


def _part(one: KeptFile) -> FilePart:
    if one.media_type.startswith("video/"):
        return FilePart.FILM
    if one.is_picture:
        return FilePart.PICTURE
    if one.media_type == "text/plain":
        with open_file(one.digest) as source:
            head = source.read(6)
        if head == b"WEBVTT" or one.name.endswith((".vtt", ".vtt.txt")):
            return FilePart.CAPTIONS
        return FilePart.DOCUMENT
    if one.is_pdf or one.is_words:
        return FilePart.DOCUMENT
    raise refusals.NotAFileOfMaterials(field="files", name=one.name)


def _check_films(kept: Sequence[tuple[KeptFile, FilePart]]) -> None:
    for part in (FilePart.FILM, FilePart.CAPTIONS):
        if sum(found is part for _, found in kept) > 1:
            raise refusals.OneFilm(field="files")
    for one, part in kept:
        if part is FilePart.CAPTIONS and not rules.caption_cues(_captions(one)):
            raise refusals.WrongCaptions(field="files", name=one.name)


def _captions(one: KeptFile) -> str:
    with open_file(one.digest) as source:
        return source.read(CAPTION_LIMIT).decode("utf-8", errors="ignore")


def store(version: MaterialVersion, written: Written) -> None:
    """Put the parts of a version into their tables, in the place of those it had."""
    version.files.all().delete()
    version.passages.all().delete()
    MaterialFile.objects.bulk_create(
        MaterialFile(
            version=version,
            digest=one.digest,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            part=part.value,
            position=position,
        )
        for position, (one, part) in enumerate(written.files, 1)
    )
    store_passages([(version, written)])


def store_passages(pairs: Sequence[tuple[MaterialVersion, Written]]) -> None:
    """The passages of many versions at once."""
    Passage.objects.bulk_create(
        [
            Passage(
                version=version,
                position=position,
                anchor=one.anchor,
                title=one.title,
                level=one.level,
                under=one.under,
                text=one.text,
            )
            for version, written in pairs
            for position, one in enumerate(written.passages, 1)
        ],
        batch_size=500,
    )


def fill(version: MaterialVersion, written: Written, actor_ref: str, now: datetime) -> None:
    """Set what a writing changes on a version that is not stored yet, or not published yet."""
    version.text, version.html, version.marks = written.text, written.html, list(written.marks)
    version.written_by, version.written_at = actor_ref, now
    version.writers = list(dict.fromkeys([*version.writers, actor_ref]))
    version.cleared_by, version.cleared_at, version.cleared_reason = "", None, ""


def index_version(material: Material, version: MaterialVersion) -> None:
    """Let the published version be found: as a whole, and each article or heading by itself."""
    passages = list(version.passages.all())
    unindex(material)
    index_text(
        collection=WHOLE, key=str(material.pk), text=f"{version.title}\n{version.source}\n{version.text}"
    )
    texts = {f"{material.pk}#{one.anchor}": f"{one.title}\n{one.text}" for one in passages if one.text}
    index_texts(collection=PARTS, texts=texts)


def unindex(material: Material) -> None:
    """Let a material not be found any more."""
    remove_text(collection=WHOLE, key=str(material.pk))
    if material.shown:
        anchors = Passage.objects.filter(version__material=material).values_list("anchor", flat=True)
        for anchor in set(anchors):
            remove_text(collection=PARTS, key=f"{material.pk}#{anchor}")
