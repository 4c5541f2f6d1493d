"""What the operations pages, the units and the bundle's scripts say is what there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from chizi.site.entry import app
from tests.reading import ROOT, sources

PAGES = [ROOT / "docs" / name for name in ("operations.md", "operations.zh-Hans.md")]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"""["']((?:CHIZI_[A-Z_]+)|DATABASE_URL)["']""")


def used() -> set[str]:
    """Every variable that the program reads."""
    texts = [path.read_text("utf-8") for path in sources(".py", under=("src",)) if "tests" not in path.parts]
    return {name for text in texts for name in VARIABLE.findall(text)} - {"CHIZI_SIGNER"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_table_of_settings_names_every_variable_and_no_other(page):
    rows = [line.split("|")[1] for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    stated = {name for row in rows for name in re.findall(r"`((?:CHIZI_|DATABASE_)[A-Z_]+)`", row)}
    assert stated == used()


def test_both_languages_have_the_same_chapters_commands_and_tables():
    english, chinese = (page.read_text("utf-8") for page in PAGES)
    for shape in (r"^## ", r"^\|", r"^    (?=\S)"):
        assert len(re.findall(shape, english, re.M)) == len(re.findall(shape, chinese, re.M)), shape


def _commands(text: str) -> set[tuple[str, ...]]:
    found = re.findall(
        r"(?:^    |`|/bin/|&& |server )chizi ([a-z]+)(?: ([a-z]+))?((?: --[a-z-]+)*)", text, re.M
    )
    return {tuple(word for word in one[:2] if word) + tuple(one[2].split()) for one in found}


@pytest.mark.parametrize(
    "path", [*PAGES, *sorted((DEPLOY / "systemd").iterdir())], ids=lambda path: path.name
)
def test_every_command_that_is_written_down_exists(path):
    tree = get_command(app)
    for words in _commands(path.read_text("utf-8")):
        command, taken = tree, []
        for word in words:
            if word.startswith("--"):
                assert any(word in param.opts for param in command.params), f"{taken} {word}"
            elif hasattr(command, "commands"):
                assert word in command.commands, f"chizi {' '.join([*taken, word])}"
                command = command.commands[word]
                taken.append(word)


def test_the_units_run_modules_that_exist():
    for unit in (DEPLOY / "systemd").glob("*.service"):
        for module in re.findall(r"python -m ([\w.]+)", unit.read_text("utf-8")):
            assert (ROOT / "src" / Path(*module.split("."))).with_suffix(".py").is_file()


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_well_formed(script):
    shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
    assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0


def test_the_off_line_documents_lead_nowhere_else_than_to_each_other(tmp_path):
    script = f"import sys; sys.path.insert(0, {str(DEPLOY)!r}); import pages; from pathlib import Path;"
    script += f"pages.write_pages(Path({str(tmp_path)!r}))"
    subprocess.run([sys.executable, "-c", script], check=True)
    written = sorted(tmp_path.rglob("*.html"))
    assert {"operations.html", "operations.zh-Hans.html", "index.html"} <= {path.name for path in written}
    lost = []
    for page in written:
        text = page.read_text("utf-8")
        assert "<script" not in text
        for target in re.findall(r'(?:href|src)="([^":#]+)', text):
            if target.endswith((".html", ".png")) and not (page.parent / target).exists():
                lost.append(f"{page.name}: {target}")
    assert lost == []
