"""The pages of surveys, at the desk and in public."""

from datetime import timedelta

from chizi.org.abilities import local_day
from chizi.surveys.models import Question
from tests.access.samples import Form
from tests.access.world import World

SURVEY = "/surveys/<int:number>/"


def arguments(world: World) -> dict[str, dict[str, str]]:
    drafted, closed = str(world.things["drafted"].pk), str(world.things["survey-closed"].pk)
    return {
        "/surveys/": {"form": "csv"},
        SURVEY: {"number": drafted},
        f"{SURVEY}results": {"number": closed, "form": "csv"},
        f"{SURVEY}close/": {"number": str(world.things["survey-over"].pk)},
        "/survey/": {"code": world.things["codes-open"][0]},
    }


def forms(world: World) -> dict[str, Form]:
    today = local_day(world.now)
    new = {
        "party": "agency:here",
        "source": "outside",
        "title": "窗口服务测评",
        "method": "每第十位来访者。",
        "opens": today.isoformat(),
        "closes": (today + timedelta(days=3)).isoformat(),
        "kind_1": "scale",
        "text_1": "办事及时。",
    }
    question = Question.objects.get(survey=world.things["survey-open"])
    return {
        "/surveys/new/": lambda: new,
        f"{SURVEY}change/": lambda: new,
        f"{SURVEY}draw/": lambda: {"size": "5", "parties": "agency:office"},
        f"{SURVEY}slips/": lambda: {"count": "5"},
        f"{SURVEY}withdraw/": lambda: {"reason": "题目有误"},
        "/survey/<str:code>/": lambda: {f"q{question.pk}": "4"},
    }
