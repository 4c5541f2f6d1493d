"""R-33: what the grass roots are asked for is in every publication, frozen and signed like the figures."""

from dataclasses import replace

import pytest

from chizi.evaluation.models import Figure
from chizi.publish import store
from chizi.publish.actions import approve_publication, propose_publication, withdraw_publication
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.bundle.assemble import stated_in
from chizi.publish.bundle.container import read
from chizi.publish.models import Manifest, Publication
from chizi.publish.queries import published_load, published_view
from chizi.publish.refusals import NothingToPublish
from chizi.publish.tests.conftest import CITY, COUNTY, LATER, NOW, OTHER_CITY, SECOND, THIRD, ask, made_run

pytestmark = pytest.mark.django_db

TABLE = "grass_roots_load"


def test_R33_the_load_of_the_grass_roots_is_published(asked, published):
    data = store.published_path(published.file_name).read_bytes()
    members = {one.name: one.data for one in read(data).members}
    assert members[f"{TABLE}.csv"].decode("utf-8-sig").splitlines() == [
        "region_code,region_name,level,open_items",
        f"{CITY},太原市,city,12",
        f"{COUNTY},小店区,county,7",
        f"{SECOND},迎泽区,county,2",
        f"{OTHER_CITY},大同市,city,1",
        f"{THIRD},新荣区,county,1",
    ]
    assert f"{TABLE}.parquet" in members
    stated = stated_in(data)
    (table,) = (one for one in stated["tables"] if one["name"] == TABLE)
    assert table["notes"]["as_of"] == NOW.isoformat()
    assert (table["notes"]["cap_county"], table["notes"]["caps_from"]) == ("40", "2021-02-27")
    assert "整治形式主义" in table["notes"]["caps_source"]
    assert table["title"]["zh-Hans"] == "基层承担的交办事项：各市县未办结事项"
    assert all(set(one["title"]) == {"zh-Hans", "en"} for one in table["columns"])


def test_R33_nothing_of_the_load_is_withheld_and_nobody_is_in_it(asked, published):
    stated = stated_in(store.published_path(published.file_name).read_bytes())
    assert TABLE not in {one["table"] for one in stated["redaction"]}
    (table,) = (one for one in stated["tables"] if one["name"] == TABLE)
    assert [one["name"] for one in table["columns"]] == [
        "region_code",
        "region_name",
        "level",
        "open_items",
    ]


def test_R33_a_changed_number_of_the_load_is_found_without_us(asked, published):
    data = store.published_path(published.file_name).read_bytes()
    key = parse_public_key(Manifest.objects.get(publication=published).public_key)
    assert verify(data, key).ok
    forged = data.replace("小店区,county,7".encode(), "小店区,county,1".encode())
    assert forged != data
    verdict = verify(forged, key)
    assert not verdict.ok
    assert {(fault.member, fault.as_dict()["row"]) for fault in verdict.faults} >= {(f"{TABLE}.csv", 2)}


def test_R33_the_load_is_that_of_the_moment_of_the_proposal(cast, asked, province, propose):
    proposed = propose()
    ask(province, {COUNTY: 30, CITY: 30})
    approve_publication(actor=cast.zhou, now=LATER, publication_id=proposed.id)
    load = published_load(published_view(proposed.code))
    assert load is not None
    assert (load.as_of, load.open, load.cities[0].counties[0].open) == (NOW, 13, 7)


def test_R33_the_load_is_read_out_of_the_file_in_the_order_of_codes(asked, published):
    load = published_load(published_view(published.code))
    assert load is not None
    assert [(one.code, one.open, one.own) for one in load.cities] == [(CITY, 12, 3), (OTHER_CITY, 1, 0)]
    assert [(one.code, one.open) for one in load.cities[0].counties] == [(COUNTY, 7), (SECOND, 2)]
    assert dict(load.caps) == {"city": 60, "county": 40, "town": 20, "person": 10}
    assert load.effective_from.isoformat() == "2021-02-27"


def test_R33_where_nothing_is_asked_the_numbers_are_zero(published):
    load = published_load(published_view(published.code))
    assert load is not None
    assert (load.open, len(load.cities)) == (0, 2)


def test_R33_a_publication_made_without_the_load_has_none(cast, asked, published):
    view = published_view(published.code)
    stated = {**view.stated, "tables": [one for one in view.stated["tables"] if one["name"] != TABLE]}
    parts = {name: part for name, part in view.parts.items() if not name.startswith(TABLE)}
    assert published_load(replace(view, stated=stated, parts=parts)) is None
    withdraw_publication(actor=cast.zhou, now=LATER, publication_id=published.id, reason="wrong figures")
    assert published_load(published_view(published.code)) is None


def test_R33_the_load_alone_is_no_publication(cast, asked, province):
    run = made_run(province, 9)
    Figure.objects.filter(run=run).delete()
    with pytest.raises(NothingToPublish):
        propose_publication(actor=cast.lin, now=NOW, run_id=run.id, title="Nothing but load")
    assert not Publication.objects.exists()
