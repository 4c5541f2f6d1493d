"""Surveys about the county's agency: one drafted, one that takes answers, one whose window is over, one closed."""

from datetime import timedelta

from chizi.org.abilities import local_day
from chizi.org.models import Agency, Person
from chizi.org.rules import Role
from chizi.surveys import actions as surveys
from chizi.surveys.models import Question, Survey
from chizi.surveys.rules.surveys import QuestionDraft
from tests.access.samples import Sample
from tests.access.world import World, grant

QUESTION = QuestionDraft("scale", "办事及时。")


def _drafted(world: World, actor: Person, days: int = 0, source: str = "outside") -> Survey:
    at = world.now - timedelta(days=days)
    return surveys.draft_survey(
        actor=actor,
        now=at,
        party_code="agency:here",
        source=source,
        title="窗口服务测评",
        method="每第十位来访者。",
        opens=local_day(at),
        closes=local_day(at) + timedelta(days=3),
        questions=[QUESTION],
    )


def build(world: World) -> None:
    """All four, by an office worker who is none of the viewers."""
    asker = Person.objects.create(username="asker", name="asker")
    grant(asker, Role.OFFICE, "own", local_day(world.now))
    above = Agency.objects.get(code="office")
    for at in range(6):
        Person.objects.create(username=f"asked{at}", name=f"asked {at}", agency=above)
    world.things["drafted"] = _drafted(world, asker, source="supervisors")
    for name, days in (("open", 0), ("over", 9), ("closed", 9)):
        survey = _drafted(world, asker, days)
        then = world.now - timedelta(days=days)
        made = surveys.print_slips(actor=asker, now=then, survey_id=survey.pk, count=5)
        world.things[f"survey-{name}"], world.things[f"codes-{name}"] = survey, made.codes
    surveys.close_survey(actor=asker, now=world.now, survey_id=world.things["survey-closed"].pk)


def _print(world: World, actor: Person) -> object:
    return surveys.print_slips(actor=actor, now=world.now, survey_id=world.things["drafted"].pk, count=5)


def _change(world: World, actor: Person) -> object:
    return surveys.change_survey(
        actor=actor,
        now=world.now,
        survey_id=world.things["drafted"].pk,
        source="outside",
        title="窗口服务测评（改）",
        method="每第十位来访者。",
        opens=local_day(world.now),
        closes=local_day(world.now) + timedelta(days=3),
        questions=[QUESTION],
    )


def _draw(world: World, actor: Person) -> object:
    number = world.things["drafted"].pk
    return surveys.draw_sample(
        actor=actor, now=world.now, survey_id=number, size=5, party_codes=["agency:office"]
    )


def _close(world: World, actor: Person) -> object:
    return surveys.close_survey(actor=actor, now=world.now, survey_id=world.things["survey-over"].pk)


def _withdraw(world: World, actor: Person) -> object:
    number = world.things["survey-open"].pk
    return surveys.withdraw_survey(actor=actor, now=world.now, survey_id=number, reason="题目有误")


def _answer(world: World, actor: Person) -> object:
    survey, codes = world.things["survey-open"], world.things["codes-open"]
    given = {Question.objects.get(survey=survey).pk: "4"}
    return surveys.record_answer(actor=actor, now=world.now, code=codes[0], given=given)


SAMPLES: dict[str, Sample] = {
    "surveys.draft_survey": _drafted,
    "surveys.change_survey": _change,
    "surveys.draw_sample": _draw,
    "surveys.print_slips": _print,
    "surveys.close_survey": _close,
    "surveys.withdraw_survey": _withdraw,
    "surveys.record_answer": _answer,
}
