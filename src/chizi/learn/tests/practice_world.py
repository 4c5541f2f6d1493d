"""A county in practice: Hu and Han are its bureau's clerks, Bao its head; Qin and Yu are officers at its station, whose
clerk is Sun; Tan is the city's clerk, Zhou its office, Wei inspects in the city; Ma is clerk of the next county."""

from datetime import date, timedelta
from typing import Any

from chizi.learn import actions
from chizi.learn.models import Application, Lecture, ServiceItem, Venue
from chizi.learn.tests.materials_world import library, published
from chizi.matters.models import Matter
from chizi.org.models import Agency, Person, Post
from chizi.org.rules import Role
from chizi.plan.actions import assign_task, create_task
from chizi.plan.models import Assignment
from chizi.plan.tests.planned import NOW, TODAY, Desk, campaign, granted

DUE = TODAY + timedelta(days=20)


def practice(tmp_path: Any, settings: Any) -> Desk:
    """The office with a published material, and an assignment of the station."""
    here = library(tmp_path, settings)
    for name, role, code, serves in (
        ("yu", Role.OFFICER, "140105001000", "station"),
        ("bao", Role.LEADER, "140105000000", "county"),
        ("wei", Role.INSPECTOR, "140100000000", None),
    ):
        here.person[name] = granted(name, role, code, serves)
    leads(here.bao, "county")
    return here


def leads(person: Person, agency: str, since: date = date(2020, 1, 1), until: date | None = None) -> Post:
    """A post as principal leader."""
    return Post.objects.create(
        person=person,
        agency=Agency.objects.get(code=agency),
        title="局长",
        leads=True,
        from_date=since,
        until=until,
    )


def material(here: Desk) -> str:
    """The reference of a published material."""
    return f"material:{published(here).pk}"


def assignment(here: Desk, party: str = "station") -> Assignment:
    """A task of the campaign given to a party."""
    if not Assignment.objects.exists():
        campaign(here)
    task = create_task(
        actor=here.lin, now=NOW, title="谈心谈话", text="逐人谈心", basis="方案一", issuer=here.party["office"],
        due=DUE, origin="decision:1", fact_key=f"talk-{Assignment.objects.count()}",
    )  # fmt: skip
    (row,) = assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.party[party]])
    return row


def matter(here: Desk, party: str = "station") -> Matter:
    """An open finding against a party."""
    count = Matter.objects.count() + 1
    one = here.party[party]
    return Matter.objects.create(
        kind="finding", code=f"F2021-{count:06}", year=2021, serial=count, party=one, city_id=one.city_id,
        county_id=one.county_id, town_id=one.town_id, title="窗口提前关闭", fact="十时窗口已关", judgement="值班不落实",
        severity="serious", source="guidance", found_on=TODAY, raised_by="person:wei", raised_at=NOW,
        state="raised", since=NOW, due_on=DUE,
    )  # fmt: skip


def claimed(here: Desk, by: str = "qin", **more: Any) -> Application:
    """A claim of an officer at the station."""
    said: dict[str, Any] = {"about": "", "target": "", "text": "先听后说，窗口按时开放。"} | more
    said["about"] = said["about"] or material(here)
    said["target"] = said["target"] or f"assignment:{assignment(here).pk}"
    return actions.claim_application(actor=getattr(here, by), now=NOW, **said)


def confirmed(here: Desk) -> Application:
    """A claim that Sun, the station's clerk, has confirmed."""
    one = claimed(here)
    return actions.confirm_application(actor=here.sun, now=NOW, application_id=one.pk, version=one.version)


def lectured(here: Desk, *, by: str = "hu", **more: Any) -> Lecture:
    """A lecture of Bao, recorded by Hu."""
    said: dict[str, Any] = {
        "party": "agency:county", "leader": "bao", "held_on": TODAY, "topic": "学党史 强信念",
        "audience": "全局四十二人",
        "questions": "怎样把窗口服务做实？",
    } | more  # fmt: skip
    return actions.record_lecture(actor=getattr(here, by), now=NOW, **said)


def opened(here: Desk, **more: Any) -> ServiceItem:
    """A service item of the county bureau."""
    said: dict[str, Any] = {
        "party": "agency:county", "title": "给东楼装扶手", "need": "楼道没有扶手，老人上下不便。",
        "source": "conversation",
        "beneficiary": "东楼的老年住户",
    } | more  # fmt: skip
    return actions.open_service(actor=here.hu, now=NOW, **said)


def finished(here: Desk) -> ServiceItem:
    """The same, done."""
    one = opened(here)
    return actions.finish_service(
        actor=here.hu, now=NOW, service_id=one.pk, version=one.version, done="六层扶手已装好。"
    )


def venue(here: Desk, **more: Any) -> Venue:
    """A venue of the county."""
    said: dict[str, Any] = {
        "owner": "agency:county", "name": "红色交通站旧址", "text": "讲述交通员的故事", "address": "小店区某村",
        "way_yuan": 12, "way_minutes": 90,
    } | more  # fmt: skip
    return actions.add_venue(actor=here.hu, now=NOW, **said)
