"""What the README of a file and the papers tell a reader to type is typed here."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chizi.publish.bundle.readme import README_TEXT
from chizi.publish.tests.samples import bundle, signer

DOCS = Path(__file__).parents[4] / "docs"
PAPERS = ("checking-a-publication.md", "checking-a-publication.zh-Hans.md")
TOOLS = ("bash", "grep", "sed", "sha256sum", "openssl")
needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason="needs the tools that the commands name"
)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(bundle(rows=11))) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "publisher.pub").write_text(signer().public.line)
    return tmp_path


def commands_of(text: str) -> str:
    """Shell commands, without the indentation of the page they stand on."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


README_COMMANDS = commands_of(
    "\n".join(
        line
        for line in README_TEXT.split("\n核验\n", 1)[1].split("统计的是", 1)[0].splitlines()
        if line.startswith(" " * 9)
    )
)


@needs_tools
def test_the_commands_prove_the_file_without_us(unpacked: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        settings = {"K": "publisher.pub", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        script = f"set -eu -o pipefail\n{README_COMMANDS}"
        return subprocess.run(
            ["bash", "-c", script], cwd=unpacked, env=settings, capture_output=True, text=True, check=False
        )

    proved = run()
    assert proved.returncode == 0, proved.stderr
    assert proved.stdout.count(": OK") == 5
    assert "Verified Successfully" in proved.stdout
    (unpacked / "publisher.pub").write_text(signer(2).public.line)
    assert run().returncode != 0
    (unpacked / "publisher.pub").write_text(signer().public.line)
    (unpacked / "criteria.toml").write_text("changed")
    assert run().returncode != 0


@pytest.mark.parametrize("paper", PAPERS)
def test_the_papers_give_the_same_commands(paper: str) -> None:
    blocks = re.findall(r"^```\n(.*?)^```$", (DOCS / paper).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    said = commands_of(next(block for block in blocks if "openssl" in block))
    assert " ".join(said.replace("\\\n", "").split()) == " ".join(README_COMMANDS.replace("\\\n", "").split())


@pytest.mark.parametrize("paper", PAPERS)
def test_the_papers_program_gives_the_root_of_the_manifest(paper: str, unpacked: Path) -> None:
    program = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / paper).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )[0]
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=unpacked, capture_output=True, text=True, check=True
    )
    stated = json.loads((unpacked / "manifest.json").read_text("utf-8"))
    assert said.stdout.strip() == stated["tables"][0]["root"]
