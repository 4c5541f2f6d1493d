"""Reading our own sources: what the tests of the house look at."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "chizi"
OURS = ("src", "tests", "docs", "benchmarks")
BUILT = {"static", "node_modules", "__pycache__", "var", "build"}


def sources(*suffixes: str, under: tuple[str, ...] = OURS) -> Iterator[Path]:
    """Files of ours with one of the suffixes, in a stable order; nothing that is built or installed."""
    for folder in under:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file() and not BUILT & set(path.relative_to(ROOT).parts):
                yield path


@cache
def tree(path: Path) -> ast.Module:
    """The parsed source of one Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def shown(path: Path) -> str:
    """A path as messages name it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def rooms() -> list[Path]:
    """Folders of the rooms that have tables of their own, ground apart: those with the full furniture."""
    found = {path.parent for path in PACKAGE.glob("*/models.py")}
    found |= {path.parent.parent for path in PACKAGE.glob("*/models/__init__.py")}
    return sorted(found)


def apps() -> list[Path]:
    """Folders of all Django apps of ours."""
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))
