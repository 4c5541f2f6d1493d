"""Plan, the side of bodies: everything belongs to the county, and one more of each stands there to be used up."""

from datetime import date, timedelta
from typing import Any

from chizi.org.abilities import local_day
from chizi.org.models import Agency, Party, Person, Region
from chizi.org.rules import Role
from chizi.plan import actions as plan
from chizi.plan.models import Deployment
from tests.access.samples import Sample
from tests.access.world import HERE, World, grant, table

DAY = date(2021, 3, 1)
BODIES = table(
    f"n1,task_force,,新专班,,{HERE},2021-03-01,,",
    "code,kind,number,name,parent_code,region_code,founded_on,branch,branch_founded_on",
)
MEMBERS = table("team,fresh,,member,2021-03-01,", "body_code,username,name,role,from_date,until")


def build(world: World) -> None:
    """A task force of the county with one member who is sent, its meeting, an instruction and two documents."""
    keeper = Person.objects.create(username="keeper", name="Keeper")
    grant(keeper, Role.OFFICE, "own", local_day(world.now))
    here = Region.objects.get(code=HERE)
    said: dict[str, Any] = {"actor": keeper, "now": world.now}
    plan.found_body(code="team", kind="task_force", name="县专班", region=here, founded_on=DAY, **said)
    Person.objects.create(username="fresh", name="Fresh", agency=Agency.objects.get(code="here"))
    sent = Person.objects.create(username="sent", name="Sent", agency=Agency.objects.get(code="office"))
    other = Person.objects.create(username="stays", name="Stays")
    plan.add_member(body_code="team", person=sent, role="member", from_date=DAY, **said)
    world.things["member"] = plan.add_member(
        body_code="team", person=other, role="member", from_date=DAY, **said
    )
    plan.deploy_body(
        body_code="team", region=here, from_date=DAY, basis="通知", usernames=["sent"], whole=False, **said
    )
    world.things["deployment"] = Deployment.objects.get()
    meeting = plan.record_meeting(kind="other", title="会", chair="某", held_on=DAY, body_code="team", **said)
    world.things["meeting"] = meeting
    plan.add_decision(meeting_id=meeting.pk, text="它的任务在 plan_campaigns", **said)
    world.things["decision"] = plan.add_decision(meeting_id=meeting.pk, text="议定", **said)
    world.things["instruction"] = plan.record_instruction(
        region=here, author="某", text="抓实", dated_on=DAY, classification="open", **said
    )
    for name in ("regulation", "older"):
        world.things[name] = plan.add_regulation(
            region=here, title=name, issuer="某", text="第一条", in_force_from=DAY, **said
        )
    world.things["draft"] = plan.add_regulation(
        region=here, title="草案", issuer="某", text="第一条", status="draft", **said
    )


def soon(world: World) -> date:
    return local_day(world.now) + timedelta(days=30)


def _of(action: str, **more: Any) -> Sample:
    """A call with fixed arguments."""

    def call(world: World, actor: Person) -> object:
        given = {name: value(world) if callable(value) else value for name, value in more.items()}
        return getattr(plan, action)(actor=actor, now=world.now, **given)

    return call


def _id(name: str) -> Any:
    return lambda world: world.things[name].pk


def _here(_world: World) -> Region:
    return Region.objects.get(code=HERE)


def _party(_world: World) -> Party:
    return Party.objects.get(code="agency:here")


def _fresh(_world: World) -> Person:
    return Person.objects.get(username="fresh")


SAMPLES: dict[str, Sample] = {
    "plan.found_body": _of("found_body", code="other", kind="task_force", name="另一专班", region=_here),
    "plan.change_body": _of("change_body", code="team", name="改名"),
    "plan.close_body": _of("close_body", code="team", reason="结束"),
    "plan.found_branch": _of("found_branch", body_code="team", name="临时党支部"),
    "plan.add_member": _of("add_member", body_code="team", person=_fresh, role="member"),
    "plan.end_member": _of("end_member", member_id=_id("member"), reason="调离"),
    "plan.import_bodies": _of("import_bodies", table=BODIES, source="0" * 64, dry_run=True),
    "plan.import_members": _of("import_members", table=MEMBERS, source="0" * 64, dry_run=True),
    "plan.record_training": _of(
        "record_training", body_code="team", title="培训", held_on=DAY, people=["sent"]
    ),
    "plan.deploy_body": _of(
        "deploy_body", body_code="team", region=_here, from_date=DAY, basis="通知", dry_run=True
    ),
    "plan.end_deployment": _of("end_deployment", deployment_id=_id("deployment"), reason="轮换"),
    "plan.record_meeting": _of(
        "record_meeting", kind="other", title="会", chair="某", held_on=DAY, region=_here
    ),
    "plan.add_decision": _of("add_decision", meeting_id=_id("meeting"), text="再议"),
    "plan.task_decision": _of(
        "task_decision", decision_id=_id("decision"), issuer=_party, owner=_party, due=soon
    ),
    "plan.record_instruction": _of(
        "record_instruction", region=_here, author="某", text="抓", dated_on=DAY, classification="open"
    ),
    "plan.task_instruction": _of(
        "task_instruction",
        instruction_id=_id("instruction"),
        issuer=_party,
        owners=lambda world: [_party(world)],
        due=soon,
    ),
    "plan.add_regulation": _of(
        "add_regulation", region=_here, title="办法", issuer="某", text="第一条", in_force_from=DAY
    ),
    "plan.add_wording": _of("add_wording", regulation_id=_id("regulation"), text="第二条", note="修订"),
    "plan.put_in_force": _of("put_in_force", regulation_id=_id("draft"), on=DAY),
    "plan.replace_regulation": _of("replace_regulation", newer_id=_id("regulation"), older_id=_id("older")),
    "plan.repeal_regulation": _of("repeal_regulation", regulation_id=_id("regulation"), reason="到期"),
}
