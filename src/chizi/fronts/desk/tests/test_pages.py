"""The pages of the desk: who sees what, in how many queries, and what odd addresses do."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils.translation import override

from chizi.evaluation.models import Delivery, Run
from chizi.fronts.desk.pages.records import content_text
from chizi.fronts.desk.words import STEPS
from chizi.overview.tests.conftest import HERE, THERE, undone
from tests.reading import PACKAGE

LISTS = ["/desk/deliveries/", "/desk/runs/", "/desk/publications/", "/desk/register/140000000000/",
         "/desk/records/journal/"]  # fmt: skip
MOST_QUERIES = 12
ODD = ["x", "-1", "0", "1e9", "9" * 30, "９", "%00", "%F0%28", "' OR 1=1 --", "<script>", "140105"]


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    "path", ["", *(path.removeprefix("/desk/") for path in LISTS), "search/", "deliveries/new/"]
)
def test_strangers_are_led_to_sign_in(province, path):
    answer = Client().get(f"/desk/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/desk/")


def test_today_shows_both_families_and_what_is_missing(at_desk):
    assert "What does today ask of me in 山西省?" in text_of(at_desk("lin").get("/desk/"))
    said = text_of(at_desk("lin").get("/desk/standing/"))
    assert "villages and communities" in said
    assert "enterprises and institutions" in said
    assert "provisional" in said
    assert "Complete deliveries that are missing" in said
    assert "all counties" in said


def test_today_of_somebody_without_a_role_says_how_to_get_one(at_desk):
    said = text_of(at_desk("ma").get("/desk/"))
    assert "No role has been given to you yet" in said
    assert "山西省" not in said


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/standing/", *LISTS, "/desk/runs/{run}/", "/desk/deliveries/{delivery}/"]
)
def test_pages_ask_few_queries(at_desk, path):
    path = path.format(run=Run.objects.get().id, delivery=Delivery.objects.first().id)
    client = at_desk("lin")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"] for one in asked]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_cursors_and_filters_are_no_fault(at_desk, path, odd):
    names = ("before", "after", "zero", "kind", "object")
    answer = at_desk("lin").get(path + "?" + "&".join(f"{name}={odd}" for name in names))
    assert answer.status_code == 200
    assert "<script>" not in text_of(answer).partition("<h1>")[2]


@pytest.mark.parametrize("odd", ODD)
def test_odd_searches_are_no_fault(at_desk, odd):
    assert at_desk("lin").get(f"/desk/search/?q={odd}").status_code == 200


def test_search_leads_to_places_and_units(at_desk):
    said = text_of(at_desk("sun").get("/desk/search/?q=小店"))
    assert f"/boards/{HERE}/" in said
    assert "/boards/unit/140105001001/" in text_of(at_desk("sun").get("/desk/search/?q=140105001001"))
    assert "Nothing was found" in text_of(at_desk("sun").get("/desk/search/?q=迎泽"))


def test_objects_of_another_place_are_not_there(at_desk, province):
    own = Delivery.objects.get(region__code=HERE)
    other = Delivery.objects.get(region__level=1)
    client = at_desk("sun")
    assert client.get(f"/desk/deliveries/{own.id}/").status_code == 200
    assert client.get(f"/desk/deliveries/{other.id}/").status_code == 404
    assert client.get(f"/desk/deliveries/{other.id}/rejects.csv").status_code == 404
    assert client.get(f"/desk/register/{HERE}/").status_code == 200
    assert client.get(f"/desk/register/{THERE}/").status_code == 404
    assert client.get(f"/desk/runs/{Run.objects.get().id}/").status_code == 404
    assert client.get("/desk/publications/1/").status_code == 404


def test_a_county_is_led_from_a_run_to_its_own_board(at_desk):
    said = text_of(at_desk("sun").get("/desk/runs/"))
    assert f"/boards/{HERE}/?run={Run.objects.get().id}" in said


@pytest.mark.parametrize("path", ["deliveries/999999/", "runs/999999/", "publications/999999/",
                                  f"deliveries/returned/{uuid4()}.csv", "register/nowhere/"])  # fmt: skip
def test_what_does_not_exist_is_not_there(at_desk, path):
    assert at_desk("lin").get(f"/desk/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        (
            "ma",
            [
                "deliveries/",
                "runs/",
                "publications/",
                "register/",
                "records/journal/",
            ],
        ),
        ("hu", ["deliveries/", "runs/", "publications/", "register/", "records/journal/"]),
        ("shen", ["deliveries/new/"]),
        ("zhou", ["deliveries/new/", "records/journal/"]),
        ("li", ["publications/", "records/journal/"]),
    ],
)
def test_pages_outside_ones_roles_say_so(at_desk, name, closed):
    for path in closed:
        answer = at_desk(name).get(f"/desk/{path}")
        assert answer.status_code == 403, path
        assert "No role of yours opens this page" in text_of(answer)


def test_the_rail_offers_only_what_is_open(at_desk):
    def rail(name: str) -> list[str]:
        said = text_of(at_desk(name).get("/desk/"))
        found = re.findall(r'<li><a href="([^"]+)"', said.partition("</nav>")[0])
        return [href for href in found if href.startswith(("/desk/", "/boards/"))]

    assert rail("ma") == ["/desk/"]
    assert rail("hu") == ["/desk/"]
    assert rail("lin") == ["/desk/", "/boards/", "/desk/publications/"]
    assert rail("li") == ["/desk/", "/boards/"]
    assert rail("shen") == ["/desk/", "/boards/", "/desk/publications/"]


def test_the_pages_of_the_evaluation_stand_beside_each_other(at_desk):
    said = text_of(at_desk("lin").get("/desk/runs/")).partition('<nav class="tabs"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', said) == [
        "/boards/",
        "/desk/deliveries/",
        "/desk/runs/",
        "/desk/register/",
        "/surveys/",
    ]
    assert '<a href="/desk/runs/" aria-current="page">' in said
    assert '<nav class="tabs"' not in text_of(at_desk("ma").get("/desk/"))


def test_the_register_narrows_by_kind_and_leads_to_the_unit(at_desk):
    said = text_of(at_desk("lin").get("/desk/register/140000000000/?kind=community"))
    assert "/boards/unit/140105001001/" in said
    assert "140105001002" not in said
    assert "2 units" in said


def test_the_journal_names_people_and_steps_and_filters(at_desk):
    said = text_of(at_desk("shen").get("/desk/records/journal/"))
    assert "handed in facts" in said
    assert "the machine&#x27;s own console" in said
    only = text_of(at_desk("shen").get("/desk/records/journal/?kind=run.computed"))
    assert "criteria three-zero-2020.1" in only
    assert "delivery:" not in only
    assert "No entry fits" in text_of(at_desk("shen").get("/desk/records/journal/?object=nothing:1"))


def test_lists_are_paged_by_key(at_desk, province):
    with undone():
        one = Delivery.objects.first()
        for _ in range(55):
            one.pk = None
            one.save()
        first = text_of(at_desk("lin").get("/desk/deliveries/"))
        following = re.search(r'href="(/desk/deliveries/\?before=\d+)"', first)
        assert following
        second = text_of(at_desk("lin").get(following[1]))
    keys = [re.findall(r'data-key="(\d+)"', page) for page in (first, second)]
    assert [len(found) for found in keys] == [50, 7]
    assert not set(keys[0]) & set(keys[1])
    assert "First page" in second


def test_every_page_speaks_chinese_too(at_desk):
    client = at_desk("lin")
    for path in ("/desk/", *LISTS):
        said = client.get(path, headers={"accept-language": "zh-hans"}).content.decode()
        heading = re.search(r"<h1>(.*?)</h1>", said, re.DOTALL)
        assert heading
        assert re.search(r"[\u4e00-\u9fff]", heading[1])
        assert 'lang="zh-Hans"' in said


def test_the_content_of_an_entry_is_read_as_words_not_as_code():
    with override("en"):
        said = content_text({"fields": {"opinion": "seen"}, "files": ["a" * 64], "links": []})
    assert said == f"fields opinion seen; files {'a' * 12}…; links –"


def test_every_step_that_a_room_records_has_words():
    nouns = "agencies|appeal|criteria|delivery|divisions|grant|people|person|publication|run|units"
    kinds = re.compile(rf'"((?:{nouns})\.[a-z][a-z-]+)"')
    rooms = [PACKAGE / name for name in ("org", "evaluation", "publish", "demo")]
    sources = [path for room in rooms for path in room.rglob("*.py") if "tests" not in path.parts]
    recorded = {kind for path in sources for kind in kinds.findall(path.read_text("utf-8"))}
    recorded = {kind for kind in recorded if not kind.endswith((".parquet", ".csv", ".toml"))}
    assert len(recorded) > 15
    assert recorded - set(STEPS) == set()
    steps = re.compile(r'journal\(\s*[^()]*?"([a-z]+\.[a-z-]+)"')
    plans = (PACKAGE / "plan" / "actions").glob("*.py")
    planned = {kind for path in plans for kind in steps.findall(path.read_text("utf-8"))}
    assert len(planned) > 15
    assert planned - set(STEPS) == set()


@pytest.mark.django_db  # one such test, or nobody makes the database when this module runs alone
def test_every_address_of_the_desk_is_known_to_these_tests():
    """A new page brings its tests: this is the whole list."""
    desk = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "desk")
    assert {pattern.name for pattern in desk.url_patterns} == {
        *(
            "home",
            "standing",
            "search",
            "deliveries",
            "deliver",
            "returned",
            "delivery",
            "rejects",
            "runs",
            "run",
            "propose",
            "propose_results",
        ),
        *("publications", "publication", "approve", "decline", "withdraw", "correct", "publication_file"),
        *("inbox", "inbox_read", "inbox_settings"),  # test_inbox
        *("publication_key", "register", "register_place", "journal"),
    }
