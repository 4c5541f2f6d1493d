"""Documents as pages that open without a network: no script, no address elsewhere, styles inside."""

import html
import re
import shutil
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
FIRST = ("README.md", "README.zh-Hans.md", "CHANGELOG.md", "CONTRIBUTING.md", "GLOSSARY.md")
STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:52rem;
margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.3}pre,code{font-family:ui-monospace,monospace;font-size:.92em}
pre{overflow:auto;padding:.8rem;border:1px solid #8886;border-radius:4px}
table{border-collapse:collapse;display:block;overflow:auto}td,th{border:1px solid #8886;padding:.3rem .6rem;
vertical-align:top;text-align:left}img{max-width:100%}nav{font-size:.9em;margin-bottom:2rem}
"""
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head><body>
<nav><a href="{home}">{contents}</a></nav>
{body}</body></html>
"""
LINK = re.compile(r'(<a href=")([^":#]+)\.md((?:#[^"]*)?")')


def write_pages(target: Path) -> int:
    """Render README and everything in docs below ``target``; returns how many pages there are."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    sources = [ROOT / name for name in FIRST] + sorted((ROOT / "docs").rglob("*.md"))
    pages = {one: _place(one) for one in sources if one.exists()}
    for source, place in pages.items():
        text = source.read_text("utf-8")
        body = LINK.sub(r"\1\2.html\3", reader.render(text))
        body = _moved(body, source)
        _write(target / place, text, body, "../" * place.count("/"))
    pictures = ROOT / "docs" / "pictures"
    if pictures.is_dir():
        shutil.copytree(pictures, target / "pictures", dirs_exist_ok=True)
    _write_contents(target, pages)
    return len(pages)


def _place(source: Path) -> str:
    inside = source.relative_to(ROOT)
    below = inside.relative_to("docs") if inside.parts[0] == "docs" else inside
    return below.with_suffix(".html").as_posix()


def _moved(body: str, source: Path) -> str:
    """What lay in docs lies beside the pages of the root now."""
    if source.parent == ROOT:
        return re.sub(r'((?:href|src)=")docs/', r"\1", body)
    return re.sub(r'((?:href|src)=")\.\./((?:README|CHANGELOG|CONTRIBUTING|GLOSSARY)[^"]*)', r"\1\2", body)


def _write(path: Path, text: str, body: str, up: str) -> None:
    first = re.search(r"^# (.+)$", text, re.MULTILINE)
    title = html.escape(first[1] if first else path.stem)
    chinese = ".zh-Hans" in path.name
    page = PAGE.format(
        lang="zh-Hans" if chinese else "en",
        title=title,
        style=STYLE,
        home=f"{up}index.html",
        contents="目录" if chinese else "Contents",
        body=body,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, "utf-8")


def _write_contents(target: Path, pages: dict[Path, str]) -> None:
    lines = [
        f'<li><a href="{place}">{html.escape(place.removesuffix(".html"))}</a></li>'
        for place in pages.values()
    ]
    _write(target / "index.html", "# Chizi", "<h1>Chizi 尺子</h1><ul>" + "".join(lines) + "</ul>", "")
