"""Learn, the side of practice: an application, a lecture, service items, a venue, a directive and a note, made at the
county's agency by people who are none of the viewers."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from chizi.ground.files.actions import keep_file
from chizi.learn import actions as learn
from chizi.learn.models import Objective, ServiceItem
from chizi.org.abilities import local_day
from chizi.org.models import Agency, Party, Person, Post, Region
from chizi.org.rules import AgencyKind, PartyKind, Role
from chizi.plan.actions import choose_task
from chizi.plan.models import Assignment
from tests.access.samples import Sample
from tests.access.world import BELOW, World, grant

HERE, UNDER = "agency:here", "agency:under"
NEED = {"title": "装扶手", "need": "楼道没有扶手", "source": "own", "beneficiary": "东楼住户"}
VENUE = {"name": "旧址", "text": "故事", "address": "某村", "way_yuan": 12, "way_minutes": 90}
DIRECTIVE = {"title": "向李国毅同志学习", "topics": ["政治执行力", "优良作风", "担当精神"]}
LECTURE = {"leader": "head", "topic": "学党史", "audience": "全体"}


def build(world: World) -> None:
    """One thing in each state that a sample needs."""
    agency = Agency.objects.get(code="here")
    keeper, learner, head = (_person(name, agency) for name in ("practice-keeper", "practitioner", "head"))
    grant(keeper, Role.CLERK, "own", local_day(world.now))
    grant(learner, Role.OFFICER, "own", local_day(world.now))
    Post.objects.create(person=head, agency=agency, title="局长", leads=True, from_date=local_day(world.now))
    _station(agency)
    said: dict[str, Any] = {"actor": keeper, "now": world.now}
    due = local_day(world.now) + timedelta(days=20)
    party = Party.objects.get(code=HERE)
    chosen = choose_task(party=party, title="夜学", text="自愿", rationale="需要", due=due, **said)
    world.things["chosen"] = chosen
    about = f"objective:{Objective.objects.create(code='windows', title='按时开窗').pk}"
    claim = {"about": about, "text": "按时开窗", "target": chosen.ref}
    world.things["claim"] = claim
    world.things["application"] = learn.claim_application(actor=learner, now=world.now, **claim)
    world.things["reflection"] = learn.write_reflection(actor=learner, now=world.now, about=about, text="好")
    world.things["lecture"] = learn.record_lecture(
        party=HERE, held_on=local_day(world.now), **LECTURE, **said
    )
    for state in ("open", "done", "notice"):
        world.things[f"{state}-service"] = _service(world, state, said)
    world.things["venue"] = learn.add_venue(owner=HERE, **VENUE, **said)
    world.things["directive"] = learn.record_directive(
        issuer=HERE, number="1号", issued_on=local_day(world.now), **DIRECTIVE, **said
    )
    learn.attach_directive(
        directive_id=world.things["directive"].pk, about=world.things["lecture"].ref, **said
    )
    adviser = Person.objects.create(username="adviser", name="Adviser")
    grant(adviser, Role.INSPECTOR, "own", local_day(world.now))
    world.things["note"] = learn.give_advice(
        actor=adviser, now=world.now, kind="guidance", party=HERE, text="可以更近一些"
    )


def _person(name: str, agency: Agency) -> Person:
    return Person.objects.create(username=name, name=name, agency=agency)


def _station(parent: Agency) -> None:
    region = Region.objects.get(code=BELOW)
    line = {"region": region, "city_id": region.city_id, "county_id": region.county_id, "town_id": region.id}
    agency = Agency.objects.create(
        code="under", name="信访站", kind=AgencyKind.PETITIONS_OFFICE.value, parent=parent, **line
    )
    Party.objects.create(kind=PartyKind.AGENCY.value, code=UNDER, name=agency.name, agency=agency, **line)


def _service(world: World, state: str, said: dict[str, Any]) -> ServiceItem:
    kept = keep_file(actor="person:keeper", now=world.now, stream=BytesIO("记录".encode()), name="记录.txt")
    world.things["service-file"] = kept.digest
    one = learn.open_service(party=HERE, **NEED, **said)
    if state == "open":
        return one
    files = {kept.digest: kept.name}
    one = learn.finish_service(service_id=one.pk, version=1, done="装好了", files=files, **said)
    one, code = learn.issue_receipt(service_id=one.pk, version=one.version, **said)
    world.things["code"] = code if state == "done" else world.things["code"]
    if state == "notice":
        one = learn.start_notice(service_id=one.pk, version=one.version, **said)
        over = local_day(world.now) - timedelta(days=1)
        ServiceItem.objects.filter(pk=one.pk).update(notice_until=over)
    return one


def _on(action: str, thing: str, number: str, /, **more: Any) -> Sample:
    """A call about a thing as its page showed it."""

    def call(world: World, actor: Person) -> object:
        row = world.things[thing]
        said = {number: row.pk, "version": row.version, **more}
        return getattr(learn, action)(actor=actor, now=world.now, **said)

    return call


def _plain(action: str, thing: str, number: str, /, **more: Any) -> Sample:
    """A call about a thing that has no version."""

    def call(world: World, actor: Person) -> object:
        return getattr(learn, action)(actor=actor, now=world.now, **{number: world.things[thing].pk}, **more)

    return call


def _new(action: str, /, **said: Any) -> Sample:
    """A call that makes something new."""

    def call(world: World, actor: Person) -> object:
        return getattr(learn, action)(actor=actor, now=world.now, **said)

    return call


def _claim(world: World, actor: Person) -> object:
    return learn.claim_application(actor=actor, now=world.now, **world.things["claim"])


def _reflect(world: World, actor: Person) -> object:
    about = world.things["claim"]["about"]
    return learn.write_reflection(actor=actor, now=world.now, about=about, text="好")


def _lecture(world: World, actor: Person) -> object:
    said = LECTURE | {"topic": "第二讲"}
    return learn.record_lecture(actor=actor, now=world.now, party=HERE, held_on=local_day(world.now), **said)


def _directive(world: World, actor: Person) -> object:
    return learn.record_directive(
        actor=actor, now=world.now, issuer=HERE, number="2号", issued_on=local_day(world.now), **DIRECTIVE
    )


def _choose(world: World, actor: Person) -> object:
    due = local_day(world.now) + timedelta(days=9)
    return learn.choose_at_venue(
        actor=actor, now=world.now, party=HERE, venue_id=world.things["venue"].pk, title="参观", text="听讲",
        rationale="需要", due=due,
    )  # fmt: skip


def _detach(world: World, actor: Person) -> object:
    one, about = world.things["directive"], world.things["lecture"].ref
    return learn.detach_directive(actor=actor, now=world.now, directive_id=one.pk, about=about)


def _attach(world: World, actor: Person) -> object:
    one, about = world.things["directive"], world.things["open-service"].ref
    return learn.attach_directive(actor=actor, now=world.now, directive_id=one.pk, about=about)


def _receipt(world: World, actor: Person) -> object:
    return learn.confirm_by_receipt(actor=actor, now=world.now, code=world.things["code"])


def _use(world: World, actor: Person) -> object:
    record = world.things["lecture"].ref
    return learn.use_for_campaign(actor=actor, now=world.now, record=record, campaign="JYZD")


def _submit(world: World, actor: Person) -> object:
    row, record = Assignment.objects.get(pk=world.things["chosen"].pk), world.things["lecture"].ref
    return learn.submit_record(
        actor=actor, now=world.now, record=record, assignment_id=row.pk, version=row.version
    )


SAMPLES: dict[str, Sample] = {
    "learn.claim_application": _claim,
    "learn.claim_again": _on("claim_again", "application", "application_id", text="再报"),
    "learn.withdraw_application": _on("withdraw_application", "application", "application_id"),
    "learn.confirm_application": _on("confirm_application", "application", "application_id"),
    "learn.return_application": _on("return_application", "application", "application_id", note="哪天？"),
    "learn.write_reflection": _reflect,
    "learn.correct_reflection": _plain("correct_reflection", "reflection", "reflection_id", text="改"),
    "learn.withdraw_reflection": _plain("withdraw_reflection", "reflection", "reflection_id"),
    "learn.record_lecture": _lecture,
    "learn.share_lecture": _on("share_lecture", "lecture", "lecture_id", party=UNDER, reason="同听"),
    "learn.withdraw_lecture": _on("withdraw_lecture", "lecture", "lecture_id", reason="记错"),
    "learn.open_service": _new("open_service", party=HERE, **NEED),
    "learn.add_service_step": _on("add_service_step", "open-service", "service_id", text="量好了"),
    "learn.finish_service": _on("finish_service", "open-service", "service_id", done="好了"),
    "learn.withdraw_service": _on("withdraw_service", "open-service", "service_id", reason="重复"),
    "learn.issue_receipt": _on("issue_receipt", "done-service", "service_id"),
    "learn.start_notice": _on("start_notice", "done-service", "service_id"),
    "learn.close_after_notice": _on("close_after_notice", "notice-service", "service_id"),
    "learn.confirm_by_receipt": _receipt,
    "learn.object_to_service": _plain("object_to_service", "notice-service", "service_id", text="还没有"),
    "learn.add_venue": _new("add_venue", owner=HERE, **(VENUE | {"name": "新址"})),
    "learn.change_venue": _on("change_venue", "venue", "venue_id", **VENUE),
    "learn.withdraw_venue": _on("withdraw_venue", "venue", "venue_id"),
    "learn.choose_at_venue": _choose,
    "learn.record_directive": _directive,
    "learn.attach_directive": _attach,
    "learn.detach_directive": _detach,
    "learn.withdraw_directive": _on("withdraw_directive", "directive", "directive_id"),
    "learn.give_advice": _new("give_advice", kind="guidance", party=UNDER, text="可以更近一些"),
    "learn.reply_to_advice": _on("reply_to_advice", "note", "advice_id", reply="照办"),
    "learn.withdraw_advice": _on("withdraw_advice", "note", "advice_id"),
    "learn.use_for_campaign": _use,
    "learn.submit_record": _submit,
}
