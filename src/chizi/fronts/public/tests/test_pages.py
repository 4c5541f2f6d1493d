"""Pages that anybody may read: complete, honest, without cookies, kept only as long as they hold."""

import re
from html import unescape

import pytest
from django.test import Client

from chizi.publish.actions import approve_publication, correct_publication, withdraw_publication
from chizi.publish.tests.conftest import CITY, COUNTY, LATER, OTHER_CITY, made_run

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    """What a reader sees of a page."""
    body = answer.content.decode().split("<body", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_home_before_anything_is_published_says_what_will_be_there(reader, db):
    answer = reader.get("/")
    assert answer.status_code == 200
    assert "Nothing has been published yet" in text_of(answer)


def test_home_names_the_latest_with_its_headline(reader, published):
    answer = reader.get("/")
    seen = text_of(answer)
    assert "Results of 2020" in seen
    assert "80.00 %" in seen
    assert "320 of 400 units in scope" in seen
    assert f"/publications/{published.code}/" in answer.content.decode()


def test_a_proposal_is_on_no_page(reader, propose):
    one = propose()
    assert "Nothing has been published yet" in text_of(reader.get("/"))
    for path in ("", "v1/", "v1/rule/", "v1/key", "v1/files/figures.csv"):
        assert reader.get(f"/publications/{one.code}/{path}").status_code == 404


def test_a_publication_shows_denominator_as_of_method_and_change(reader, home):
    seen = text_of(reader.get(home))
    assert "山西省, 2020: how many villages and workplaces kept all three zeros?" in seen
    assert "320 of 400 units in scope" in seen
    assert "As of end of Feb. 28, 2021 · rule three-zero-2020.1" in seen
    assert "±0.00 percentage points against the year before" in seen
    assert "Facts come from the lead departments only" in seen
    assert "太原市" in seen
    assert "not decided yet" not in seen


def test_R19_places_stand_in_code_order_without_rank_numbers(reader, home):
    seen = text_of(reader.get(home))
    assert seen.index("太原市") < seen.index("大同市")
    assert not re.search(r"\brank(ed)?\b(?!ing)|No\. 1\b", seen, re.IGNORECASE)


def test_drill_to_a_county_and_its_townships(reader, home, published):
    page = reader.get(home).content.decode()
    (href,) = set(re.findall(rf'href="(/publications/[^"]*place={CITY}[^"]*)"', page))
    city = reader.get(unescape(href))
    seen = text_of(city)
    assert "小店区" in seen
    assert "迎泽区" in seen
    county = text_of(reader.get(f"{home}?place={COUNTY}"))
    assert "坞城街道" in county


def test_periods_slices_and_zeros_are_chosen_by_a_plain_form(reader, home):
    seen = text_of(reader.get(f"{home}?period=2019&slice=kind:village&zero=case"))
    assert "山西省, 2019: how many villages and workplaces kept zero cases?" in seen
    assert "Counted: villages." in seen
    assert "No figure for the year before to compare with." in seen
    month = text_of(reader.get(f"{home}?period=2020-03"))
    assert "March 2020" in month
    assert "zero petitions" in text_of(reader.get(f"{home}?zero=nonsense"))


@pytest.mark.parametrize(
    "query",
    ["period=1999", "period=%00", "slice=sector:x'--", "place=../..", "place=" + "9" * 300, "period=2020-13"],
)
def test_choices_that_do_not_exist_are_not_found(reader, home, query):
    answer = reader.get(f"{home}?{query}")
    assert answer.status_code == 404
    assert "no figures for this place, period and slice" in text_of(answer)
    assert not answer.cookies


def test_R20_small_counts_are_withheld_and_explained(reader, home):
    seen = text_of(reader.get(f"{home}?place={CITY}"))
    assert "小店区 <5 withheld 60 0 150 0" in seen
    assert "迎泽区 … withheld to protect another number 100 0 450 0" in seen
    assert "stands for a number from 0 to 4 that was withheld" in seen
    assert "What was withheld" in seen
    province = text_of(reader.get(home))
    assert "deaths in accidents 32 32 ±0.00 %" in province


def test_a_city_without_counties_in_the_file_still_has_its_own_figures(reader, home):
    assert "新荣区" in text_of(reader.get(f"{home}?place={OTHER_CITY}"))
    township = text_of(reader.get(f"{home}?place=140105001000"))
    assert "坞城街道, 2020: each zero" in township


def test_figures_that_may_change_are_marked_and_bounded(reader, cast, propose, province):
    one = propose(run_id=made_run(province, 5, pending=40).id)
    approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id)
    seen = text_of(reader.get(f"/publications/{one.code}/"))
    assert "provisional" in seen
    assert (
        "40 units are not decided yet. When they are, the rate will lie between 72.73 % and 81.82 %." in seen
    )


