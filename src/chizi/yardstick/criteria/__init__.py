"""Criteria (认定规则): the rule that says what breaks a zero, kept as data in versioned files beside this one.

``reading`` turns a file into ``Criteria`` or names every fault in it; ``model`` is what a valid file means.
"""

from chizi.yardstick.criteria.faults import CriteriaFaults, Fault
from chizi.yardstick.criteria.model import Clock, Condition, Criteria, Note, Rule, Tolerance, Words
from chizi.yardstick.criteria.reading import built_in, built_in_ids, parse_criteria

__all__ = [
    "Clock",
    "Condition",
    "Criteria",
    "CriteriaFaults",
    "Fault",
    "Note",
    "Rule",
    "Tolerance",
    "Words",
    "built_in",
    "built_in_ids",
    "parse_criteria",
]
