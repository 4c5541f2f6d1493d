"""What was put away: files against the rows that name them, kept counts against recounts, the register."""

from collections.abc import Iterator

from chizi.core.words import N_
from chizi.fronts.cli.doctor.findings import Finding, good, wrong
from chizi.fronts.cli.words import translate
from chizi.overview.soundness import count_faults, register_faults, store_faults, work_faults

READABLE = N_("Every file of the fact, register and run stores is there and whole.")
GONE = N_("%(count)s files of the store are missing or cut short, such as %(first)s.")
BRING_BACK = N_("Restore them from the backup that belongs to the database.")
COUNTED = N_("The kept counts of the register agree with a recount.")
MISCOUNTED = N_("The register has %(found)s units at %(place)s, but %(kept)s are counted there.")
RECOUNT = N_("Import any register sheet again: each import counts anew.")
WORK_COUNTED = N_("The kept counts of campaigns, load and matters agree with a recount.")
WORK_MISCOUNTED = N_(
    "%(count)s counts of work differ from a recount, the first: %(first)s is %(kept)s, not %(found)s."
)
WORK_RECOUNT = N_("Counts are put right by the nightly recount: chizi tick.")
JUDGEABLE = N_("The register of units has no contradictions.")
CONTRADICTIONS = N_("The stored register has %(count)s faults, the first at unit %(unit)s: %(reason)s")
DELIVER_AGAIN = N_("Import the rows of these units again, corrected.")


def files() -> Iterator[Finding]:
    """Files that rows name."""
    lost = store_faults()
    if lost:
        yield wrong("stores.files", GONE, BRING_BACK, count=len(lost), first=lost[0].name)
    else:
        yield good("stores.files", READABLE)


def counts() -> Iterator[Finding]:
    """Kept counts of the register, for the province and a spread of counties."""
    faults = count_faults()
    for fault in faults:
        yield wrong("counts", MISCOUNTED, RECOUNT, place=fault.place, kept=fault.kept, found=fault.found)
    if not faults:
        yield good("counts", COUNTED)


def work() -> Iterator[Finding]:
    """Kept counts of campaigns, load and matters, all of them."""
    faults = work_faults()
    if faults:
        first = faults[0]
        said = {"count": len(faults), "first": first.place, "kept": first.kept, "found": first.found}
        yield wrong("counts.work", WORK_MISCOUNTED, WORK_RECOUNT, **said)
    else:
        yield good("counts.work", WORK_COUNTED)


def register() -> Iterator[Finding]:
    """The register as the yardstick would check it on delivery."""
    faults = register_faults()
    if faults.count:
        said = {"count": faults.count, "unit": faults.unit, "reason": translate(faults.reason)}
        yield wrong("register", CONTRADICTIONS, DELIVER_AGAIN, **said)
    else:
        yield good("register", JUDGEABLE)
