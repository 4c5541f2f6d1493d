"""Practice's pages and the public ones of service items, each about the thing of learn_practice that its step needs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from chizi.learn.models import Application, Lecture, ServiceItem, Venue
from chizi.org.abilities import local_day
from tests.access.samples import Form
from tests.access.samples.learn_practice import HERE, LECTURE, NEED, UNDER, VENUE
from tests.access.world import World

P, ONE = "/practice/", "<int:number>/"
KEY = str(UUID(int=7))
DONE = ("slip/", "notice/", "files/")


def arguments(world: World) -> dict[str, dict[str, str]]:
    def of(name: str) -> dict[str, str]:
        digest = world.things["service-file"]
        return {"number": str(world.things[name].pk), "digest": digest, "page": "1"}

    found = {
        P: {"form": "csv"},
        f"{P}applications/": of("application"),
        f"{P}reflections/": of("reflection"),
        f"{P}lectures/": of("lecture") | {"form": "csv"},
        f"{P}services/": of("open-service"),
        f"{P}services/{ONE}close/": of("notice-service"),
        f"{P}venues/": of("venue"),
        f"{P}directives/": of("directive"),
        f"{P}advice/": of("note"),
        f"{P}records/": of("lecture") | {"kind": "lecture"},
        "/service/": of("notice-service"),
    }
    return found | {f"{P}services/{ONE}{step}": of("done-service") for step in DONE}


def forms(world: World) -> dict[str, Form]:
    today = local_day(world.now)
    due = (today + timedelta(days=9)).isoformat()
    about = world.things["claim"]["about"]
    service, lecture = f"{P}services/{ONE}", f"{P}lectures/{ONE}"

    def on(model: type[Any], thing: str, **more: Any) -> Form:
        number = world.things[thing].pk
        return lambda: {"version": str(model.objects.get(pk=number).version), **more}

    def plain(**said: Any) -> Form:
        return lambda: {"key": KEY, **said}

    topics = {"topics": "政治执行力", "number": "9号", "title": "学习通知", "issued_on": today.isoformat()}
    attached = {"kind": "service", "number": str(world.things["open-service"].pk)}
    return {
        f"{P}applications/{ONE}confirm/": on(Application, "application"),
        f"{P}applications/{ONE}return/": on(Application, "application", note="哪天？"),
        f"{P}reflections/new/": plain(about=about, text="好"),
        f"{P}lectures/new/": plain(party=HERE, held_on=today.isoformat(), **LECTURE | {"topic": "第二讲"}),
        f"{lecture}share/": on(Lecture, "lecture", party=UNDER, reason="同听"),
        f"{lecture}withdraw/": on(Lecture, "lecture", reason="记错"),
        f"{P}services/new/": plain(party=HERE, **NEED),
        f"{service}step/": on(ServiceItem, "open-service", text="量好了"),
        f"{service}done/": on(ServiceItem, "open-service", done="好了"),
        f"{service}withdraw/": on(ServiceItem, "open-service", reason="重复"),
        f"{service}slip/": on(ServiceItem, "done-service"),
        f"{service}notice/": on(ServiceItem, "done-service"),
        f"{service}close/": on(ServiceItem, "notice-service"),
        f"{P}venues/new/": plain(owner=HERE, **VENUE | {"name": "新址"}),
        f"{P}venues/{ONE}change/": on(Venue, "venue", **VENUE),
        f"{P}venues/{ONE}withdraw/": on(Venue, "venue"),
        f"{P}venues/{ONE}choose/": plain(party=HERE, title="参观", text="听讲", rationale="需要", due=due),
        f"{P}directives/new/": plain(issuer=HERE, **topics),
        f"{P}directives/{ONE}attach/": lambda: attached,
        f"{P}directives/{ONE}detach/": lambda: {"programme": world.things["lecture"].ref},
        f"{P}directives/{ONE}withdraw/": lambda: {"version": "1"},
        f"{P}advice/new/": plain(party=UNDER, kind="guidance", text="可以更近一些"),
        f"{P}advice/{ONE}reply/": lambda: {"version": "1", "reply": "照办"},
        f"{P}advice/{ONE}withdraw/": lambda: {"version": "1"},
        f"{P}records/<record:kind>/<int:number>/use/": lambda: {"programme": "campaign:JYZD"},
        "/service/": lambda: {"code": world.things["code"]},
        f"/service/notices/{ONE}": lambda: {"text": "还没有"},
    }
