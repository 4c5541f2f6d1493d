"""Rules of publishing. Pure: no Django, no clock, no I/O.

`states` says which step may follow which and who may not take it; `withholding` finds the smallest set of
cells that keeps a small number from being worked out; `redaction` applies it and keeps people out of tables.
"""

from chizi.publish.rules.redaction import Redacted, Removal, redact
from chizi.publish.rules.states import State, check_reason, check_step, check_title, separate
from chizi.publish.rules.withholding import Mark

__all__ = [
    "Mark",
    "Redacted",
    "Removal",
    "State",
    "check_reason",
    "check_step",
    "check_title",
    "redact",
    "separate",
]
