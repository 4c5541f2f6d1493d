"""Founding, joining, training, deploying and importing, with every refusal by name."""

from datetime import date, timedelta

import pytest

from chizi.journal.models import Entry
from chizi.org.actions import declare_tie, leave_person
from chizi.org.models import Agency, Grant, Post
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Relation, Role
from chizi.org.tests.conftest import sheet
from chizi.plan import actions
from chizi.plan.models import Body, Branch, Deployment, Member
from chizi.plan.refusals import bodies as no
from chizi.plan.tests.guided import NOW, TODAY, house

pytestmark = pytest.mark.django_db
JUNE = date(2021, 6, 30)


@pytest.fixture
def here():
    return house()


def deploy(here, code="g1", place="taiyuan", **more):
    usual = {
        "actor": here.lin,
        "now": NOW,
        "body_code": code,
        "region": here.places[place],
        "from_date": TODAY,
        "until": JUNE,
        "basis": "派驻通知",
    }
    return actions.deploy_body(**(usual | more))


def why(report, username):
    found = next(one for one in report.outlooks if one.candidate.username == username)
    return [one.hindrance.value for one in found.findings]


def test_a_body_is_a_party_and_can_be_addressed(here):
    party = here.party("body:g1")
    assert (party.name, party.region, party.kind) == ("第1驻点指导组", here.province, "body")
    assert here.bodies["g1"].party == party


def test_founding_writes_the_journal(here):
    entry = Entry.objects.get(object="body:g1", kind="body.founded")
    assert entry.actor == "person:lin"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"code": "G1"}, no.BodyCode),
        ({"code": "g1"}, no.BodyThere),
        ({"kind": "club"}, no.WrongChoice),
        ({"number": None}, no.BodyNumber),
        ({"number": 1}, no.BodyNumber),
        ({"number": 1000}, no.BodyNumber),
        ({"kind": "office"}, no.BodyNumber),
        ({"name": " "}, no.WrongText),
        ({"name": "a\0b"}, no.WrongText),
        ({"name": "长" * 121}, no.WrongText),
        ({"parent_code": "nobody"}, no.UnknownBody),
    ],
)
def test_a_body_is_founded_well_or_not_at_all(here, more, refusal):
    usual = {
        "actor": here.lin,
        "now": NOW,
        "code": "g3",
        "kind": "guidance_group",
        "number": 3,
        "name": "第3驻点指导组",
        "region": here.province,
        "parent_code": "lead",
    }
    with pytest.raises(refusal):
        actions.found_body(**(usual | more))
    assert Body.objects.count() == 3


def test_a_city_office_sets_up_bodies_of_its_city_and_not_of_the_province(here):
    with pytest.raises(NotAllowed):
        actions.close_body(actor=here.zhou, now=NOW, code="g1", reason="不归我管")
    made = actions.found_body(
        actor=here.zhou, now=NOW, code="ty", kind="leading_group", name="市领导小组", region=here.taiyuan
    )
    with pytest.raises(no.UnknownBody):
        actions.close_body(actor=here.gao, now=NOW, code=made.code, reason="看不见")


def test_a_body_does_not_stand_below_itself(here):
    with pytest.raises(no.BodyCircle):
        actions.change_body(actor=here.lin, now=NOW, code="lead", name="领导小组", parent_code="g1")


def test_renaming_renames_the_party(here):
    actions.change_body(actor=here.lin, now=NOW, code="g1", name="第一组", parent_code="lead", number=1)
    assert here.party("body:g1").name == "第一组"


def test_closing_ends_everything_that_belongs_to_a_body(here):
    deploy(here)
    actions.found_branch(actor=here.lin, now=NOW, body_code="g1", name="第一临时党支部")
    actions.close_body(actor=here.lin, now=NOW, code="g1", reason="教育整顿结束")
    assert not Deployment.objects.filter(body__code="g1").exclude(until=TODAY).exists()
    assert not Member.objects.filter(body__code="g1").exclude(until=TODAY).exists()
    assert Branch.objects.get().ended_on == TODAY
    assert here.party("body:g1").closed_on == TODAY
    with pytest.raises(no.BodyClosed):
        deploy(here)


def test_a_body_has_one_temporary_branch_with_a_member_as_secretary(here):
    branch = actions.found_branch(
        actor=here.lin, now=NOW, body_code="g1", name="第一临时党支部", secretary="ma"
    )
    assert branch.secretary == here.ma
    with pytest.raises(no.BranchThere):
        actions.found_branch(actor=here.lin, now=NOW, body_code="g1", name="又一个")
    with pytest.raises(no.UnknownMember):
        actions.found_branch(actor=here.lin, now=NOW, body_code="g2", name="第二", secretary="ma")


