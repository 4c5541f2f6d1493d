"""`python -m benchmarks`: every benchmark in turn, each in a process of its own."""

import subprocess
import sys

PARTS = ("evaluation", "demo", "pages", "people", "work", "learning", "sync", "kolibri", "signs")


def main() -> int:
    """Run the parts named on the command line, or all; the exit code of the first that fails."""
    for part in sys.argv[1:] or PARTS:
        print(f"\n== {part}", flush=True)
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
