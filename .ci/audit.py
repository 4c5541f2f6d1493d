"""python .ci/audit.py LOCK: known vulnerabilities of what we ship; says so where nothing could be checked.

Exit 1 when a package has a known vulnerability. Where the vulnerability service does not answer (no network,
or a mirror that does not carry it), pip-audit itself ends with 0 and skips every package: here that is printed.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def audit(lock: str) -> tuple[list[dict[str, Any]], str]:
    """The packages as pip-audit judged them, or none and the last line of what went wrong."""
    tool = Path(sys.executable).with_name("pip-audit")
    options = [
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--timeout",
        "20",
        "--format",
        "json",
    ]
    command = [str(tool), *options, "--requirement", lock]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except ValueError:
        return [], (done.stderr.strip().splitlines() or ["no answer"])[-1]


def main(lock: str) -> int:
    """Print one line a finding and one line of counts."""
    packages, trouble = audit(lock)
    checked = [one for one in packages if "skip_reason" not in one]
    known = [(one, hit) for one in checked for hit in one["vulns"]]
    for package, hit in known:
        print(
            f"{package['name']} {package['version']}: {hit['id']}, mended in {', '.join(hit['fix_versions']) or '-'}"
        )
    print(
        f"pip-audit: {len(checked)} of {len(packages)} packages checked, {len(known)} known vulnerabilities"
    )
    if len(checked) < len(packages) or not packages:
        print(
            "pip-audit: NOT CHECKED: the rest; the vulnerability service did not answer from here.",
            trouble[:300],
        )
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