def test_members_join_once_and_one_of_them_is_the_head(here):
    def join(person, role="member", **more):
        return actions.add_member(
            actor=here.lin, now=NOW, body_code="g1", person=here.people[person], role=role, **more
        )

    with pytest.raises(no.MemberThere):
        join("ma")
    with pytest.raises(no.SecondHead):
        join("tao", "head")
    with pytest.raises(no.DaysBackwards):
        join("tao", from_date=TODAY, until=date(2021, 3, 1))
    leave_person(actor=_admin(here), now=NOW, person=here.bo, on=TODAY, reason="退休")
    here.bo.refresh_from_db()
    with pytest.raises(no.PersonLeft):
        join("bo")


def _admin(here):
    if "admin" not in here.people:
        from chizi.plan.tests.guided import granted

        here.people["admin"] = granted("admin", Role.SYSTEM_ADMIN, here.province)
    return here.admin


def test_a_membership_does_not_end_before_its_deployment(here):
    deploy(here)
    member = Member.objects.get(person=here.qi)
    with pytest.raises(no.StillDeployed):
        actions.end_member(actor=here.lin, now=NOW, member_id=member.pk, reason="调离")
    ended = actions.end_member(actor=here.lin, now=NOW, member_id=member.pk, on=JUNE, reason="到期")
    assert ended.until == JUNE
    with pytest.raises(no.UnknownMember):
        actions.end_member(actor=here.lin, now=NOW, member_id=10**9, reason="不存在")


def test_a_training_lies_in_the_past_and_counts_for_the_people_it_names(here):
    usual = {"actor": here.lin, "now": NOW, "body_code": "g1", "title": "培训"}
    with pytest.raises(no.TrainingAhead):
        actions.record_training(**usual, held_on=TODAY + timedelta(days=1), people=["ma"])
    with pytest.raises(no.NobodyTrained):
        actions.record_training(**usual, held_on=TODAY, people=[])
    with pytest.raises(no.UnknownMember):
        actions.record_training(**usual, held_on=TODAY, people=["tao"])


def test_a_group_goes_as_a_whole_and_the_dry_run_stores_nothing(here):
    dry = deploy(here, dry_run=True)
    assert (len(dry.going), dry.stored, Deployment.objects.count()) == (3, False, 0)
    report = deploy(here)
    assert report.stored
    assert Deployment.objects.filter(member__isnull=True).count() == 1
    assert Deployment.objects.filter(member__isnull=False, city=here.taiyuan).count() == 3


def test_deploying_gives_no_role(here):
    before = Grant.objects.count()
    deploy(here)
    assert Grant.objects.count() == before


def test_s2_07_nobody_is_deployed_before_a_training(db):
    here = house(trained=False)
    report = deploy(here, dry_run=True)
    assert [why(report, name) for name in ("ma", "he", "qi")] == [["not_trained"]] * 3
    with pytest.raises(no.Hindered) as refusal:
        deploy(here)
    assert refusal.value.params["count"] == 3
    assert refusal.value.params["first"].startswith("He")
    assert Deployment.objects.count() == 0


def test_s2_09_nobody_is_deployed_to_his_own_or_a_relatives_party(here):
    """Own by service or post, a relative's by declaration: to the place where it stands and to the party."""
    Post.objects.create(
        person=here.ma,
        agency=Agency.objects.get(code="taiyuan"),
        title="支队长",
        from_date=date(2019, 1, 1),
    )
    station = here.party("agency:station")
    declare_tie(actor=here.he, now=NOW, relation=Relation.SPOUSE, party=station)
    report = deploy(here, dry_run=True)
    assert [why(report, name) for name in ("ma", "he", "qi")] == [["conflict"], ["conflict"], []]
    with pytest.raises(no.Hindered):
        deploy(here)
    at_station = deploy(here, party=station, whole=False, dry_run=True)
    assert [why(at_station, name) for name in ("he", "qi")] == [["conflict"], []]
    assert deploy(here, place="datong").stored


def test_s2_09_all_who_may_go_only_when_that_is_chosen(here):
    declare_tie(actor=here.he, now=NOW, relation=Relation.SPOUSE, party=here.party("agency:taiyuan"))
    report = deploy(here, only_who_may=True)
    assert [one.candidate.username for one in report.staying] == ["he"]
    sent = Deployment.objects.filter(member__isnull=False)
    assert set(sent.values_list("member__person__username", flat=True)) == {"ma", "qi"}


def test_s2_09_nobody_returns_to_a_city_before_rotation_allows(here):
    deploy(here, until=date(2021, 4, 30))
    again = deploy(here, from_date=date(2021, 9, 1), until=None, dry_run=True)
    assert why(again, "ma") == ["rotation"]
    assert deploy(here, place="datong", from_date=date(2021, 9, 1), until=None).stored


