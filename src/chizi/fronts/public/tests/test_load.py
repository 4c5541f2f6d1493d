"""R-33: the public page says what the grass roots are asked for, in words that need no training."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.fronts.public.tests.test_pages import text_of
from chizi.publish.actions import approve_publication
from chizi.publish.tests.conftest import CITY, COUNTY, LATER, OTHER_CITY, SECOND, ask, made_run

pytestmark = pytest.mark.django_db

HEADING = "What the grass roots are asked for"


@pytest.fixture
def busy(province, cast, propose):
    """The page of a publication proposed while the grass roots had something to do."""
    ask(province, {CITY: 12, COUNTY: 7, SECOND: 2, OTHER_CITY: 1})
    one = propose(run_id=made_run(province, 4).id, title_en="Results of 2020")
    approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id)
    return f"/publications/{one.code}/"


def section_of(answer) -> str:
    """The words between the heading of the load and the next section."""
    text = text_of(answer)
    assert HEADING in text
    return text.split(HEADING, 1)[1].split("Method", 1)[0]


def test_R33_the_load_is_said_in_plain_words_with_cap_and_source(reader, busy):
    seen = section_of(reader.get(busy))
    assert "As of March 2, 2021 12:00, 13 items were open in cities, counties and townships." in seen
    assert "is neither accepted nor exempted nor withdrawn" in seen
    assert "60 items may be open at once with an agency or body of a city, 40 of a county, 20" in seen
    assert "The cap comes from 本办公室规定" in seen
    assert "in force since Feb. 27, 2021" in seen


def test_R33_cities_open_to_counties_in_code_order_without_ranks(reader, busy):
    seen = section_of(reader.get(busy))
    assert "太原市 12" in seen
    assert "the city's own agencies and bodies 3 小店区 7 迎泽区 2" in seen
    assert seen.index("太原市") < seen.index("小店区") < seen.index("迎泽区") < seen.index("大同市")
    assert "All cities 13" in seen
    assert "without rank" in seen


def test_R33_the_load_is_there_in_chinese(reader, busy):
    seen = text_of(reader.get(f"{busy}?lang=zh-hans"))
    assert "基层承担的交办事项" in seen
    assert "各市、县、乡共有 13 项未办结。" in seen
    assert "市本级 3" in seen


def test_R33_the_load_can_be_downloaded(reader, busy):
    page = reader.get(busy).content.decode()
    for name in ("grass_roots_load.csv", "grass_roots_load.parquet"):
        assert f"{busy}v1/files/{name}" in page
        assert reader.get(f"{busy}v1/files/{name}").status_code == 200


def test_R33_where_no_campaign_asks_for_anything_the_page_says_so(reader, home):
    seen = section_of(reader.get(home))
    assert "no campaign and no task asks anything of cities, counties and townships." in seen
    assert "太原市" not in seen


def test_R33_a_publication_made_without_the_load_keeps_its_page(reader, busy):
    with patch("chizi.publish.queries.load.TABLE", "not_there"):
        answer = reader.get(busy)
    assert answer.status_code == 200
    assert HEADING not in text_of(answer)
    assert "320 of 400 units in scope" in text_of(answer)


def test_the_load_costs_the_page_no_question_to_the_database(reader, busy):
    reader.get(busy)
    with CaptureQueriesContext(connection) as asked:
        reader.get(busy)
    assert len(asked) <= 5
