"""Each fault of a workflow is found by a planted one, and only that one."""

from dataclasses import replace

import pytest

from chizi.core.workflow import BEFORE, Field, State, StepRule, Workflow, faults

FIT = Workflow(
    name="fit",
    start="raised",
    states=(
        State("raised", "Raised", "party", "mend"),
        State("checking", "Checking", "verifier", "check"),
        State("closed", "Closed", final=True),
    ),
    steps=(
        StepRule("mend", "Mend", ("raised",), "checking", ("party",), works=True),
        StepRule(
            "close",
            "Close",
            ("checking",),
            "closed",
            ("verifier",),
            verifies=True,
            apart_from=("raise", "mend"),
        ),
        StepRule("back", "Back", ("checking",), BEFORE, ("verifier",)),
    ),
    clocks=("mend", "check"),
    marks=("remedied",),
)
STATES = {one.name: one for one in FIT.states}
STEPS = {one.name: one for one in FIT.steps}


def with_state(name: str, **changes: object) -> Workflow:
    return replace(
        FIT, states=tuple(replace(one, **changes) if one.name == name else one for one in FIT.states)
    )


def with_step(name: str, **changes: object) -> Workflow:
    return replace(
        FIT, steps=tuple(replace(one, **changes) if one.name == name else one for one in FIT.steps)
    )


def test_a_fit_workflow_has_no_faults():
    assert faults(FIT) == ()


PLANTED = {
    "unreachable": replace(FIT, states=(*FIT.states, State("lost", "Lost", final=True))),
    "dead-end": replace(
        FIT,
        states=(*FIT.states, State("stuck", "Stuck", "party", "mend")),
        steps=(
            *FIT.steps,
            StepRule("fall", "Fall", ("raised",), "stuck", ("party",)),
            StepRule("turn", "Turn", ("stuck",), "pit", ("party",)),
            StepRule("return", "Return", ("pit",), "stuck", ("party",)),
        ),
    ),
    "no-owner": with_state("raised", owner=""),
    "idle-owner": with_state("checking", owner="issuer"),
    "no-clock": with_state("raised", clock=""),
    "final-with-owner": with_state("closed", owner="party"),
    "own-work": with_step("close", by=("verifier", "party")),
    "closed-by-party": with_step("mend", to="closed"),
    "double-state": replace(FIT, states=(*FIT.states, STATES["closed"])),
    "double-step": replace(FIT, steps=(*FIT.steps, STEPS["mend"])),
    "no-start": replace(FIT, start="nowhere"),
    "unknown-clock": with_state("raised", clock="sundial"),
    "unknown-role": with_step("mend", by=("party", "king")),
    "unknown-state": with_step("mend", to="heaven"),
    "unknown-step": with_step("close", apart_from=("raise", "mend", "dance")),
    "unknown-mark": with_step("mend", marks=("blessed",)),
    "double-field": with_step("mend", fields=(Field("x", "X"), Field("x", "X"))),
    "bulk": with_step("close", bulk=True),
    "nobody": with_step("mend", by=()),
    "no-source": with_step("mend", sources=()),
}
PLANTED["dead-end"] = replace(
    PLANTED["dead-end"], states=(*PLANTED["dead-end"].states, State("pit", "Pit", "party", "mend"))
)


@pytest.mark.parametrize("code", PLANTED)
def test_each_planted_fault_is_named(code):
    found = faults(PLANTED[code])
    assert code in {one.code for one in found}
    assert all(code in str(one) or one.code != code for one in found)


@pytest.mark.parametrize("missing", ["raise", "mend"])
def test_R31_a_verification_that_its_own_workers_could_take_is_a_fault(missing):
    kept = tuple(one for one in ("raise", "mend") if one != missing)
    found = faults(with_step("close", apart_from=kept))
    assert [(one.code, one.where) for one in found] == [("own-work", "close")]
    assert missing in found[0].text


def test_a_role_that_mends_and_verifies_is_a_fault():
    flow = with_step("mend", by=("party", "verifier"))
    assert {one.code for one in faults(flow)} == {"own-work"}


def test_a_step_back_leads_to_where_one_came_from():
    assert FIT.targets(STEPS["back"], "checking") == {"raised"}
    assert FIT.targets(replace(STEPS["mend"], to=""), "raised") == {"raised"}
    assert [one.name for one in FIT.steps_from("checking")] == ["close", "back"]
    with pytest.raises(KeyError):
        FIT.step("nothing")
    with pytest.raises(KeyError):
        FIT.state("nothing")
