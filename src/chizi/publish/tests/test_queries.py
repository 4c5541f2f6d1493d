"""What the public sees, what the desk sees, and figures read out of the published file itself."""

from fractions import Fraction

import pytest

from chizi.org.abilities import Console
from chizi.org.rules import Role
from chizi.publish import store
from chizi.publish.actions import (
    approve_publication,
    correct_publication,
    decline_publication,
    withdraw_publication,
)
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.queries import (
    choices,
    criteria_rows,
    criteria_text,
    draft_stated,
    latest_published,
    places,
    publication,
    publications,
    published_file,
    published_periods,
    published_view,
)
from chizi.publish.refusals import FileDamaged, UnknownFigure, UnknownPublication
from chizi.publish.rules import Mark, State
from chizi.publish.tests.conftest import (
    CITY,
    COUNTY,
    CRITERIA,
    LATER,
    NOW,
    PROVINCE,
    SECOND,
    THIRD,
    TOWN,
    granted,
    made_run,
)

pytestmark = pytest.mark.django_db


def test_a_proposal_is_not_public(propose):
    one = propose()
    assert latest_published() == ()
    assert published_periods() == frozenset()
    with pytest.raises(UnknownPublication):
        published_view(one.code)
    with pytest.raises(UnknownPublication):
        published_file(one.id)


def test_a_published_one_is_with_files_that_open(published):
    (card,) = latest_published()
    assert (card.code, card.titles["en"], card.provisional) == (published.code, "Results of 2020", False)
    view = published_view(published.code)
    assert view.newest.version == view.card.version == 1
    assert view.own_reason == ""
    assert criteria_text(view) == CRITERIA
    rule = criteria_rows(view)
    assert rule is not None
    assert rule.id == "three-zero-2020.1"
    assert set(view.parts) >= {
        "README.txt",
        "criteria.toml",
        "figures.csv",
        "figures.parquet",
        published.file_name,
    }
    with view.parts["figures.csv"].open() as file:
        assert file.read(9) == b"\xef\xbb\xbfperiod"
    with view.parts[published.file_name].open() as file:
        assert verify(file.read(), parse_public_key(view.public_key)).ok
    data, key = published_file(published.id)
    assert verify(data, parse_public_key(key)).signer == "known"
    assert published_periods() == {"2020", "2020-03"}


def test_figures_by_place(published):
    view = published_view(published.code)
    offered = choices(view)
    assert offered is not None
    assert (offered.periods, offered.slices) == (("2019", "2020", "2020-03"), ("all", "kind:village"))
    top = places(view, period="2020")
    assert (top.own.name, [one.name for one in top.within]) == ("山西省", ["太原市", "大同市"])
    assert top.own.zeros["three_zero"].rate == Fraction(320, 400)
    assert top.own.change("three_zero") == 0
    assert top.own.zeros["three_zero"].provisional is False
    city = places(view, period="2020", code=CITY)
    assert [one.code for one in city.within] == [COUNTY, SECOND]
    assert city.trail == ((PROVINCE, "山西省"), (CITY, "太原市"))
    county = places(view, period="2020", code=COUNTY)
    assert [one.code for one in county.within] == [TOWN]
    assert places(view, period="2019", code=COUNTY).own.before is None
    assert places(view, period="2019").own.change("case") is None


def test_withheld_counts_say_so(published):
    within = {
        one.code: one for one in places(published_view(published.code), period="2020", code=CITY).within
    }
    assert (within[COUNTY].people["deaths"].value, within[COUNTY].people["deaths"].mark) == (None, Mark.SMALL)
    assert within[SECOND].people["deaths"].mark is Mark.COVER
    assert within[SECOND].people["fatal_accidents"].value is None
    assert within[SECOND].people["fatal_accidents"].mark is Mark.SHOWN
    city = places(published_view(published.code), period="2020", code=CITY).own
    assert (city.people["deaths"].value, city.people["deaths"].before) == (12, 12)


@pytest.mark.parametrize(
    ("period", "slice_name", "code"),
    [
        ("2031", "all", ""),
        ("2020", "sector:x", ""),
        ("2020", "all", "999"),
        ("2020-03", "all", TOWN),
        ("", "all", ""),
    ],
)
def test_figures_that_are_not_there(published, period, slice_name, code):
    with pytest.raises(UnknownFigure):
        places(published_view(published.code), period=period, slice=slice_name, code=code)


def test_versions_corrections_and_withdrawal(cast, published, province):
    second = correct_publication(
        actor=cast.lin,
        now=LATER,
        code=published.code,
        run_id=made_run(province, 2).id,
        reason="A county was late.",
    )
    assert published_view(published.code).card.version == 1
    with pytest.raises(UnknownPublication):
        published_view(published.code, 2)
    approve_publication(actor=cast.zhou, now=LATER, publication_id=second.id)
    newest = published_view(published.code)
    assert (newest.card.version, newest.own_reason) == (2, "A county was late.")
    old = published_view(published.code, 1)
    assert (old.card.state, old.newest.version, bool(old.parts)) == (State.CORRECTED, 2, True)
    assert [card.version for card in latest_published()] == [2]
    withdraw_publication(
        actor=cast.zhou, now=LATER, publication_id=second.id, reason="Figures of a test run."
    )
    gone = published_view(published.code)
    assert (gone.card.state, gone.reason, gone.parts, gone.stated) == (
        State.WITHDRAWN,
        "Figures of a test run.",
        {},
        {},
    )
    assert criteria_text(gone) == ""
    assert criteria_rows(gone) is None
    assert choices(gone) is None
    assert latest_published() == ()


def test_the_desk_sees_proposals_only_with_a_role(cast, propose):
    one = propose()
    assert [card.id for card in publications(cast.zhou, now=NOW)] == [one.id]
    assert publications(cast.zhou, now=NOW, states=[State.PUBLISHED]) == []
    assert publication(cast.lin, one.id, now=NOW) == one
    assert draft_stated(cast.zhou, one.id, now=NOW)["title"]["en"] == one.title
    for stranger in (cast.sun, Console()):
        assert publications(stranger, now=NOW) == []
        with pytest.raises(UnknownPublication):
            publication(stranger, one.id, now=NOW)
        with pytest.raises(UnknownPublication):
            draft_stated(stranger, one.id, now=NOW)
    decline_publication(actor=cast.lin, now=LATER, publication_id=one.id, reason="not yet ready")
    store.draft_path(one.draft_sha256).unlink()
    with pytest.raises(UnknownPublication):
        draft_stated(cast.lin, one.id, now=NOW)


def test_the_auditor_sees_every_version(propose, province):
    one = propose()
    shen = granted("shen", Role.AUDITOR, province[PROVINCE])
    below = granted("gu", Role.AUDITOR, province[CITY])
    assert [card.id for card in publications(shen, now=NOW)] == [one.id]
    assert draft_stated(shen, one.id, now=NOW)["publication"]["code"] == one.code
    assert publications(below, now=NOW) == []


def test_a_damaged_file_is_named_and_not_handed_out(published):
    path = store.published_path(published.file_name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(FileDamaged):
        published_file(published.id)
    path.unlink()
    with pytest.raises(FileDamaged):
        published_file(published.id)


def test_the_only_county_of_a_city_hides_nothing_that_is_large(published):
    within = places(published_view(published.code), period="2020", code="140200000000").within
    assert [(one.code, one.people["deaths"].value) for one in within] == [(THIRD, 20)]
