"""People come in bulk: what would change is said before, nothing is half stored, nobody is revived."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from chizi.journal.models import Entry
from chizi.org.abilities import Console
from chizi.org.actions import add_person, appoint_person, import_people, invite_people
from chizi.org.models import Agency, Grant, Person, Post
from chizi.org.queries import is_serving, people, person_page
from chizi.org.refusals import BadText, NoSuchPerson, SamePerson
from chizi.org.roster import HAS_LEFT, SAME_NAME, SAME_PERSON
from chizi.org.rules import Role
from chizi.org.tests.conftest import NOW, granted, sheet

pytestmark = pytest.mark.django_db
COLUMNS = "username,name,agency_code,post,role,region_code,from_date,until"


@pytest.fixture
def sys(place):
    for code, name in (("police", "太原市公安局"), ("court", "太原市法院")):
        Agency.objects.create(code=code, name=name, kind=code, region=place["太原市"], city=place["太原市"])
    return granted("sys", Role.SYSTEM_ADMIN, place["山西省"])


def bring(actor, text, **more):
    return import_people(actor=actor, now=NOW, table=sheet(text, COLUMNS), source="5" * 64, **more)


def told(report):
    return [(one.line, one.subject, one.what, one.before, one.after) for one in report.changes]


def test_a_dry_run_shows_what_would_change_and_the_import_does_just_that(sys):
    bring(sys, "zhang,张 伟,police,科员,,,,\nli,李四,police,,,,,")
    assert Person.objects.get(username="zhang").name == "张伟"
    text = "zhang,张伟,court,庭长,,,,\nli,李四,police,,,,,\nwang,王五,police,科长,,,,"
    wanted = [
        (2, "zhang", "agency_code", "police", "court"),
        (2, "zhang", "post", "", "庭长"),
        (4, "wang", "new", "", "王五 police 科长"),
    ]
    dry = bring(sys, text, dry_run=True)
    assert (told(dry), dry.stored, dry.accepted, dry.unchanged) == (wanted, False, 2, 1)
    assert not Person.objects.filter(username="wang").exists()
    real = bring(sys, text)
    assert (told(real), real.stored) == (wanted, True)
    assert told(bring(sys, text)) == []
    assert Entry.objects.filter(kind="people.imported").count() == 3


def test_new_people_cannot_sign_in_before_their_slip_is_used(sys):
    bring(sys, "zhang,张伟,police,,,,,")
    person = Person.objects.get(username="zhang")
    assert (person.has_usable_password(), person.is_active, person.synthetic) == (False, True, False)


def test_another_title_ends_the_one_held_there(sys):
    bring(sys, "zhang,张伟,police,科员,,,2020-01-01,")
    report = bring(sys, "zhang,张伟,police,科长,,,2021-01-01,")
    assert told(report) == [(2, "zhang", "post", "科员", "科长")]
    assert list(Post.objects.order_by("from_date").values_list("title", "until")) == [
        ("科员", date(2020, 12, 31)),
        ("科长", None),
    ]
    bring(sys, "zhang,张伟,police,处长,,,2021-01-01,")
    assert list(Post.objects.order_by("from_date").values_list("title", flat=True)) == ["科员", "处长"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Zhang.Wei,张伟,police,,,,,", SAME_PERSON),
        ("zw,张 伟,police,,,,,", SAME_NAME),
        ("gone,马走,,,,,,", HAS_LEFT),
    ],
)
def test_the_same_person_twice_refuses_the_whole_sheet(sys, line, reason):
    bring(sys, "zhangwei,张伟,police,,,,,")
    Person.objects.create(username="gone", name="马走", is_active=False)
    report = bring(sys, "new,新来,police,,,,,\n" + line)
    assert [(one.line, one.reason) for one in report.rejected] == [(3, reason)]
    assert not Person.objects.filter(username="new").exists()
    assert not is_serving(Person.objects.get(username="gone").id)


def test_on_the_first_day_a_clerk_is_bound_to_his_body(place):
    Agency.objects.create(code="police", name="公安局", kind="police", region=place["太原市"])
    text = (
        "xu,许,police,,clerk,140100000000,2021-01-01,\n"
        "xu,许,police,,inspector,140105000000,2021-01-01,2021-12-31\n"
        "lin,林,police,,office,140100000000,2021-01-01,"
    )
    report = bring(Console(), text, synthetic=True)
    assert (report.notes["new"], report.notes["roles"]) == (2, 3)
    held = Grant.objects.order_by("id").values_list("person__username", "role", "agency__code", "until")
    assert list(held) == [
        ("xu", "clerk", "police", None),
        ("xu", "inspector", None, date(2021, 12, 31)),
        ("lin", "office", None, None),
    ]
    assert Person.objects.filter(synthetic=True).count() == 2


@pytest.mark.parametrize(
    ("username", "name", "refusal"),
    [
        ("Zhang.Wei", "张伟", SamePerson),
        ("ｚhangwei", "张伟", SamePerson),
        ("zw", "张 伟", SamePerson),
        ("zw", "张\0伟", BadText),
        ("zw", " ", BadText),
        ("zw", "张" * 81, BadText),
        ("Z W\0", "赵", ValidationError),
        ("", "赵", ValidationError),
        ("zhangwei", "张伟", ValidationError),
    ],
)
def test_one_person_is_not_registered_twice_by_hand_either(sys, username, name, refusal):
    bring(sys, "zhangwei,张伟,police,,,,,")
    before = Person.objects.count()
    with pytest.raises(refusal):
        add_person(actor=sys, now=NOW, username=username, name=name, agency=Agency.objects.get(code="police"))
    assert Person.objects.count() == before


def test_a_namesake_is_registered_by_hand_and_gets_a_slip_with_others(sys):
    bring(sys, "zhangwei,张伟,police,,,,,")
    police = Agency.objects.get(code="police")
    other = add_person(actor=sys, now=NOW, username="zw2", name="张伟", agency=police)
    slips = invite_people(actor=sys, now=NOW, people=[other, Person.objects.get(username="zhangwei")])
    assert [slip.username for slip in slips] == ["zw2", "zhangwei"]
    with pytest.raises(BadText):
        appoint_person(actor=sys, now=NOW, person=other, agency=police, title="长" * 81)


def test_people_are_seen_where_they_serve(sys, cast, place, django_assert_max_num_queries):
    bring(sys, "zhang,张伟,police,科员,,,,\nli,李四,,,,,,")
    with django_assert_max_num_queries(2):
        first = people(cast.lin, now=NOW)
    assert [one.username for one in first.people] == ["zhang"]
    assert people(cast.zhou, now=NOW).people == ()
    page = people(sys, now=NOW, limit=2)
    rest = people(sys, now=NOW, limit=50, after=page.after)
    names = [one.username for one in (*page.people, *rest.people)]
    assert names == sorted(names)
    assert {"zhang", "li", "lin"} <= set(names)
    assert [one.username for one in people(sys, now=NOW, words="张\0伟 zh").people] == ["zhang"]
    police = Agency.objects.get(code="police")
    assert [one.username for one in people(sys, now=NOW, agency=police).people] == ["zhang"]


def test_a_persons_page_is_for_himself_and_for_those_who_see_people_there(sys, cast):
    bring(sys, "zhang,张伟,police,科员,,,,")
    zhang = Person.objects.get(username="zhang")
    for viewer in (zhang, sys, cast.lin):
        page = person_page(viewer, "zhang", now=NOW)
        assert ([post.title for post in page.posts], page.has_password) == (["科员"], False)
    for viewer, username in ((cast.zhou, "zhang"), (zhang, "sys"), (sys, "nobody"), (sys, "\0"), (sys, "")):
        with pytest.raises(NoSuchPerson):
            person_page(viewer, username, now=NOW)