def test_corrections_show_on_both_versions(reader, cast, home, published, province):
    second = correct_publication(
        actor=cast.lin,
        now=LATER,
        code=published.code,
        run_id=made_run(province, 2).id,
        reason="A <county> was late.",
    )
    assert "newer version" not in text_of(reader.get(home))
    approve_publication(actor=cast.zhou, now=LATER, publication_id=second.id)
    new = text_of(reader.get(home))
    assert "This version corrects an earlier one. Reason given: A <county> was late." in new
    old = text_of(reader.get(f"{home}v1/"))
    assert "There is a newer version of this result. Reason given: A <county> was late." in old
    assert "320 of 400" in old
    assert "replaced by a corrected version" in old
    assert b"<county>" not in reader.get(home).content


def test_a_withdrawn_publication_keeps_its_page_and_reason_only(reader, cast, home, published):
    kept = reader.get(home).headers["ETag"]
    withdraw_publication(
        actor=cast.zhou, now=LATER, publication_id=published.id, reason="Figures of a drill."
    )
    answer = reader.get(home, headers={"if-none-match": kept})
    assert answer.status_code == 410
    seen = text_of(answer)
    assert "Reason given: Figures of a drill." in seen
    assert not re.search(r"\b400\b", seen), "the figure of what is gone"
    assert reader.get(f"{home}v1/rule/").status_code == 410
    assert reader.get(f"{home}v1/files/figures.csv").status_code == 410
    assert reader.get(f"{home}v1/key").status_code == 200
    assert "Nothing has been published yet" in text_of(reader.get("/"))


def test_R13_the_rule_is_there_in_words_with_its_sources(reader, home):
    seen = text_of(reader.get(f"{home}v1/rule/"))
    assert "A criminal case. It counts in the month in which it happened." in seen
    assert "Allowed: 0 in a month, 0 in a year." in seen
    assert "信访工作条例第三十四条" in seen
    assert "a petition that was settled in time, however many there are" in seen
    assert 'id = "three-zero-2020.1"' in seen
    assert "发生刑事案件" in text_of(reader.get(f"{home}v1/rule/?lang=zh-hans"))


def test_R20_what_is_never_built_is_said(reader, db):
    seen = text_of(reader.get("/never/"))
    for words in ("No list and no score of people", "No ranking by the number of petitions", "No awards"):
        assert words in seen


@pytest.mark.parametrize(
    "path", ["/", "/never/", "HOME", "HOMEv1/rule/", "HOMEv1/key", "HOMEv1/files/figures.csv"]
)
def test_no_cookie_no_session_and_kept_for_a_while(path, home, published):
    client = Client(headers={"accept-language": "en"})
    client.cookies["sessionid"] = "x" * 32
    answer = client.get(path.replace("HOME", home))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    again = client.get(path.replace("HOME", home), headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_only_reading_is_possible(reader, home):
    for path in ("/", "/never/", home, f"{home}v1/rule/", f"{home}v1/key", f"{home}v1/files/figures.csv"):
        assert reader.head(path).status_code == 200
        for method in ("post", "put", "patch", "delete"):
            assert getattr(reader, method)(path).status_code in {403, 405}


def test_the_language_follows_the_browser_or_the_address_and_stays(home):
    chinese = Client(headers={"accept-language": "zh-CN,zh;q=0.9"}).get(home)
    assert chinese.headers["Content-Language"] == "zh-Hans"
    assert '<html lang="zh-Hans"' in chinese.content.decode()
    assert "二〇二〇年三零结果" in text_of(chinese)
    client = Client(headers={"accept-language": "zh-CN"})
    client.cookies["django_language"] = "zh-hans"
    english = client.get(f"{home}?period=2019&lang=en")
    page = english.content.decode()
    assert english.headers["Content-Language"] == "en"
    assert "Results of 2020" in text_of(english)
    links = re.findall(r'href="(/(?:publications|never)[^"]*)"', page)
    assert links
    assert all("lang=en" in link or "lang=zh-hans" in link for link in links)
    assert 'name="lang" value="en"' in page
    assert f'href="{home}?period=2019&amp;lang=zh-hans"' in page
    odd = Client(headers={"accept-language": "xx;q=abc, *;q=0.1"}).get(f"{home}?lang=klingon")
    assert odd.headers["Content-Language"] == "zh-Hans"


def test_no_script_and_nothing_from_elsewhere(reader, home):
    for path in ("/", "/never/", home, f"{home}v1/rule/"):
        page = reader.get(path).content.decode()
        assert "<script" not in page
        assert " style=" not in page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
        assert len(re.findall(r"<h1[ >]", page)) == 1
