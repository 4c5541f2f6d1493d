"""Which language is spoken, and that it needs no Django."""

import subprocess
import sys

import pytest

from chizi.fronts.cli import words
from chizi.ground.exchange.refusals import EmptyFile


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "CHIZI_LANG": "en"}, "en"),
        ({"LANG": "C", "CHIZI_LANG": "zh-Hans"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "CHIZI_LANG": "klingon"}, "zh-hans"),
    ],
)
def test_the_language_is_chosen_by_the_environment(environ, expected):
    assert words.choose_language(environ) == expected


def test_a_refusal_of_any_room_is_said_in_chinese(monkeypatch):
    monkeypatch.setenv("CHIZI_LANG", "zh")
    assert words.sentence(EmptyFile(file="x.csv")) != str(EmptyFile(file="x.csv"))
    assert "x.csv" in words.sentence(EmptyFile(file="x.csv"))


def test_help_is_in_the_language_of_the_reader():
    script = "from chizi.site.entry import main; main(['evaluate', '--help'])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path), "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    said = done.stdout.decode()
    assert "按公布的规则评价全省" in said
    assert "用法" in said
    assert "显示此页" in said


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_a_terminal_that_cannot_show_a_sign_is_no_fault(encoding):
    script = "import sys; from chizi.site.entry import main; sys.exit(main(['evaluate', '--help']))"
    environment = {
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
        "CHIZI_LANG": "zh",
        "PYTHONIOENCODING": encoding,
    }
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"chizi evaluate" in done.stdout
