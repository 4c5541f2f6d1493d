"""Words and predicates of outcomes. Pure: no Django, no clock."""

from enum import StrEnum


class OutcomeKind(StrEnum):
    """What became of learning. None of them says how long somebody looked at something (R-02)."""

    READ = "read"  # 已学: the learner says so himself
    ANSWERED = "answered"  # 已答: one question, right or wrong
    PASSED = "passed"  # 已考: a whole paper
    REFLECTED = "reflected"  # 体会
    APPLIED = "applied"  # 已用: in a real matter or task, confirmed by somebody else (S1-04)
    ACTED = "acted"  # 已办: an action, lecture or service item


class Source(StrEnum):
    """Where it was recorded; each way exists without a phone too (R-11)."""

    TERMINAL = "terminal"
    DESK = "desk"
    PAPER = "paper"