def test_nobody_is_sent_to_two_places_at_once(here):
    deploy(here)
    report = deploy(here, place="datong", whole=False, usernames=["ma"], dry_run=True)
    assert why(report, "ma") == ["elsewhere"]


def test_s2_08_one_group_at_one_city(here):
    deploy(here)
    with pytest.raises(no.PlaceTaken):
        deploy(here, code="g2")
    with pytest.raises(no.BodyElsewhere):
        deploy(here, place="datong")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"until": date(2021, 3, 1)}, no.DaysBackwards),
        ({"basis": ""}, no.WrongText),
        ({"usernames": []}, no.NobodyChosen),
        ({"usernames": ["tao"]}, no.UnknownMember),
        ({"body_code": "nobody"}, no.UnknownBody),
    ],
)
def test_a_deployment_is_whole_or_nothing(here, more, refusal):
    with pytest.raises(refusal):
        deploy(here, **more)
    assert Deployment.objects.count() == 0


def test_a_party_must_lie_in_the_place(here):
    with pytest.raises(no.NotAPartyThere):
        deploy(here, party=here.party("agency:datong"), whole=False)


def test_a_city_body_does_not_go_to_another_city(here):
    actions.found_body(
        actor=here.zhou, now=NOW, code="ty", kind="task_force", name="专班", region=here.taiyuan
    )
    with pytest.raises(no.NoPlaceForBody):
        deploy(here, code="ty", place="datong", actor=here.zhou)


def test_ending_a_groups_deployment_calls_its_people_back(here):
    deploy(here)
    whole = Deployment.objects.get(member__isnull=True)
    number = actions.end_deployment(actor=here.lin, now=NOW, deployment_id=whole.pk, reason="轮换")
    assert number == 4
    assert not Deployment.objects.exclude(until=TODAY).exists()
    with pytest.raises(no.DeploymentOver):
        actions.end_deployment(actor=here.lin, now=NOW, deployment_id=whole.pk, reason="再来")


def test_a_deployment_that_has_not_begun_is_taken_back(here):
    deploy(here, from_date=date(2021, 4, 1))
    whole = Deployment.objects.get(member__isnull=True)
    assert actions.end_deployment(actor=here.lin, now=NOW, deployment_id=whole.pk, reason="推迟") == 4
    assert Deployment.objects.count() == 0


BODIES = "code,kind,number,name,parent_code,region_code,founded_on,branch,branch_founded_on"
MEMBERS = "body_code,username,name,role,from_date,until"


def test_s2_08_eleven_groups_come_from_a_sheet_with_their_branches(here):
    lines = "\n".join(
        f"h{number},guidance_group,{number},第{number}组,office,140000000000,2021-03-01,第{number}临时党支部,"
        for number in range(1, 12)
    )
    table = sheet(f"{lines}\noffice,office,,办公室,lead,140000000000,2021-02-27,,", BODIES)
    usual = {"actor": here.lin, "now": NOW, "table": table, "source": "0" * 64}
    dry = actions.import_bodies(**usual, dry_run=True)
    assert (dry.accepted, dry.stored, len(dry.changes), Body.objects.count()) == (12, False, 12, 3)
    assert actions.import_bodies(**usual).stored
    assert Branch.objects.count() == 11
    assert Body.objects.get(code="h11").parent.code == "office"
    again = actions.import_bodies(**usual)
    assert (again.accepted, again.unchanged) == (0, 12)


def test_s2_09_361_members_come_from_a_sheet_or_none_does(here):
    from chizi.org.models import Person

    Person.objects.bulk_create(Person(username=f"m{n}", name=f"组员{n}") for n in range(361))
    lines = [f"g{1 + n % 2},m{n},组员{n},member,2021-03-01," for n in range(361)]
    spoilt = sheet("\n".join([*lines[:-1], "g1,m360,另一个名字,member,2021-03-01,"]), MEMBERS)
    usual = {"actor": here.lin, "now": NOW, "source": "0" * 64}
    report = actions.import_members(**usual, table=spoilt)
    assert [(one.line, one.column) for one in report.rejected] == [(362, "name")]
    assert Member.objects.count() == 6
    table = sheet("\n".join(lines), MEMBERS)
    assert actions.import_members(**usual, table=table).stored
    assert Member.objects.count() == 367
    assert actions.import_members(**usual, table=table).unchanged == 361


def test_imports_are_for_those_who_manage_bodies(here):
    table = sheet("g1,ma,,member,2021-03-01,", MEMBERS)
    with pytest.raises(NotAllowed):
        actions.import_members(actor=here.jia, now=NOW, table=table, source="0" * 64)
    report = actions.import_members(actor=here.zhou, now=NOW, table=table, source="0" * 64)
    assert [one.column for one in report.rejected] == ["body_code"]
