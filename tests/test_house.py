"""The manners of the house, held by tests: sizes, furniture, names, and what may point where."""

import ast
import re
import subprocess
import tokenize
from pathlib import Path

import pytest
from django.apps import apps as registry
from django.conf import settings
from django.db import models

from tests.reading import PACKAGE, ROOT, apps, functions, imported, rooms, shown, sources, tree

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 50
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base", "tools"}
DJANGO_WANTS_THIS_NAME = "src/chizi/site/sqlite/base.py"  # the module of a database engine
# Low to high, as in the import contract of pyproject.toml.
ORDER = ("core", "yardstick", "journal", "ground", "org", "vault", "plan", "matters", "learn", "surveys",
         "inspections", "alarms", "evaluation", "publish", "overview", "demo", "fronts", "site")  # fmt: skip


def test_no_file_is_longer_than_400_lines():
    long = {
        shown(path): lines
        for path in sources(".py", ".ts", ".tsx", ".css", ".html", ".mjs")
        if path.parent.name != "migrations"  # Django writes these, one step of the tables each
        and (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES_IN_A_FILE
    }
    assert long == {}, "split it by noun into a folder of the same name"


def test_no_function_is_longer_than_50_lines():
    long = [
        f"{shown(path)}:{node.lineno} {node.name}: {lines}"
        for path in sources(".py")
        for node in functions(path)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_IN_A_FUNCTION
    ]
    assert long == []


def test_no_file_has_a_name_that_says_nothing():
    named = {shown(path) for path in sources(".py", ".ts", ".tsx") if path.stem in NAMES_THAT_SAY_NOTHING}
    assert named == {DJANGO_WANTS_THIS_NAME}, "name it by the noun or verb it is about"


@pytest.mark.parametrize("room", rooms(), ids=lambda path: path.name)
def test_a_room_has_the_same_furniture_as_every_other(room: Path):
    missing = [
        name
        for name in ("apps", "rules", "models", "actions", "queries", "migrations", "tests")
        if not (room / f"{name}.py").exists() and not (room / name / "__init__.py").exists()
    ]
    assert missing == []
    tested = {path.stem for path in (room / "tests").glob("test_*.py")}
    untested = [
        part
        for part in ("rules", "actions", "queries")
        if not any(n.startswith(f"test_{part}") for n in tested)
    ]
    assert untested == [], "each piece has its test file beside it"


@pytest.mark.parametrize("app", apps(), ids=lambda path: shown(path))
def test_an_app_says_what_it_is_and_has_tests(app: Path):
    says = ast.get_docstring(tree(app / "__init__.py")) or ""
    assert 1 <= len(says.splitlines()) <= 12, "what it is and its nouns, in about ten lines"
    if app.parent == PACKAGE:
        assert re.search(r"[\u4e00-\u9fff]", says), "the nouns with their Chinese terms"
    assert list((app / "tests").glob("test_*.py")) != []


def _actions(room: Path) -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The actions of a room: all public functions of actions.py, or what actions/__init__.py exports."""
    if (room / "actions.py").exists():
        path = room / "actions.py"
        return [
            (path, node)
            for node in tree(path).body
            if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
        ]
    exported = {name.rpartition(".")[2] for _, name in imported(room / "actions" / "__init__.py")}
    return [
        (path, node)
        for path in sorted((room / "actions").glob("*.py"))
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name in exported
    ]


@pytest.mark.parametrize("room", rooms(), ids=lambda path: path.name)
def test_actions_take_actor_and_now_by_keyword_only(room: Path):
    found = _actions(room)
    assert found != []
    wrong = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path, node in found
        if node.args.args
        or node.args.vararg
        or not {"actor", "now"} <= {one.arg for one in node.args.kwonlyargs}
    ]
    assert wrong == []


def test_the_glossary_names_every_model():
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    missing = [
        model._meta.label
        for model in registry.get_models()
        if model.__module__.startswith("chizi.") and f"`{model.__name__}`" not in glossary
    ]
    assert missing == []


def test_every_template_is_used():
    words = "\n".join(path.read_text("utf-8") for path in sources(".py", ".html", under=("src",)))
    elsewhere = {str(path) for path in _templates_of_libraries()}
    unused = []
    for folder in PACKAGE.rglob("templates"):
        for path in sorted(folder.rglob("*.*")):
            name = path.relative_to(folder).as_posix()
            error_page = re.fullmatch(r"(4\d\d|403_csrf|500)\.html", name)
            if not (error_page or f'"{name}"' in words or f"'{name}'" in words or name in elsewhere):
                unused.append(shown(path))
    assert unused == []


def _templates_of_libraries() -> list[Path]:
    """Names of templates that installed libraries bring: ours of the same name take their place."""
    folders = [Path(app.path) / "templates" for app in registry.get_app_configs()]
    return [
        path.relative_to(folder)
        for folder in folders
        if folder.is_dir() and PACKAGE not in folder.parents
        for path in folder.rglob("*.html")
    ]


def _room_of(model: type[models.Model]) -> str:
    module = model.__module__.split(".")
    return module[1] if module[0] == "chizi" else ""


def test_foreign_keys_across_rooms_point_down_and_leave_no_way_back():
    wrong = []
    for model in registry.get_models():
        own = _room_of(model)
        for field in model._meta.get_fields(include_hidden=True):
            if not own or not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            other = _room_of(field.related_model)
            hidden = field.remote_field.related_name or ""
            if other and other != own and (ORDER.index(other) > ORDER.index(own) or not hidden.endswith("+")):
                wrong.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert wrong == []


def test_no_foreign_key_names_another_room_by_a_string():
    keys = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    wrong = []
    for path in sources(".py", under=("src",)):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in keys and node.args:
                target = node.args[0]
                named = isinstance(target, ast.Constant) and "." in str(target.value)
                if named or ast.unparse(target).startswith("settings."):
                    wrong.append(f"{shown(path)}:{node.lineno}")
    assert wrong == []


def test_no_signals_and_no_admin():
    """A signal hides who calls whom; the admin writes past actions and journal."""
    banned = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.admin",
              "django.db.backends.signals", "django.contrib.auth.signals", "django.test.signals")  # fmt: skip
    wrong = [
        f"{shown(path)}:{line} {name}"
        for path in sources(".py", under=("src",))
        for line, name in imported(path)
        if name.startswith(banned)
    ]
    assert wrong == []
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_identifiers_are_ascii():
    wrong = []
    for path in sources(".py"):
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.NAME and not token.string.isascii():
                    wrong.append(f"{shown(path)}:{token.start[0]} {token.string}")
    assert wrong == []


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:  # an unpacked archive without its history
        return list(sources(".py", ".md", ".ts", ".html", ".css", ".toml"))
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_and_no_registry_address():
    path_like = re.compile(rb"(?<![\w.])/(?:work|farm|home|root|Users)/[\w.-]")
    address = re.compile(rb"https?://[^\s\"']*(?:/simple/|registry\.npm|/-/)")
    wrong = []
    for path in _tracked():
        if path.is_file() and path.suffix not in {".gz", ".png", ".parquet", ".xlsx", ".zip"}:
            text = path.read_bytes()
            wrong += [
                f"{shown(path)}: {hit!r}" for rule in (path_like, address) for hit in rule.findall(text)
            ]
    assert wrong == []


def test_no_large_file_is_tracked_without_a_source():
    """Data we ship says where it comes from; bundles are built, not kept."""
    large = [path for path in _tracked() if path.is_file() and path.stat().st_size > 300_000]
    nameless = [
        shown(path)
        for path in large
        if path.suffix not in {".lock", ".png"} and not list(path.parent.glob("*SOURCE*"))
    ]
    assert nameless == []
