"""python deploy/bundle.py: everything to install without a network, as build/chizi-<version>-bundle.tar.gz.

The packages are those of requirements/run.lock for the platform and the Python that run this, each checked against
the hashes of the lock; our own wheel brings the built styles, scripts and translations.
"""

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import write_pages

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
AT_HOME = ("*.py", "__pycache__", "install.sh", "try-bundle.sh")
NEEDED = (
    "chizi/fronts/kit/static/client/floor.json",
    "chizi/fronts/kit/locale/zh_Hans/LC_MESSAGES/django.mo",
)


def main() -> int:
    """Make the bundle anew and say how large it is."""
    work = ROOT / "build" / "bundle"
    shutil.rmtree(work, ignore_errors=True)
    wheels = work / "chizi" / "wheels"
    wheels.mkdir(parents=True)
    _run(sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--only-binary", ":all:",
         "--no-deps", "--require-hashes", "-r", str(LOCK), "-d", str(wheels))  # fmt: skip
    ours, version = _our_wheel(wheels)
    top = work / f"chizi-{version}"
    (work / "chizi").rename(top)
    own = f"chizi=={version} --hash=sha256:{_sha256(top / 'wheels' / ours)}\n"
    (top / "requirements.txt").write_text(LOCK.read_text("utf-8") + own, "utf-8")
    (top / "VERSION").write_text(version + "\n")
    (top / "PYTHON").write_text("cp{}{}\n".format(*sys.version_info[:2]))
    shutil.copytree(ROOT / "deploy", top / "deploy", ignore=shutil.ignore_patterns(*AT_HOME))
    shutil.copy(ROOT / "deploy" / "install.sh", top / "install.sh")
    shutil.copy(ROOT / "LICENSE", top / "LICENSE")
    pages = write_pages(top / "docs")
    _write_checksums(top)
    bundle = ROOT / "build" / f"chizi-{version}-bundle.tar.gz"
    _pack(top, bundle)
    count = len(list((top / "wheels").iterdir()))
    size = bundle.stat().st_size / 2**20
    print(
        f"{bundle.relative_to(ROOT)}: {size:.0f} MB, {count} wheels, {pages} documents, {platform.machine()}"
    )
    return 0


def _our_wheel(wheels: Path) -> tuple[str, str]:
    """Build our own wheel; fail when what is built before it is not inside."""
    uv = Path(sys.executable).with_name("uv")
    _run(str(uv), "build", "-q", "--wheel", "--out-dir", str(wheels), str(ROOT))
    (wheels / ".gitignore").unlink(missing_ok=True)
    name = next(path.name for path in wheels.glob("chizi-*.whl"))
    with zipfile.ZipFile(wheels / name) as inside:
        missing = set(NEEDED) - set(inside.namelist())
    if missing:
        raise SystemExit(f"the wheel lacks {', '.join(sorted(missing))}: run make client words")
    return name, name.split("-")[1]


def _write_checksums(top: Path) -> None:
    files = sorted(path for path in top.rglob("*") if path.is_file())
    lines = [f"{_sha256(path)}  {path.relative_to(top).as_posix()}\n" for path in files]
    (top / "CHECKSUMS").write_text("".join(lines), "utf-8")


def _pack(top: Path, bundle: Path) -> None:
    """Without names and times of the machine that made it: the same content gives the same bytes."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        info.mode = 0o755 if info.isdir() or info.name.endswith(".sh") else 0o644
        return info

    draft = bundle.with_name(f".{bundle.name}")
    with (
        gzip.GzipFile(filename="", fileobj=draft.open("wb"), mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as file,
    ):
        for path in sorted(top.rglob("*")):
            file.add(path, f"{top.name}/{path.relative_to(top).as_posix()}", recursive=False, filter=plain)
    os.replace(draft, bundle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - words of ours


if __name__ == "__main__":
    sys.exit(main())
