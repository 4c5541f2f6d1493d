"""The one thing that others ask of the demo."""

from chizi.journal.models import Entry

BUILT = "demo.built"


def is_demo() -> bool:
    """Whether this database holds a finished demo: its journal says so."""
    return Entry.objects.filter(object="demo", kind=BUILT).exists()
