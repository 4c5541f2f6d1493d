"""The chizi command: the command line of fronts.cli, and what only the composition root may know: serve, tick,
backup, restore, upgrade."""

import os
from collections.abc import Sequence

from chizi.fronts.cli.app import app, run
from chizi.site import serving
from chizi.site.keeping import commands as keeping


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 refused input, 2 wrong usage, 70 a fault of ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chizi.site.settings")
    return run(arguments)


serving.mount(app)
keeping.mount(app)
